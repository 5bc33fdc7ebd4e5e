package org.trousse.record.search;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.trousse.record.reading.ReadingStore;
import org.trousse.record.reading.Times;

/// What a value of a `date` parameter leaves of all time: R4 search, 3.1.1.4.6, all prefixes.
///
/// Both the value and the time that it is compared with stand for the whole of their precision: a
/// year is all of it, our effective times are seconds, our `lastUpdated` are milliseconds. A value
/// that is finer than the time is taken as coarse as the time, so that a boundary never lies inside
/// of one; then `gt` and `sa` say the same, and `lt` and `eb`.
public final class DateParameter {
  /// How much of the time between now and the value `ap` forgives.
  private static final int APPROXIMATE_PERCENT = 10;

  /// How fine the time is that a value is compared with.
  public enum Precision {
    SECOND,
    MILLISECOND
  }

  private DateParameter() {}

  /// Values with commas: one of them holds. Empty when one is no date.
  public static Optional<Times> parse(String values, Precision precision, Instant now) {
    Times any = Times.NEVER;
    for (String value : values.split(",", -1)) {
      Optional<Times> one = one(value, precision, now);
      if (one.isEmpty()) {
        return Optional.empty();
      }
      any = any.or(one.get());
    }
    return Optional.of(any);
  }

  private static Optional<Times> one(String value, Precision precision, Instant now) {
    boolean prefixed = value.length() > 2 && Character.isLetter(value.charAt(0));
    return DateRange.named(value.substring(prefixed ? 2 : 0), precision == Precision.MILLISECOND)
        .flatMap(named -> compared(prefixed ? value.substring(0, 2) : "eq", named, now));
  }

  private static Optional<Times> compared(String prefix, DateRange named, Instant now) {
    Times whole = Times.of(named.from(), named.to());
    return switch (prefix) {
      case "eq" -> Optional.of(whole);
      case "ne" -> Optional.of(whole.not());
      case "ge" -> Optional.of(Times.of(named.from(), ReadingStore.LATEST));
      case "gt", "sa" -> Optional.of(Times.of(named.to(), ReadingStore.LATEST));
      case "le" -> Optional.of(Times.of(ReadingStore.EARLIEST, named.to()));
      case "lt", "eb" -> Optional.of(Times.of(ReadingStore.EARLIEST, named.from()));
      case "ap" -> Optional.of(about(named, now));
      default -> Optional.empty();
    };
  }

  /// Around the value, by a tenth of its distance from now.
  private static Times about(DateRange named, Instant now) {
    Duration gap = Duration.ZERO;
    if (now.isBefore(named.from())) {
      gap = Duration.between(now, named.from());
    } else if (now.isAfter(named.to())) {
      gap = Duration.between(named.to(), now);
    }
    Duration forgiven = gap.multipliedBy(APPROXIMATE_PERCENT).dividedBy(100);
    return Times.of(named.from().minus(forgiven), named.to().plus(forgiven)).and(Times.ALL);
  }
}
