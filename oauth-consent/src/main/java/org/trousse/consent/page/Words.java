package org.trousse.consent.page;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import org.trousse.consent.app.AppEntry;
import org.trousse.consent.permission.Permission;

/// The texts and dates of this house in one language. A text is written with ordinary spaces;
/// French ones get the non-breaking spaces that its punctuation asks for.
public final class Words {
  private static final ZoneId ZONE = ZoneId.of("Europe/Paris");
  private static final Words FRENCH = new Words(Locale.FRENCH);
  private static final Words ENGLISH = new Words(Locale.UK);

  private final Locale locale;
  private final Properties texts = new Properties();

  private Words(Locale locale) {
    this.locale = locale;
    String file = "/messages/consent_" + locale.getLanguage() + ".properties";
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

  /// `fr` or `en`.
  public String tag() {
    return locale.getLanguage();
  }

  /// The text of `key`, with `{0}` and so on replaced by `parts`.
  public String text(String key, Object... parts) {
    String text = Objects.requireNonNull(texts.getProperty(key), () -> "no text " + key);
    if (this == FRENCH) {
      text = typeset(text);
    }
    for (int place = 0; place < parts.length; place++) {
      text = text.replace("{" + place + "}", parts[place].toString());
    }
    return text;
  }

  /// The editor's own words in this language.
  public String of(AppEntry.Text text) {
    return this == FRENCH ? text.french() : text.english();
  }

  /// What one of our own devices is called in this language, e.g. the demo's; empty for a name that
  /// somebody else gave, which stays as it is.
  public Optional<String> own(String label) {
    return Optional.ofNullable(texts.getProperty("own." + label.replace(' ', '_')));
  }

  /// What a permission lets an app do, to its owner or to who acts for a child.
  public String permission(Permission permission, boolean child) {
    return text("kind." + permission.word() + (child ? ".child" : ".self"));
  }

  public String day(Instant at) {
    return day(LocalDate.ofInstant(at, ZONE));
  }

  public String day(LocalDate day) {
    String text = DateTimeFormatter.ofPattern("d MMMM yyyy", locale).format(day);
    return this == FRENCH && day.getDayOfMonth() == 1 ? text.replaceFirst("1", "1er") : text;
  }

  /// The day and the time.
  public String moment(Instant at) {
    String time = DateTimeFormatter.ofPattern("HH:mm", locale).format(at.atZone(ZONE));
    return text("at", day(at), time);
  }

  /// The day and the time to the second.
  public String exactly(Instant at) {
    return text("at", day(at), time(at));
  }

  /// The time of a day to the second.
  public String time(Instant at) {
    return DateTimeFormatter.ofPattern("HH:mm:ss", locale).format(at.atZone(ZONE));
  }

  /// Day and time in figures, with the year only when it is not this one: a line of a log.
  public String brief(Instant at, Instant now) {
    boolean sameYear = at.atZone(ZONE).getYear() == now.atZone(ZONE).getYear();
    String pattern = sameYear ? "dd/MM" : "dd/MM/yyyy";
    String day = DateTimeFormatter.ofPattern(pattern, locale).format(at.atZone(ZONE));
    String time = DateTimeFormatter.ofPattern("HH:mm", locale).format(at.atZone(ZONE));
    return text("at", day, time);
  }

  /// With the language's mark between thousands.
  public String number(int number) {
    return String.format(locale, "%,d", number);
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
