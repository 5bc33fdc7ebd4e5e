package org.trousse.record.statistics;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;
import org.trousse.record.derived.Quantiles;
import org.trousse.record.derived.Summary;

/// R4's own statistics (code system `observation-statistics`) of plain values.
final class Plain {
  /// R4 knows these too; nothing here is derived from them.
  static final Set<String> NOT_COUNTED = Set.of("skew", "kurtosis", "regression");

  private static final String TOTAL_COUNT = "total-count";

  private Plain() {}

  /// All of them.
  ///
  /// @param values in order of time
  /// @param total readings of the window, those without a number among them
  static List<Statistic> of(double[] values, int total, String unit) {
    Optional<Summary> summary = Summary.of(values);
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    List<Statistic> all = new ArrayList<>();
    all.add(Statistic.standard("n", "count", "1", (double) values.length));
    all.add(Statistic.standard(TOTAL_COUNT, TOTAL_COUNT, "1", (double) total));
    all.add(number("mean", "average", unit, summary, Summary::mean));
    all.add(number("min", "minimum", unit, summary, Summary::min));
    all.add(number("max", "maximum", unit, summary, Summary::max));
    all.add(Statistic.standard("sd", "std-dev", unit, summary.map(Summary::sd).orElse(null)));
    all.add(Statistic.of("cv", "%", summary.map(Summary::cv).orElse(null)));
    Double sd = summary.map(Summary::sd).orElse(null);
    all.add(Statistic.standard("variance", "variance", squared(unit), sd == null ? null : sd * sd));
    boolean none = values.length == 0;
    all.add(Statistic.standard("sum", "sum", unit, none ? null : Summary.sum(values)));
    all.add(quantile("median", "median", sorted, 0.5, unit));
    all.add(quantile("20-percent", "20-percent", sorted, 0.2, unit));
    all.add(quantile("80-percent", "80-percent", sorted, 0.8, unit));
    all.add(quantile("4-lower", "4-lower", sorted, 0.25, unit));
    all.add(quantile("4-upper", "4-upper", sorted, 0.75, unit));
    Double deviation = none ? null : (Quantiles.at(sorted, 0.75) - Quantiles.at(sorted, 0.25)) / 2;
    all.add(Statistic.standard("4-dev", "4-dev", unit, deviation));
    for (int fifth = 1; fifth < 5; fifth++) {
      all.add(quantile("5-" + fifth, "5-" + fifth, sorted, fifth / 5.0, unit));
    }
    return all;
  }

  private static Statistic number(
      String name,
      String standard,
      String unit,
      Optional<Summary> summary,
      ToDoubleFunction<Summary> number) {
    Double value = summary.map(number::applyAsDouble).orElse(null);
    return Statistic.standard(name, standard, unit, value);
  }

  private static Statistic quantile(
      String name, String standard, double[] sorted, double part, String unit) {
    @Nullable Double value = sorted.length == 0 ? null : (Double) Quantiles.at(sorted, part);
    return Statistic.standard(name, standard, unit, value);
  }

  /// UCUM: an exponent for each factor, and no power of a unit with an offset.
  private static String squared(String unit) {
    if (unit.equals("Cel")) {
      return "K2";
    }
    return (unit.startsWith("/") ? unit : unit.replace("/", "2/")) + "2";
  }
}
