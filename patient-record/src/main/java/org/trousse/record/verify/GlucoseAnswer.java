package org.trousse.record.verify;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.trousse.record.csv.Sample;
import org.trousse.record.csv.Understanding.Samples;
import org.trousse.record.derived.Quantiles;
import org.trousse.record.glucose.Bands;
import org.trousse.record.glucose.Coverage;
import org.trousse.record.glucose.GlucoseDay;
import org.trousse.record.glucose.GlucoseEvents;
import org.trousse.record.glucose.GlucoseNumbers;
import org.trousse.record.glucose.GlucoseReading;
import org.trousse.record.glucose.GlucoseSeries;
import org.trousse.record.glucose.GlucoseSeries.Excluded;
import org.trousse.record.glucose.GlucoseSeries.Window;
import org.trousse.record.glucose.GlucoseUnit;
import org.trousse.record.glucose.HourlyCurve;
import org.trousse.record.glucose.Sufficiency;
import org.trousse.record.glucose.Targets;
import org.trousse.record.verify.SeriesKind.Derived;

/// The numbers of a glucose series under the names that we publish.
final class GlucoseAnswer {
  private final GlucoseNumbers numbers;
  private final Map<String, @Nullable Object> answer = new LinkedHashMap<>();

  private GlucoseAnswer(GlucoseNumbers numbers) {
    this.numbers = numbers;
  }

  static Derived of(Samples samples, Question question) {
    GlucoseNumbers numbers = numbers(samples, question);
    return new Derived(of(numbers), numbers);
  }

  static Map<String, @Nullable Object> of(GlucoseNumbers numbers) {
    GlucoseAnswer answer = new GlucoseAnswer(numbers);
    answer.levels();
    bands(numbers.bands(), answer.answer);
    answer.coverage();
    answer.lists();
    return answer.answer;
  }

  static GlucoseNumbers numbers(Samples samples, Question question) {
    List<GlucoseReading> readings = new ArrayList<>(samples.samples().size());
    for (Sample sample : samples.samples()) {
      readings.add(new GlucoseReading(sample.at(), sample.value(0)));
    }
    Excluded before = new Excluded(samples.blank(), samples.notANumber(), 0, 0);
    GlucoseUnit unit = GlucoseUnit.of(question.unit()).orElseThrow();
    GlucoseSeries series = GlucoseSeries.of(readings, unit, question.zone(), before);
    Integer days = question.days();
    Instant last = series.last();
    Window window = days == null || last == null ? null : Window.endingAt(last, days);
    return GlucoseNumbers.of(series, window, null);
  }

  private void levels() {
    GlucoseNumbers.Levels levels = numbers.levels();
    answer.put("unit", numbers.unit().word());
    answer.put("zone", numbers.zone().getId());
    answer.put("from", numbers.from());
    answer.put("to", numbers.to());
    answer.put("n", levels.n());
    answer.put("mean", levels.mean());
    answer.put("sd", levels.sd());
    answer.put("cv", levels.cv());
    answer.put("meanMgDl", levels.meanMgDl());
    answer.put("sdMgDl", levels.sdMgDl());
    answer.put("gmi", levels.gmi());
    answer.put("gmiMmolMol", levels.gmiMmolMol());
    answer.put("eA1c", levels.eA1c());
    answer.put("jIndex", levels.jIndex());
  }

  private static void bands(Bands bands, Map<String, @Nullable Object> into) {
    into.put("veryLow", bands.veryLow());
    into.put("low", bands.low());
    into.put("inRange", bands.inRange());
    into.put("high", bands.high());
    into.put("veryHigh", bands.veryHigh());
    into.put("tightRange", bands.tightRange());
    into.put("gri", bands.gri());
  }

  private void coverage() {
    Coverage coverage = numbers.coverage();
    answer.put("interval", coverage.interval());
    answer.put("days", coverage.days());
    answer.put("expected", coverage.expected());
    answer.put("missing", coverage.missing());
    answer.put("coverage", coverage.coverage());
    answer.put("coverageActive", coverage.coverageActive());
    answer.put("coverageWorn", coverage.coverageWorn());
  }

  private void lists() {
    answer.put("events", numbers.events().stream().map(GlucoseAnswer::event).toList());
    Map<String, @Nullable Object> counts = new LinkedHashMap<>();
    for (GlucoseEvents.Kind kind : GlucoseEvents.Kind.values()) {
      long count = numbers.events().stream().filter(event -> event.kind() == kind).count();
      counts.put(kind.word(), count);
    }
    answer.put("eventCounts", counts);
    answer.put("hourly", numbers.hourly().stream().map(GlucoseAnswer::hour).toList());
    answer.put("daily", numbers.daily().stream().map(GlucoseAnswer::day).toList());
    answer.put("sufficiency", sufficiency(numbers.sufficiency()));
    answer.put("targets", numbers.targets().stream().map(GlucoseAnswer::target).toList());
    Excluded excluded = numbers.excluded();
    Map<String, @Nullable Object> left = new LinkedHashMap<>();
    left.put("blank", excluded.blank());
    left.put("notANumber", excluded.notANumber());
    left.put("duplicate", excluded.duplicate());
    left.put("outsideWindow", excluded.outsideWindow());
    answer.put("excluded", left);
  }

  private static Map<String, @Nullable Object> event(GlucoseEvents.Event event) {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("kind", event.kind().word());
    json.put("threshold", event.threshold());
    json.put("start", event.start());
    json.put("end", event.end());
    json.put("minutes", event.minutes());
    json.put("extreme", event.extreme());
    json.put("open", event.open());
    return json;
  }

  private static Map<String, @Nullable Object> hour(HourlyCurve.Hour hour) {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("hour", hour.hour());
    json.put("n", hour.n());
    json.putAll(quantiles(hour.smoothed()));
    json.put("raw", quantiles(hour.raw()));
    return json;
  }

  private static Map<String, @Nullable Object> quantiles(@Nullable Quantiles quantiles) {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("p5", quantiles == null ? null : (Double) quantiles.p5());
    json.put("p25", quantiles == null ? null : (Double) quantiles.p25());
    json.put("p50", quantiles == null ? null : (Double) quantiles.p50());
    json.put("p75", quantiles == null ? null : (Double) quantiles.p75());
    json.put("p95", quantiles == null ? null : (Double) quantiles.p95());
    return json;
  }

  private static Map<String, @Nullable Object> day(GlucoseDay day) {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("date", day.date().toString());
    json.put("hours", day.hours());
    json.put("n", day.summary().n());
    json.put("expected", day.expected());
    json.put("coverage", day.coverage());
    json.put("mean", day.summary().mean());
    json.put("sd", day.summary().sd());
    json.put("cv", day.summary().cv());
    json.put("min", day.summary().min());
    json.put("max", day.summary().max());
    bands(day.bands(), json);
    return json;
  }

  private static Map<String, @Nullable Object> sufficiency(Sufficiency sufficiency) {
    List<Map<String, @Nullable Object>> rules = new ArrayList<>();
    for (Sufficiency.Rule rule : sufficiency.rules()) {
      Map<String, @Nullable Object> json = new LinkedHashMap<>();
      json.put("rule", rule.word());
      json.put("withholds", rule.withholds());
      json.put("need", rule.need());
      json.put("have", rule.have());
      json.put("met", rule.met());
      rules.add(json);
    }
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("withheld", sufficiency.withheld());
    json.put("warns", sufficiency.warns());
    json.put("rules", rules);
    return json;
  }

  private static Map<String, @Nullable Object> target(Targets target) {
    List<Map<String, @Nullable Object>> goals = new ArrayList<>();
    for (Targets.Goal goal : target.goals()) {
      Map<String, @Nullable Object> json = new LinkedHashMap<>();
      json.put("number", goal.number());
      json.put("side", goal.side().sign());
      json.put("goal", goal.goal());
      json.put("value", goal.value());
      json.put("result", goal.result().word());
      goals.add(json);
    }
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("profile", target.profile());
    json.put("from", target.from());
    json.put("to", target.to());
    json.put("goals", goals);
    return json;
  }
}
