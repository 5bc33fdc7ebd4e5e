package org.trousse.referencing.page;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Collectors;
import org.trousse.referencing.calendar.WorkingDays;
import org.trousse.referencing.text.Text;

/// The texts of one room of pages in one language. A text is written with ordinary spaces; French
/// ones get the non-breaking spaces that their punctuation asks for.
public final class Words {
  private static final Properties FRENCH = texts("fr");
  private static final Properties ENGLISH = texts("en");

  private final Locale locale;
  private final String prefix;
  private final Properties texts;

  private Words(Locale locale, String prefix, Properties texts) {
    this.locale = locale;
    this.prefix = prefix;
    this.texts = texts;
  }

  private static Properties texts(String language) {
    String file = "/messages/referencing_" + language + ".properties";
    Properties texts = new Properties();
    try (var bytes = Objects.requireNonNull(Words.class.getResourceAsStream(file), file);
        var reader = new InputStreamReader(bytes, StandardCharsets.UTF_8)) {
      texts.load(reader);
      return texts;
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /// English for English, French for everybody else.
  ///
  /// @param prefix of the room's texts, e.g. `vendor`
  public static Words in(Locale language, String prefix) {
    boolean english = language.getLanguage().equals("en");
    return english
        ? new Words(Locale.UK, prefix + ".", ENGLISH)
        : new Words(Locale.FRENCH, prefix + ".", FRENCH);
  }

  public Locale locale() {
    return locale;
  }

  /// `fr` or `en`.
  public String tag() {
    return locale.getLanguage();
  }

  public boolean english() {
    return tag().equals("en");
  }

  /// The room's text of this key, with `{0}` and so on replaced by `parts`, which stay as they are.
  public String text(String key, Object... parts) {
    return whole(prefix + key, parts);
  }

  /// A dossier's state in words, as the public page of referencing says it; `below` e.g. `.what`.
  public String state(Enum<?> state, String below) {
    return whole("criterion.state." + state.name() + below);
  }

  private String whole(String key, Object... parts) {
    String text = typeset(Objects.requireNonNull(texts.getProperty(key), () -> "no text " + key));
    for (int place = 0; place < parts.length; place++) {
      text = text.replace("{" + place + "}", parts[place].toString());
    }
    return text;
  }

  /// The text for one or for many; `{0}` is the number.
  public String count(String key, long number) {
    boolean one = english() ? number == 1 : number < 2;
    return text(key + (one ? ".one" : ".many"), number);
  }

  /// What the platform says, in this language.
  public String of(Text text) {
    return typeset(text.in(locale));
  }

  /// What a vendor wrote, in this language and as it stands.
  public String quoted(Text text) {
    return text.in(locale);
  }

  public String day(LocalDate day) {
    String text = DateTimeFormatter.ofPattern("d MMMM yyyy", locale).format(day);
    return english() || day.getDayOfMonth() != 1 ? text : text.replaceFirst("1", "1er");
  }

  public String day(Instant at) {
    return day(WorkingDays.day(at));
  }

  /// Day and time of day in Paris.
  public String moment(Instant at) {
    ZonedDateTime local = at.atZone(WorkingDays.PARIS);
    String time = DateTimeFormatter.ofPattern("HH:mm", locale).format(local);
    return text("moment", day(local.toLocalDate()), time);
  }

  /// A file's size.
  public String size(long bytes) {
    if (bytes < 1024) {
      return text("bytes", bytes);
    }
    return bytes < 1024 * 1024
        ? text("kilobytes", (bytes + 512) / 1024)
        : text("megabytes", String.format(locale, "%.1f", bytes / (1024.0 * 1024.0)));
  }

  /// The room's keys, for its test.
  public Set<String> keys() {
    return texts.stringPropertyNames().stream()
        .filter(key -> key.startsWith(prefix))
        .map(key -> key.substring(prefix.length()))
        .collect(Collectors.toSet());
  }

  private String typeset(String text) {
    if (english()) {
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
