package org.trousse.referencing.specification;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Collectors;
import org.trousse.referencing.text.Text;

/// The texts of this room in one language. A text is written with ordinary spaces; French ones get
/// the non-breaking spaces that its punctuation asks for.
public final class CriterionWords {
  private static final String PREFIX = "criterion.";
  private static final CriterionWords FRENCH = new CriterionWords(Locale.FRENCH);
  private static final CriterionWords ENGLISH = new CriterionWords(Locale.UK);

  private final Locale locale;
  private final Properties texts = new Properties();

  private CriterionWords(Locale locale) {
    this.locale = locale;
    String file = "/messages/referencing_" + locale.getLanguage() + ".properties";
    try (var bytes = Objects.requireNonNull(CriterionWords.class.getResourceAsStream(file), file);
        var reader = new InputStreamReader(bytes, StandardCharsets.UTF_8)) {
      texts.load(reader);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /// English for English, French for everybody else.
  public static CriterionWords in(Locale language) {
    return language.getLanguage().equals("en") ? ENGLISH : FRENCH;
  }

  public Locale locale() {
    return locale;
  }

  /// `fr` or `en`.
  public String tag() {
    return locale.getLanguage();
  }

  /// The text of `criterion.KEY`, with `{0}` and so on replaced by `parts`.
  public String text(String key, Object... parts) {
    String text =
        Objects.requireNonNull(texts.getProperty(PREFIX + key), () -> "no text " + PREFIX + key);
    text = typeset(text);
    for (int place = 0; place < parts.length; place++) {
      text = text.replace("{" + place + "}", parts[place].toString());
    }
    return text;
  }

  /// The words in this language.
  public String of(Text text) {
    return typeset(text.in(locale));
  }

  public String day(LocalDate day) {
    String text = DateTimeFormatter.ofPattern("d MMMM yyyy", locale).format(day);
    return this == FRENCH && day.getDayOfMonth() == 1 ? text.replaceFirst("1", "1er") : text;
  }

  /// Hours below two days, days from there on, rounded up.
  public String lasting(Duration time) {
    long hours = Math.max(1, time.plusMinutes(59).toHours());
    if (hours < 48) {
      return text(hours == 1 ? "hour" : "hours", hours);
    }
    return text("days", (hours + 23) / 24);
  }

  Set<String> keys() {
    return texts.stringPropertyNames().stream()
        .filter(key -> key.startsWith(PREFIX))
        .collect(Collectors.toSet());
  }

  private String typeset(String text) {
    if (!locale.getLanguage().equals("fr")) {
      return text;
    }
    return text.replace(" :", "\u00a0:")
        .replace(" ;", "\u202f;")
        .replace(" !", "\u202f!")
        .replace(" ?", "\u202f?")
        .replace("« ", "«\u00a0")
        .replace(" »", "\u00a0»");
  }
}
