package org.trousse.record.statistics;

import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.trousse.record.pressure.Pair;
import org.trousse.record.pressure.Placed;
import org.trousse.record.pressure.PressureNumbers;
import org.trousse.record.pressure.PressureReading;
import org.trousse.record.pressure.Series;
import org.trousse.record.reading.Sample;
import org.trousse.record.series.Sifted;
import org.trousse.record.temperature.TemperatureNumbers;
import org.trousse.record.temperature.TemperatureReading;
import org.trousse.record.terminology.FhirCodes.Coding;
import org.trousse.record.weight.WeightNumbers;
import org.trousse.record.weight.WeightPlan;
import org.trousse.record.weight.WeightReading;
import org.trousse.sdk.reading.Flag;

/// Counts what was asked of one target. One window, one set of samples.
final class Counting {
  /// Our own names of derived numbers and of what has no code elsewhere.
  static final String SYSTEM = "urn:trousse:statistic";

  private static final String MM_HG = "mm[Hg]";
  private static final String KG = "kg";
  private static final String CELSIUS = "Cel";
  private static final String PER_MINUTE = "/min";

  private final StatsQuestion question;
  private final ZoneId zone;
  private final Instant now;

  Counting(StatsQuestion question, ZoneId zone, Instant now) {
    this.question = question;
    this.zone = zone;
    this.now = now;
  }

  /// @param samples of the target's measure, in the question's window
  List<Counted> of(Target target, List<Sample> samples) {
    List<Counted> all =
        switch (target.part()) {
          case SENSOR -> List.of(SensorCounting.of(target, samples, question, zone));
          case FINGER -> List.of(finger(target, samples));
          case PRESSURE -> pressure(target, samples);
          case SYSTOLIC, DIASTOLIC, MEAN_PRESSURE, PULSE -> List.of(part(target, samples));
          case WEIGHT -> List.of(weight(target, samples));
          case TEMPERATURE -> List.of(temperature(target, samples));
        };
    return all.stream().map(one -> one.only(question.statistics())).toList();
  }

  private static Counted finger(Target target, List<Sample> samples) {
    Map<String, Integer> excluded = new TreeMap<>();
    List<Sample> counted = new ArrayList<>();
    for (Sample sample : samples) {
      String why =
          sample.inError()
              ? "entered-in-error"
              : sample.has(Flag.CONTROL_SOLUTION)
                  ? "control-solution"
                  : sample.has(Flag.TIME_UNKNOWN)
                      ? "time-unknown"
                      : sample.value() == null ? "no-value" : "";
      if (why.isEmpty()) {
        counted.add(sample);
      } else {
        excluded.merge(why, 1, Integer::sum);
      }
    }
    counted.sort(Comparator.comparing(Sample::at));
    double[] values = values(counted, Sample::value);
    int total = samples.size() - excluded.getOrDefault("entered-in-error", 0);
    return new Counted(target.code(), "glucose", "", Plain.of(values, total, "mg/dL"), excluded);
  }

  private List<Counted> pressure(Target target, List<Sample> samples) {
    List<Counted> both = new ArrayList<>();
    for (Target.Part one : List.of(Target.Part.SYSTOLIC, Target.Part.DIASTOLIC)) {
      both.add(part(Target.of(one), samples));
    }
    Sifted<PressureReading> sifted = Sifted.pressure(samples);
    PressureNumbers numbers = numbers(sifted);
    List<Coding> code =
        List.of(new Coding(SYSTEM, "blood-pressure-series", target.code().getFirst().display()));
    List<Statistic> all = new ArrayList<>();
    all.add(Statistic.standard("n", "count", "1", (double) numbers.n()));
    all.add(Statistic.of("pulsePressure", MM_HG, numbers.pulsePressure()));
    all.add(Statistic.of("map", MM_HG, numbers.map()));
    all.add(Statistic.of("deviceMap", MM_HG, numbers.deviceMap()));
    all.add(Statistic.of("pulse", PER_MINUTE, numbers.pulse()));
    all.add(Statistic.count("counted", numbers.counted()));
    all.add(Statistic.count("discarded", numbers.discarded()));
    all.add(Statistic.count("other", numbers.other()));
    all.add(Statistic.count("expected", numbers.expected()));
    all.add(Statistic.count("measuredDays", numbers.measuredDays()));
    all.add(Statistic.count("redFlags", numbers.redFlags().size()));
    all.add(Statistic.word("verdict", numbers.verdict().word()));
    both.add(
        new Counted(
            code, "blood-pressure", numbers.protocol().id(), all, excluded(sifted, numbers)));
    return both;
  }

  private PressureNumbers numbers(Sifted<PressureReading> sifted) {
    return PressureNumbers.of(
        sifted.readings(),
        new Series(question.protocol(), zone, question.firstDay(zone), question.lastDay(zone)));
  }

  private static Map<String, Integer> excluded(Sifted<?> sifted, PressureNumbers numbers) {
    Map<String, Integer> excluded = excluded(sifted);
    excluded.put("implausible", numbers.excluded());
    excluded.put("duplicate", numbers.duplicates());
    return without0(excluded);
  }

  private Counted part(Target target, List<Sample> samples) {
    Sifted<PressureReading> sifted = Sifted.pressure(samples);
    PressureNumbers numbers = numbers(sifted);
    boolean systolic = target.part() == Target.Part.SYSTOLIC;
    Function<PressureReading, @Nullable Double> number =
        switch (target.part()) {
          case SYSTOLIC -> PressureReading::systolic;
          case DIASTOLIC -> PressureReading::diastolic;
          case PULSE -> PressureReading::pulse;
          default -> PressureReading::mean;
        };
    List<PressureReading> plausible =
        numbers.readings().stream()
            .filter(placed -> placed.use() != Placed.Use.EXCLUDED)
            .map(Placed::reading)
            .filter(reading -> number.apply(reading) != null)
            .toList();
    String unit = target.part() == Target.Part.PULSE ? PER_MINUTE : MM_HG;
    int total = samples.size() - sifted.inError();
    List<Statistic> all = new ArrayList<>(Plain.of(values(plausible, number), total, unit));
    if (systolic || target.part() == Target.Part.DIASTOLIC) {
      all.addAll(ofBoth(numbers, systolic));
    }
    return new Counted(
        target.code(), "blood-pressure", numbers.protocol().id(), all, excluded(sifted, numbers));
  }

  private static List<Statistic> ofBoth(PressureNumbers numbers, boolean systolic) {
    return List.of(
        Statistic.of("arv", MM_HG, side(numbers.arv(), systolic)),
        Statistic.of("sv", MM_HG, side(numbers.sv(), systolic)),
        Statistic.of("peak", MM_HG, side(numbers.peak(), systolic)),
        Statistic.of("trough", MM_HG, side(numbers.trough(), systolic)),
        Statistic.of("protocolMean", MM_HG, side(numbers.protocolMean(), systolic)),
        Statistic.of("morning", MM_HG, side(numbers.morning(), systolic)),
        Statistic.of("evening", MM_HG, side(numbers.evening(), systolic)));
  }

  private static @Nullable Double side(@Nullable Pair pair, boolean systolic) {
    return pair == null ? null : (Double) (systolic ? pair.systolic() : pair.diastolic());
  }

  private Counted weight(Target target, List<Sample> samples) {
    Sifted<WeightReading> sifted = Sifted.weight(samples);
    WeightNumbers numbers = WeightNumbers.of(sifted.readings(), WeightPlan.of(zone));
    Set<WeightReading> rejected = new HashSet<>();
    numbers.rejected().forEach(one -> rejected.add(one.reading()));
    List<WeightReading> accepted =
        sifted.readings().stream()
            .filter(reading -> !rejected.contains(reading))
            .distinct()
            .sorted(Comparator.comparing(WeightReading::at))
            .toList();
    int total = samples.size() - sifted.inError();
    List<Statistic> all =
        new ArrayList<>(Plain.of(values(accepted, WeightReading::kilograms), total, KG));
    all.add(Statistic.of("first", KG, numbers.first()));
    all.add(Statistic.of("last", KG, numbers.last()));
    all.add(Statistic.of("change", KG, numbers.change()));
    all.add(Statistic.of("median7", KG, numbers.median7()));
    all.add(Statistic.of("slope", "kg/wk", numbers.slope()));
    all.add(Statistic.count("points", numbers.points()));
    all.add(Statistic.count("alerts", numbers.alerts().size()));
    Map<String, Integer> excluded = excluded(sifted);
    excluded.put("implausible", numbers.excluded());
    excluded.put("duplicate", numbers.duplicates());
    return new Counted(target.code(), "weight", "", all, without0(excluded));
  }

  private Counted temperature(Target target, List<Sample> samples) {
    Sifted<TemperatureReading> sifted = Sifted.temperature(samples);
    Instant until = now.isBefore(question.to()) ? now : question.to();
    TemperatureNumbers numbers = TemperatureNumbers.of(sifted.readings(), List.of(), until, zone);
    Set<TemperatureReading> doubtful = Set.copyOf(numbers.toConfirm());
    List<TemperatureReading> plausible =
        sifted.readings().stream()
            .filter(reading -> !doubtful.contains(reading))
            .distinct()
            .toList();
    int total = samples.size() - sifted.inError();
    List<Statistic> all =
        new ArrayList<>(Plain.of(values(plausible, TemperatureReading::celsius), total, CELSIUS));
    all.add(Statistic.count("febrile", numbers.febrile()));
    all.add(Statistic.count("episodes", numbers.episodes().size()));
    Map<String, Integer> excluded = excluded(sifted);
    excluded.put("implausible", numbers.excluded());
    excluded.put("duplicate", numbers.duplicates());
    return new Counted(target.code(), "temperature", "", all, without0(excluded));
  }

  private static Map<String, Integer> excluded(Sifted<?> sifted) {
    Map<String, Integer> excluded = new TreeMap<>();
    excluded.put("entered-in-error", sifted.inError());
    excluded.put("time-unknown", sifted.timeUnknown());
    excluded.put("no-value", sifted.noValue());
    return excluded;
  }

  static Map<String, Integer> without0(Map<String, Integer> excluded) {
    Map<String, Integer> some = new TreeMap<>(excluded);
    some.values().removeIf(count -> count == 0);
    return some;
  }

  private static <T> double[] values(List<T> readings, Function<T, @Nullable Double> number) {
    double[] values = new double[readings.size()];
    int n = 0;
    for (T reading : readings) {
      Double value = number.apply(reading);
      values[n++] = value == null ? Double.NaN : value;
    }
    return values;
  }
}
