package org.trousse.record.csv;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalQueries;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Times as they are written, and the instants that they mean.
final class WallClock {
  /// ISO 8601, extended form; a space may stand for the T (RFC 3339 §5.6).
  private static final DateTimeFormatter ISO =
      new DateTimeFormatterBuilder()
          .parseCaseInsensitive()
          .append(DateTimeFormatter.ISO_LOCAL_DATE)
          .appendPattern("['T'][' ']")
          .append(DateTimeFormatter.ISO_LOCAL_TIME)
          .appendPattern("[' '][XXX][XX][X]")
          .toFormatter(Locale.ROOT)
          .withResolverStyle(ResolverStyle.STRICT);

  private final ZoneId zone;

  WallClock(ZoneId zone) {
    this.zone = zone;
  }

  /// A time as it stands there.
  ///
  /// @param offset null: by the wall clock alone
  record Written(LocalDateTime local, @Nullable ZoneOffset offset) {}

  /// Null when it is no time.
  ///
  /// @param dates whether a day alone means its midnight
  static @Nullable Written read(String text, boolean dates) {
    try {
      if (dates && text.length() == 10) {
        return new Written(LocalDate.parse(text).atStartOfDay(), null);
      }
      TemporalAccessor found = ISO.parse(text);
      return new Written(LocalDateTime.from(found), found.query(TemporalQueries.offset()));
    } catch (DateTimeException malformed) {
      return null;
    }
  }

  /// The instants of times in the order of their lines. A local time that a clock change leaves out
  /// moves forward by as much. One that it repeats is the first of the two, unless that would be
  /// before the line before. A list that runs backwards is read backwards.
  List<Instant> instants(List<Written> times) {
    boolean backwards =
        times.size() > 1 && times.getFirst().local().isAfter(times.getLast().local());
    Instant[] instants = new Instant[times.size()];
    Instant before = Instant.MIN;
    for (int step = 0; step < instants.length; step++) {
      int place = backwards ? instants.length - 1 - step : step;
      before = instant(Objects.requireNonNull(times.get(place)), before);
      instants[place] = before;
    }
    return List.of(instants);
  }

  private Instant instant(Written written, Instant before) {
    LocalDateTime local = written.local();
    ZoneOffset known = written.offset();
    if (known != null) {
      return local.toInstant(known);
    }
    List<ZoneOffset> offsets = zone.getRules().getValidOffsets(local);
    if (offsets.size() < 2) {
      return local.atZone(zone).toInstant();
    }
    Instant first = local.toInstant(offsets.getFirst());
    return first.isBefore(before) ? local.toInstant(offsets.getLast()) : first;
  }
}
