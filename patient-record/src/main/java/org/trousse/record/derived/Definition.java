package org.trousse.record.derived;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Properties;

/// How one derived number is counted, in words that pages, the API and the documentation show.
///
/// @param name as answers spell it
/// @param title what people call it
/// @param definition what it is, or its formula
/// @param denominator what it is counted of
/// @param excluded what does not count
/// @param source where the definition comes from
public record Definition(
    String name,
    String title,
    String definition,
    String denominator,
    String excluded,
    String source) {
  /// All numbers of a series, in the order in which they are shown.
  ///
  /// @param series e.g. `glucose`
  /// @param language English for English, French for everybody else
  public static List<Definition> of(String series, Locale language) {
    String tag = language.getLanguage().equals("en") ? "en" : "fr";
    Properties texts = read("/derived/" + series + "_" + tag + ".properties");
    return Arrays.stream(text(texts, "names").split(" ", -1))
        .map(name ->
            new Definition(
                name,
                text(texts, name + ".title"),
                text(texts, name + ".is"),
                text(texts, name + ".of"),
                text(texts, name + ".without"),
                text(texts, name + ".source")))
        .toList();
  }

  private static Properties read(String file) {
    Properties texts = new Properties();
    try (var bytes = Objects.requireNonNull(Definition.class.getResourceAsStream(file), file);
        var reader = new InputStreamReader(bytes, StandardCharsets.UTF_8)) {
      texts.load(reader);
      return texts;
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private static String text(Properties texts, String key) {
    return Objects.requireNonNull(texts.getProperty(key), () -> "no text " + key);
  }
}
