package org.trousse.record.search;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.trousse.record.reading.ReadingStore;

/// From `from` on, before `to`: what FHIR's `date` parameters leave of all time.
public record DateRange(Instant from, Instant to) {
  public static final DateRange ALL = new DateRange(ReadingStore.EARLIEST, ReadingStore.LATEST);

  private static final Pattern PARAMETER =
      Pattern.compile(
          "(eq|ge|gt|le|lt|sa|eb)?(\\d{4})(?:-(\\d\\d)(?:-(\\d\\d)"
              + "(?:T(\\d\\d:\\d\\d)(?:(:\\d\\d)(?:\\.(\\d{1,9}))?)?(Z|[+ -]\\d\\d:\\d\\d)?)?)?)?");

  /// R4 search, 3.1.1.4.6. A value stands for the whole year, month, day, minute or second that it
  /// names; without an offset it is taken in UTC. Empty when `parameter` is no such value.
  public static Optional<DateRange> parse(String parameter) {
    Matcher found = PARAMETER.matcher(parameter);
    if (!found.matches()) {
      return Optional.empty();
    }
    try {
      return Optional.of(compared(found.group(1), named(found, false)));
    } catch (DateTimeException noSuchDay) {
      return Optional.empty();
    }
  }

  /// All that a value without a prefix names.
  ///
  /// @param fine whether it may be a millisecond; else what is finer than a second names its second
  static Optional<DateRange> named(String value, boolean fine) {
    Matcher found = PARAMETER.matcher(value);
    if (!found.matches() || found.group(1) != null) {
      return Optional.empty();
    }
    try {
      return Optional.of(named(found, fine));
    } catch (DateTimeException noSuchDay) {
      return Optional.empty();
    }
  }

  public DateRange and(DateRange other) {
    return new DateRange(
        from.isAfter(other.from) ? from : other.from, to.isBefore(other.to) ? to : other.to);
  }

  private static DateRange compared(@Nullable String prefix, DateRange named) {
    return switch (prefix == null ? "eq" : prefix) {
      case "ge" -> new DateRange(named.from, ALL.to);
      case "gt", "sa" -> new DateRange(named.to, ALL.to);
      case "le" -> new DateRange(ALL.from, named.to);
      case "lt", "eb" -> new DateRange(ALL.from, named.from);
      default -> named;
    };
  }

  private static DateRange named(Matcher found, boolean fine) {
    int year = Integer.parseInt(found.group(2));
    if (year == 0) {
      throw new DateTimeException("FHIR's years begin with 0001");
    }
    if (found.group(3) == null) {
      return new DateRange(start(YearMonth.of(year, 1)), start(YearMonth.of(year, 1).plusYears(1)));
    }
    YearMonth month = YearMonth.of(year, Integer.parseInt(found.group(3)));
    if (found.group(4) == null) {
      return new DateRange(start(month), start(month.plusMonths(1)));
    }
    Instant day =
        month.atDay(Integer.parseInt(found.group(4))).atStartOfDay().toInstant(ZoneOffset.UTC);
    if (found.group(5) == null) {
      return new DateRange(day, day.plus(Duration.ofDays(1)));
    }
    return fine && found.group(7) != null ? fraction(time(found), found.group(7)) : time(found);
  }

  /// A `+` that was not escaped in an address arrives as a space.
  private static DateRange time(Matcher found) {
    String seconds = found.group(6);
    String offset = found.group(8);
    Instant instant =
        OffsetDateTime.parse(
                "%s-%s-%sT%s%s%s"
                    .formatted(
                        found.group(2),
                        found.group(3),
                        found.group(4),
                        found.group(5),
                        seconds == null ? ":00" : seconds,
                        offset == null ? "Z" : offset.replace(' ', '+')))
            .toInstant();
    return new DateRange(instant, instant.plusSeconds(seconds == null ? 60 : 1));
  }

  /// A tenth, a hundredth or a thousandth of the second; what is finer names its thousandth.
  private static DateRange fraction(DateRange second, String digits) {
    String kept = digits.substring(0, Math.min(digits.length(), 3));
    long millis = 1_000;
    for (int i = 0; i < kept.length(); i++) {
      millis /= 10;
    }
    Instant from = second.from.plusMillis(Integer.parseInt(kept) * millis);
    return new DateRange(from, from.plusMillis(millis));
  }

  private static Instant start(YearMonth month) {
    return month.atDay(1).atStartOfDay().toInstant(ZoneOffset.UTC);
  }
}
