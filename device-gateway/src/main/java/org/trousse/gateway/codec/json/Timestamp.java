package org.trousse.gateway.codec.json;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A time as vendors write it: RFC 3339 §5.6 with its offset, or a local time without one.
///
/// @param instant the true instant, or the local time as if it were UTC
/// @param zoneMinutes the offset that was written; null for a local time
public record Timestamp(Instant instant, @Nullable Integer zoneMinutes) {
  /// Date, time, seconds with up to 9 decimals, then `Z`, an offset or nothing.
  static final String PATTERN =
      "^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\\.[0-9]{1,9})?"
          + "(Z|[+-][0-9]{2}:[0-9]{2})?$";

  private static final Pattern WRITTEN = Pattern.compile(PATTERN);

  private static final Pattern LENIENT =
      Pattern.compile(
          "([0-9]{4}-[0-9]{2}-[0-9]{2})[T ]([0-9]{1,2}:[0-9]{2})(:[0-9]{2})?(\\.[0-9]{1,9})?"
              + " ?(Z|[+-][0-9]{2}:?[0-9]{2})?");

  /// Reads what vendors make of the form: a blank for the T or before the offset, an hour of one
  /// digit, no seconds, an offset without its colon.
  public static Optional<Timestamp> lenient(String text) {
    Matcher part = LENIENT.matcher(text.strip());
    if (!part.matches()) {
      return Optional.empty();
    }
    String time = part.group(2).length() == 4 ? "0" + part.group(2) : part.group(2);
    String seconds = part.group(3) == null ? ":00" : part.group(3);
    String fraction = part.group(4) == null ? "" : part.group(4);
    String zone = part.group(5) == null ? "" : part.group(5);
    String colon = zone.length() == 5 ? zone.substring(0, 3) + ":" + zone.substring(3) : zone;
    return parse(part.group(1) + "T" + time + seconds + fraction + colon);
  }

  /// Whether `text` has the form, whatever day it names.
  public static boolean hasForm(String text) {
    return WRITTEN.matcher(text).matches();
  }

  /// Reads the form; empty when it is another one, or no day of the calendar.
  public static Optional<Timestamp> parse(String text) {
    if (!hasForm(text)) {
      return Optional.empty();
    }
    try {
      boolean zoned = text.endsWith("Z") || text.lastIndexOf('+') > 0 || text.lastIndexOf('-') > 8;
      if (!zoned) {
        return Optional.of(
            new Timestamp(LocalDateTime.parse(text).toInstant(ZoneOffset.UTC), null));
      }
      OffsetDateTime time = OffsetDateTime.parse(text);
      return Optional.of(new Timestamp(time.toInstant(), time.getOffset().getTotalSeconds() / 60));
    } catch (DateTimeException notInTheCalendar) {
      return Optional.empty();
    }
  }
}
