package org.trousse.record.weight;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.trousse.record.derived.Exact;
import org.trousse.record.derived.Summary;

/// Every number of a weight series, named as it is published; kg. What is not defined is null.
///
/// @param n accepted readings
/// @param mean of all accepted readings
/// @param sd of all accepted readings, divisor n−1
/// @param first weight of the first accepted reading
/// @param last weight of the last accepted reading
/// @param change last − first
/// @param median7 median of the days' weights over the last 7 local days
/// @param slope kg a week, least squares over the last 28 local days
/// @param points days' weights that the slope stands on; fewer than 8 give none
/// @param bmi last weight / height², kg/m²; null without a height
/// @param from first accepted reading
/// @param to last accepted reading
/// @param days each local day with a weight
/// @param alerts gains of 2.0 kg or more
/// @param rejected readings that are probably somebody else's or impossible, with why
/// @param excluded how many those are
/// @param duplicates readings sent twice, each counted once
public record WeightNumbers(
    int n,
    @Nullable Double mean,
    @Nullable Double sd,
    @Nullable Double min,
    @Nullable Double max,
    @Nullable Double first,
    @Nullable Double last,
    @Nullable Double change,
    @Nullable Double median7,
    @Nullable Double slope,
    int points,
    @Nullable Double bmi,
    @Nullable Instant from,
    @Nullable Instant to,
    ZoneId zone,
    List<Day> days,
    List<Alert> alerts,
    List<Rejected> rejected,
    int excluded,
    int duplicates) {

  /// The numbers of one series.
  ///
  /// @param readings in any order, without those entered in error
  public static WeightNumbers of(List<WeightReading> readings, WeightPlan plan) {
    Acceptance acceptance = Acceptance.of(readings);
    List<WeightReading> accepted = acceptance.accepted();
    Gains gains = Gains.of(accepted, plan);
    Trend trend = Trend.of(gains.days());
    Optional<Summary> summary =
        Summary.of(accepted.stream().mapToDouble(WeightReading::kilograms).toArray());
    WeightReading first = accepted.isEmpty() ? null : accepted.getFirst();
    WeightReading last = accepted.isEmpty() ? null : accepted.getLast();
    return new WeightNumbers(
        accepted.size(),
        summary.map(Summary::mean).orElse(null),
        summary.map(Summary::sd).orElse(null),
        summary.map(Summary::min).orElse(null),
        summary.map(Summary::max).orElse(null),
        first == null ? null : first.kilograms(),
        last == null ? null : last.kilograms(),
        first == null || last == null ? null : change(first, last),
        trend.median7(),
        trend.slope(),
        trend.points(),
        last == null ? null : bmi(last.kilograms(), plan.height()),
        first == null ? null : first.at(),
        last == null ? null : last.at(),
        plan.zone(),
        List.copyOf(gains.days()),
        List.copyOf(gains.alerts()),
        List.copyOf(acceptance.rejected()),
        acceptance.rejected().size(),
        acceptance.duplicates());
  }

  /// kg/m².
  public static @Nullable Double bmi(double kilograms, @Nullable Double metres) {
    return metres == null ? null : Double.valueOf(kilograms / (metres * metres));
  }

  private static double change(WeightReading first, WeightReading last) {
    return Exact.toDouble(Exact.of(last.kilograms()) - Exact.of(first.kilograms()));
  }
}
