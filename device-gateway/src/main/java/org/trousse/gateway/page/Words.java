package org.trousse.gateway.page;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;

/// The texts of this room in one language, with the spaces that French punctuation asks for.
public final class Words {
  private static final Words FRENCH = new Words(Locale.FRENCH);
  private static final Words ENGLISH = new Words(Locale.UK);

  private final Locale locale;
  private final Properties texts = new Properties();

  private Words(Locale locale) {
    this.locale = locale;
    String file = "/messages/gateway_" + locale.getLanguage() + ".properties";
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

  public Locale locale() {
    return locale;
  }

  public String text(String key) {
    String text = Objects.requireNonNull(texts.getProperty(key), () -> "no text " + key);
    return this == ENGLISH
        ? text
        : text.replace(" :", "\u00a0:")
            .replace(" ;", "\u202f;")
            .replace(" ?", "\u202f?")
            .replace("« ", "«\u00a0")
            .replace(" »", "\u00a0»");
  }

  /// The text of `key`; `otherwise` when there is none.
  String textOr(String key, String otherwise) {
    return texts.containsKey(key) ? text(key) : otherwise;
  }

  Set<String> keys() {
    return texts.stringPropertyNames();
  }

  public String when(Instant at, ZoneId zone) {
    return DateTimeFormatter.ofPattern("d MMMM yyyy, HH:mm:ss", locale).format(at.atZone(zone));
  }
}
