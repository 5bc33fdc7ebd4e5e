package org.trousse.record.page;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.regex.Pattern;
import org.trousse.sdk.measure.Unit;

/// The texts, numbers and dates of this room in one language. A text is written with ordinary
/// spaces; numbers keep their unit on their line, and French punctuation its spaces.
public final class Words {
  private static final Words FRENCH = new Words(Locale.FRENCH);
  private static final Words ENGLISH = new Words(Locale.UK);
  private static final Pattern BEFORE_UNIT =
      Pattern.compile("(?<=\\d) (?=%|mg/dL|mmol/L|mmHg|kg|°C|h\\b)");

  private final Locale locale;
  private final Properties texts = new Properties();

  private Words(Locale locale) {
    this.locale = locale;
    String file = "/messages/record_" + locale.getLanguage() + ".properties";
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

  /// The text of `key`, with `{0}` and so on replaced by `parts`.
  public String text(String key, Object... parts) {
    String text = Objects.requireNonNull(texts.getProperty(key), () -> "no text " + key);
    for (int place = 0; place < parts.length; place++) {
      text = text.replace("{" + place + "}", parts[place].toString());
    }
    return typeset(text);
  }

  /// What a source of readings is called: our own ones in this language, all others as they were
  /// named.
  public String source(String label) {
    return texts.getProperty("own." + label.replace(' ', '_'), label);
  }

  /// `key.one` or `key.many`, by this language's rule for `count` (French: 0 is singular).
  public String counted(String key, long count, Object... parts) {
    boolean one = this == FRENCH ? count < 2 : count == 1;
    return text(key + (one ? ".one" : ".many"), parts.length == 0 ? new Object[] {count} : parts);
  }

  Set<String> keys() {
    return texts.stringPropertyNames();
  }

  private String typeset(String text) {
    String kept = BEFORE_UNIT.matcher(text).replaceAll("\u00a0");
    return this == ENGLISH
        ? kept.replace("\u00a0%", "%")
        : kept.replace(" :", "\u00a0:")
            .replace(" ;", "\u202f;")
            .replace(" !", "\u202f!")
            .replace(" ?", "\u202f?")
            .replace("« ", "«\u00a0")
            .replace(" »", "\u00a0»");
  }

  /// With all of its digits.
  public String number(BigDecimal value) {
    String digits = value.toPlainString().replace('-', '\u2212');
    return this == FRENCH ? digits.replace('.', ',') : digits;
  }

  /// The usual way to write a unit, not UCUM's.
  public String unit(Unit unit) {
    return switch (unit) {
      case MM_HG -> "mmHg";
      case CELSIUS -> "°C";
      case FAHRENHEIT -> "°F";
      case POUND -> "lb";
      case STONE -> "st";
      case INCH -> "in";
      case PER_MINUTE -> "/min";
      default -> unit.ucum();
    };
  }

  /// How long ago, in the largest unit that fits.
  public String ago(Instant at, Instant now) {
    long seconds = Duration.between(at, now).toSeconds();
    if (seconds < -60) {
      return text("ago.future");
    }
    if (seconds < 60) {
      return text("ago.now");
    }
    long minutes = seconds / 60;
    if (minutes < 60) {
      return counted("ago.minutes", minutes);
    }
    return minutes < 48 * 60
        ? counted("ago.hours", minutes / 60)
        : counted("ago.days", minutes / 60 / 24);
  }

  /// The day, as one says it today, and the time.
  public String on(Instant at, Instant now, ZoneId zone) {
    ZonedDateTime there = at.atZone(zone);
    LocalDate today = now.atZone(zone).toLocalDate();
    LocalDate day = there.toLocalDate();
    String time = time(there);
    if (day.equals(today)) {
      return text("on.today", time);
    }
    if (day.equals(today.minusDays(1))) {
      return text("on.yesterday", time);
    }
    String pattern = day.getYear() == today.getYear() ? "EEEE d MMMM" : "d MMMM yyyy";
    return text("on.day", format(pattern, there), time);
  }

  public String time(ZonedDateTime at) {
    return format("HH:mm", at);
  }

  public String day(LocalDate day) {
    return format("EEEE d MMMM", day.atStartOfDay(ZoneId.of("UTC")));
  }

  /// Short enough to stand under a day of the curve.
  public String shortDay(LocalDate day) {
    return format("EEE d", day.atStartOfDay(ZoneId.of("UTC")));
  }

  private String format(String pattern, ZonedDateTime at) {
    return DateTimeFormatter.ofPattern(pattern, locale).format(at);
  }
}
