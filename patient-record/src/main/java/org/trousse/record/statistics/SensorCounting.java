package org.trousse.record.statistics;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.trousse.record.glucose.Bands;
import org.trousse.record.glucose.Coverage;
import org.trousse.record.glucose.GlucoseEvents;
import org.trousse.record.glucose.GlucoseNumbers;
import org.trousse.record.glucose.GlucoseNumbers.Levels;
import org.trousse.record.glucose.GlucoseSeries.Excluded;
import org.trousse.record.glucose.Sufficiency;
import org.trousse.record.reading.Sample;
import org.trousse.record.series.SensorSeries;

/// The numbers of a glucose sensor's readings, with LOINC's codes (HL7 CGM IG) where they have one.
final class SensorCounting {
  private static final String PERCENT = "%";

  private SensorCounting() {}

  static Counted of(Target target, List<Sample> samples, StatsQuestion question, ZoneId zone) {
    SensorSeries sensor = SensorSeries.of(samples, zone);
    GlucoseNumbers numbers = GlucoseNumbers.of(sensor.series(), question.glucoseWindow(), null);
    int total = samples.size() - sensor.inError();
    String unit = numbers.unit().word();
    double[] values = new double[numbers.levels().n()];
    var within =
        question.glucoseWindow() == null
            ? sensor.series()
            : sensor.series().within(question.glucoseWindow());
    for (int place = 0; place < values.length; place++) {
      values[place] = within.value(place);
    }
    List<Statistic> all = new ArrayList<>();
    for (Statistic one : Plain.of(values, total, unit)) {
      all.add(
          switch (one.name()) {
            case "mean" -> one.loinc(unit.equals("mg/dL") ? "97507-8" : "105273-7");
            case "cv" -> one.loinc("104638-2");
            default -> one;
          });
    }
    all.addAll(levels(numbers.levels()));
    all.addAll(bands(numbers.bands()));
    all.addAll(coverage(numbers.coverage(), numbers.daily().size()));
    all.addAll(events(numbers));
    return new Counted(
        target.code(),
        "glucose",
        "",
        all.stream().map(one -> doubted(one, numbers.sufficiency())).toList(),
        excluded(sensor, numbers.excluded()));
  }

  private static Statistic doubted(Statistic statistic, Sufficiency sufficiency) {
    return statistic.doubted(
        sufficiency.rules().stream()
            .filter(rule -> !rule.met())
            .filter(rule ->
                rule.withholds().contains(Sufficiency.ALL)
                    || rule.withholds().contains(statistic.name()))
            .map(Sufficiency.Rule::word)
            .toList());
  }

  private static List<Statistic> levels(Levels levels) {
    return List.of(
        Statistic.of("meanMgDl", "mg/dL", levels.meanMgDl()),
        Statistic.of("sdMgDl", "mg/dL", levels.sdMgDl()),
        Statistic.of("gmi", PERCENT, levels.gmi()).loinc("97506-0"),
        Statistic.of("gmiMmolMol", "mmol/mol", levels.gmiMmolMol()),
        Statistic.of("eA1c", PERCENT, levels.eA1c()),
        Statistic.of("jIndex", "1", levels.jIndex()));
  }

  private static List<Statistic> bands(Bands bands) {
    return List.of(
        Statistic.of("veryLow", PERCENT, bands.veryLow()).loinc("104642-4"),
        Statistic.of("low", PERCENT, bands.low()).loinc("104641-6"),
        Statistic.of("inRange", PERCENT, bands.inRange()).loinc("97510-2"),
        Statistic.of("high", PERCENT, bands.high()).loinc("104640-8"),
        Statistic.of("veryHigh", PERCENT, bands.veryHigh()).loinc("104639-0"),
        Statistic.of("tightRange", PERCENT, bands.tightRange()),
        Statistic.of("gri", "1", bands.gri()));
  }

  private static List<Statistic> coverage(Coverage coverage, int daysWithReadings) {
    Integer interval = coverage.interval();
    return List.of(
        Statistic.of("interval", "min", interval == null ? null : (Double) interval.doubleValue()),
        Statistic.of("days", "d", coverage.days()),
        Statistic.of("expected", "1", coverage.expected()),
        Statistic.of("missing", "1", coverage.missing()),
        Statistic.of("coverage", PERCENT, coverage.coverage()).loinc("104637-4"),
        Statistic.of("coverageActive", PERCENT, coverage.coverageActive()),
        Statistic.of("coverageWorn", PERCENT, coverage.coverageWorn()),
        Statistic.of("daily", "d", (double) daysWithReadings).loinc("104636-6"));
  }

  private static List<Statistic> events(GlucoseNumbers numbers) {
    @Nullable Integer interval = numbers.coverage().interval();
    List<Statistic> events = new ArrayList<>();
    for (GlucoseEvents.Kind kind : GlucoseEvents.Kind.values()) {
      long count = numbers.events().stream().filter(event -> event.kind() == kind).count();
      Double value = interval == null ? null : (Double) (double) count;
      events.add(Statistic.of("events." + kind.word(), "1", value));
    }
    return events;
  }

  private static Map<String, Integer> excluded(SensorSeries sensor, Excluded excluded) {
    Map<String, Integer> all = new TreeMap<>();
    all.put("entered-in-error", sensor.inError());
    all.put("no-value", sensor.noValue() + excluded.notANumber());
    all.put("time-unknown", sensor.timeUnknown());
    all.put("control-solution", sensor.control());
    all.put("duplicate", excluded.duplicate());
    return Counting.without0(all);
  }
}
