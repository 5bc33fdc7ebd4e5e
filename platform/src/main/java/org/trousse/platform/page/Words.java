package org.trousse.platform.page;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;

/// The texts of this room in one language. A text is written with ordinary spaces; French ones get
/// the non-breaking spaces that its punctuation asks for.
public final class Words {
  private static final Words FRENCH = new Words(Locale.FRENCH);
  private static final Words ENGLISH = new Words(Locale.ENGLISH);

  private final Locale language;
  private final Properties texts = new Properties();

  private Words(Locale language) {
    this.language = language;
    String file = "/messages/platform_" + language.getLanguage() + ".properties";
    try (var bytes = Objects.requireNonNull(Words.class.getResourceAsStream(file), file);
        var reader = new InputStreamReader(bytes, StandardCharsets.UTF_8)) {
      texts.load(reader);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /// English for English, French for everybody else.
  public static Words in(Locale language) {
    return language.getLanguage().equals("en") ? ENGLISH : FRENCH;
  }

  /// What a browser's Accept-Language asks for (RFC 9110 §12.5.4); French when it asks for neither
  /// language or for nonsense.
  static Words accepted(String header) {
    try {
      Locale found =
          Locale.lookup(Locale.LanguageRange.parse(header), List.of(Locale.FRENCH, Locale.ENGLISH));
      return in(found == null ? Locale.FRENCH : found);
    } catch (IllegalArgumentException nonsense) {
      return FRENCH;
    }
  }

  public Locale language() {
    return language;
  }

  /// The other language's texts: what the switch leads to.
  public Words other() {
    return this == FRENCH ? ENGLISH : FRENCH;
  }

  public String tag() {
    return language.getLanguage();
  }

  public String text(String key) {
    String text = Objects.requireNonNull(texts.getProperty(key), () -> "no text " + key);
    return this == FRENCH ? typeset(text) : text;
  }

  Set<String> keys() {
    return texts.stringPropertyNames();
  }

  private static String typeset(String text) {
    return text.replace(" :", "\u00a0:")
        .replace(" ;", "\u202f;")
        .replace(" !", "\u202f!")
        .replace(" ?", "\u202f?")
        .replace("« ", "«\u00a0")
        .replace(" »", "\u00a0»");
  }
}
