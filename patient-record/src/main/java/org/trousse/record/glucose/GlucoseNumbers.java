package org.trousse.record.glucose;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.trousse.record.derived.Summary;
import org.trousse.record.glucose.GlucoseEvents.Event;
import org.trousse.record.glucose.GlucoseSeries.Excluded;
import org.trousse.record.glucose.GlucoseSeries.Window;
import org.trousse.record.glucose.HourlyCurve.Hour;

/// Every number that we derive from a glucose series. The same series gives the same numbers to the
/// patient's page, to FHIR and to whoever verifies them.
///
/// @param from where the window begins, itself not in it; of a whole series, its first reading
/// @param to where the window ends, itself in it; of a whole series, its last reading
/// @param hourly 24, from midnight
/// @param daily the local days that have readings
/// @param targets of each profile
public record GlucoseNumbers(
    GlucoseUnit unit,
    ZoneId zone,
    @Nullable Instant from,
    @Nullable Instant to,
    Levels levels,
    Bands bands,
    Coverage coverage,
    List<Event> events,
    List<Hour> hourly,
    List<GlucoseDay> daily,
    Sufficiency sufficiency,
    List<Targets> targets,
    Excluded excluded) {
  /// The mean, its scatter, and what they imply. Null: not defined for so few readings.
  ///
  /// @param mean in the series' unit
  /// @param sd in the series' unit, divisor n − 1
  /// @param cv 100 · sd / mean
  /// @param meanMgDl the mean in mg/dL, 18.0156 for 1 mmol/L
  /// @param gmi percent: 3.31 + 0.02392 · mean in mg/dL (Bergenstal 2018)
  /// @param gmiMmolMol mmol/mol: 12.71 + 4.70587 · mean in mmol/L (Bergenstal 2018)
  /// @param eA1c percent: (46.7 + mean in mg/dL) / 28.7 (Nathan 2008); not shown by default
  /// @param jIndex 0.001 · (mean + sd)² in mg/dL (Wójcicki 1995); not shown by default
  public record Levels(
      int n,
      @Nullable Double mean,
      @Nullable Double sd,
      @Nullable Double cv,
      @Nullable Double meanMgDl,
      @Nullable Double sdMgDl,
      @Nullable Double gmi,
      @Nullable Double gmiMmolMol,
      @Nullable Double eA1c,
      @Nullable Double jIndex) {
    private static final Levels OF_NOTHING =
        new Levels(0, null, null, null, null, null, null, null, null, null);

    static Levels of(Optional<Summary> summary, GlucoseUnit unit) {
      return summary.map(some -> of(some, unit)).orElse(OF_NOTHING);
    }

    private static Levels of(Summary summary, GlucoseUnit unit) {
      Double sd = summary.sd();
      double mg = unit.toMgPerDl(summary.mean());
      Double sdMg = sd == null ? null : (Double) unit.toMgPerDl(sd);
      return new Levels(
          summary.n(),
          summary.mean(),
          sd,
          summary.cv(),
          mg,
          sdMg,
          3.31 + 0.02392 * mg,
          12.71 + 4.70587 * unit.toMmolPerL(summary.mean()),
          (46.7 + mg) / 28.7,
          sdMg == null ? null : (Double) (0.001 * (mg + sdMg) * (mg + sdMg)));
    }
  }

  /// Of all the readings.
  public static GlucoseNumbers of(GlucoseSeries series) {
    return of(series, null, null);
  }

  /// Of the readings in a window.
  ///
  /// @param window leaves out what lies outside; null: the whole series
  /// @param declaredMinutes between two readings, as the device says; null: their median step
  public static GlucoseNumbers of(
      GlucoseSeries whole, @Nullable Window window, @Nullable Integer declaredMinutes) {
    GlucoseSeries series = window == null ? whole : whole.within(window);
    Levels levels = Levels.of(Summary.of(series.values()), series.unit());
    Coverage coverage = Coverage.of(series, window, declaredMinutes);
    Integer interval = coverage.interval();
    List<GlucoseDay> daily = GlucoseDay.of(series, interval);
    return new GlucoseNumbers(
        series.unit(),
        series.zone(),
        window == null ? series.first() : window.after(),
        window == null ? series.last() : window.to(),
        levels,
        Bands.of(series, 0, series.size()),
        coverage,
        GlucoseEvents.of(series, interval),
        HourlyCurve.of(series),
        daily,
        Sufficiency.of(series, coverage, daily),
        Targets.of(series, levels),
        series.excluded());
  }
}
