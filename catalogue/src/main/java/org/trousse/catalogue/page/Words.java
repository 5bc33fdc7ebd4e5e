package org.trousse.catalogue.page;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import org.trousse.catalogue.listing.Text;

/// The texts and dates of this house in one language. A text is written with ordinary spaces;
/// French ones get the non-breaking spaces that its punctuation asks for.
public final class Words {
  public static final ZoneId ZONE = ZoneId.of("Europe/Paris");
  private static final String PREFIX = "catalogue.";
  private static final Words FRENCH = new Words(Locale.FRENCH);
  private static final Words ENGLISH = new Words(Locale.UK);

  private final Locale locale;
  private final Properties texts = new Properties();

  private Words(Locale locale) {
    this.locale = locale;
    String file = "/messages/catalogue_" + locale.getLanguage() + ".properties";
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

  public static List<Words> both() {
    return List.of(FRENCH, ENGLISH);
  }

  public Locale locale() {
    return locale;
  }

  /// `fr` or `en`.
  public String tag() {
    return locale.getLanguage();
  }

  /// The text of `catalogue.KEY`, with `{0}` and so on replaced by `parts`.
  public String text(String key, Object... parts) {
    String found = texts.getProperty(PREFIX + key);
    String text = typeset(Objects.requireNonNull(found, () -> "no text " + key));
    for (int place = 0; place < parts.length; place++) {
      text = text.replace("{" + place + "}", parts[place].toString());
    }
    return text;
  }

  /// The text of a key that may be missing, e.g. of a kind of data that came later.
  public String textOr(String key, String other) {
    String found = texts.getProperty(PREFIX + key);
    return found == null ? other : typeset(found);
  }

  /// One of two texts: `KEY.one` for one, `KEY.many` for any other number, which is `{0}`.
  public String count(String key, long number) {
    return text(key + (number == 1 ? ".one" : ".many"), number(number));
  }

  /// Somebody's own words in this language.
  public String of(Text text) {
    return text.in(locale);
  }

  public String day(Instant at) {
    return day(LocalDate.ofInstant(at, ZONE));
  }

  /// E.g. 1er mars 2026.
  public String day(LocalDate day) {
    String text = DateTimeFormatter.ofPattern("d MMMM yyyy", locale).format(day);
    return this == FRENCH && day.getDayOfMonth() == 1 ? text.replaceFirst("1", "1er") : text;
  }

  /// In figures, e.g. 01/03/2026.
  public String figures(LocalDate day) {
    return DateTimeFormatter.ofPattern("dd/MM/yyyy", locale).format(day);
  }

  public String month(YearMonth month) {
    return DateTimeFormatter.ofPattern("MMMM yyyy", locale).format(month);
  }

  /// The day and the time.
  public String moment(Instant at) {
    String time = DateTimeFormatter.ofPattern("HH:mm", locale).format(at.atZone(ZONE));
    return text("at", day(at), time);
  }

  /// With the language's mark between thousands.
  public String number(long number) {
    return String.format(locale, "%,d", number);
  }

  /// With one decimal at most.
  public String decimal(double number) {
    String text = String.format(locale, "%.1f", number);
    return text.endsWith("0") ? text.substring(0, text.length() - 2) : text;
  }

  /// Words one after the other, e.g. for a list in a sentence.
  public String list(List<String> words) {
    return String.join(", ", words);
  }

  /// A country's name from its code.
  public String country(String code) {
    String name = Locale.of("", code).getDisplayCountry(locale);
    return name.isEmpty() ? code : name;
  }

  /// A language's name from its tag.
  public String language(String code) {
    String name = Locale.forLanguageTag(code).getDisplayName(locale);
    return name.isEmpty() ? code : name;
  }

  Set<String> keys() {
    return texts.stringPropertyNames();
  }

  private String typeset(String text) {
    return locale.getLanguage().equals("fr")
        ? text.replace(" :", "\u00a0:")
            .replace(" ;", "\u202f;")
            .replace(" !", "\u202f!")
            .replace(" ?", "\u202f?")
            .replace("« ", "«\u00a0")
            .replace(" »", "\u00a0»")
        : text;
  }
}
