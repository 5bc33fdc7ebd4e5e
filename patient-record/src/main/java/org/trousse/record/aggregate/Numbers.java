package org.trousse.record.aggregate;

import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.trousse.record.glucose.Bands;
import org.trousse.record.glucose.GlucoseNumbers;
import org.trousse.record.glucose.GlucoseSeries;
import org.trousse.record.glucose.Sufficiency;

/// The numbers of a window; null: not defined for so few readings.
///
/// @param n how many readings it rests on
/// @param worn local days with a reading
/// @param coverage 100 · n / readings that the window has room for
/// @param withheld what rests on too little, see [Sufficiency]
/// @param device the only one that measured, [org.trousse.sdk.DeviceId#key]; null: there were more
public record Numbers(
    int n,
    int worn,
    @Nullable Double mgPerDl,
    @Nullable Double mmolPerL,
    @Nullable Double gmi,
    @Nullable Double cv,
    @Nullable Double veryLow,
    @Nullable Double low,
    @Nullable Double inRange,
    @Nullable Double high,
    @Nullable Double veryHigh,
    @Nullable Double coverage,
    List<String> withheld,
    @Nullable Long device) {
  private static final double COVERAGE_MIN = 70;

  public Numbers {
    withheld = List.copyOf(withheld);
  }

  /// Of the readings in the window; the ends of the window are in no other.
  static Numbers of(GlucoseSeries series, Window window, ZoneId zone, Set<Long> devices) {
    GlucoseSeries.Window elapsed =
        new GlucoseSeries.Window(
            window.from(zone).minus(Duration.ofNanos(1)),
            window.to(zone).minus(Duration.ofNanos(1)));
    GlucoseNumbers numbers = GlucoseNumbers.of(series, elapsed, null);
    Bands bands = numbers.bands();
    Double mean = numbers.levels().mean();
    return new Numbers(
        numbers.levels().n(),
        numbers.daily().size(),
        numbers.levels().meanMgDl(),
        mean == null ? null : (Double) numbers.unit().toMmolPerL(mean),
        numbers.levels().gmi(),
        numbers.levels().cv(),
        bands.veryLow(),
        bands.low(),
        bands.inRange(),
        bands.high(),
        bands.veryHigh(),
        numbers.coverage().coverage(),
        withheld(numbers),
        devices.size() == 1 ? devices.iterator().next() : null);
  }

  /// What pages withhold, and a GMI of a window of which less than 70 % has a reading: who reads a
  /// number without its page sees no warning beside it.
  private static List<String> withheld(GlucoseNumbers numbers) {
    Set<String> names = new TreeSet<>(numbers.sufficiency().withheld());
    if (numbers.sufficiency().warns()) {
      names.add("gmi");
    }
    return List.copyOf(names);
  }

  /// Whether there is enough to issue this kind.
  public boolean has(Kind kind) {
    if (n == 0 || isWithheld(kind.number()) || coverage == null) {
      return false;
    }
    // the French profile has no place beside the number that says how much of the days it knows
    if (kind.isOfDays() && coverage < COVERAGE_MIN) {
      return false;
    }
    // the CGM guide's summary leads to both
    return kind != Kind.SUMMARY || (has(Kind.GMI) && has(Kind.CV));
  }

  private boolean isWithheld(String number) {
    return withheld.contains(Sufficiency.ALL) || withheld.contains(number);
  }
}
