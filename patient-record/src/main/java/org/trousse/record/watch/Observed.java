package org.trousse.record.watch;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.trousse.record.glucose.GlucoseNumbers;
import org.trousse.record.glucose.GlucoseReading;
import org.trousse.record.glucose.GlucoseSeries;
import org.trousse.record.glucose.GlucoseUnit;
import org.trousse.record.pressure.PressureNumbers;
import org.trousse.record.pressure.PressureReading;
import org.trousse.record.pressure.Protocol;
import org.trousse.record.pressure.Series;
import org.trousse.record.reading.Sample;
import org.trousse.record.temperature.TemperatureNumbers;
import org.trousse.record.temperature.TemperatureReading;
import org.trousse.record.watch.Situation.Confirmed;
import org.trousse.record.watch.Situation.Known;
import org.trousse.record.weight.Day;
import org.trousse.record.weight.WeightNumbers;
import org.trousse.record.weight.WeightPlan;
import org.trousse.record.weight.WeightReading;
import org.trousse.sdk.measure.Measure;
import org.trousse.sdk.measure.Unit;
import org.trousse.sdk.reading.Flag;

/// What the rules look at: one patient's readings of the last 31 days as the rooms of each measure
/// understand them. Readings in error, without a number, without a time or of control solution do
/// not count.
final class Observed {
  private static final Comparator<Point> IN_TIME =
      Comparator.comparing(Point::at).thenComparingDouble(Point::value).thenComparing(Point::unit);

  private final Known known;
  private final List<Sample> samples;
  private final GlucoseSeries sensor;
  private final @Nullable Integer interval;
  private final List<Point> finger;
  private final List<PressureReading> pressures;
  private final PressureNumbers pressure;
  private final WeightNumbers weight;
  private final TemperatureNumbers temperature;
  private final List<Point> temperatures;

  /// A value at a time, in the unit that it was said in.
  record Point(Instant at, double value, Unit unit) {}

  Observed(Known known) {
    this.known = known;
    this.samples = known.samples().stream().filter(Observed::counts).toList();
    this.sensor = sensor(of(Measure.INTERSTITIAL_GLUCOSE), known.zone());
    this.interval = GlucoseNumbers.of(sensor).coverage().interval();
    this.finger = points(of(Measure.BLOOD_GLUCOSE));
    this.pressures = pressures(of(Measure.BLOOD_PRESSURE));
    this.pressure = PressureNumbers.of(pressures, Series.of(Protocol.FRANCE_2_2_3, known.zone()));
    this.weight = WeightNumbers.of(weights(), WeightPlan.of(known.zone()));
    List<Sample> warm = of(Measure.BODY_TEMPERATURE);
    this.temperature =
        TemperatureNumbers.of(
            warm.stream()
                .map(sample -> new TemperatureReading(sample.at(), null, value(sample), null))
                .toList(),
            known.zone());
    Set<Instant> doubted =
        temperature.toConfirm().stream()
            .map(TemperatureReading::at)
            .filter(at -> !isConfirmed(Measure.BODY_TEMPERATURE, at))
            .collect(Collectors.toSet());
    this.temperatures =
        points(warm.stream().filter(sample -> !doubted.contains(sample.at())).toList());
  }

  private static boolean counts(Sample sample) {
    return !sample.inError()
        && sample.value() != null
        && !sample.has(Flag.TIME_UNKNOWN)
        && !sample.has(Flag.CONTROL_SOLUTION);
  }

  private List<Sample> of(Measure measure) {
    return samples.stream().filter(sample -> sample.measure() == measure).toList();
  }

  /// In the unit that most of the readings were said in.
  private static GlucoseSeries sensor(List<Sample> samples, ZoneId zone) {
    long molar = samples.stream().filter(sample -> unit(sample) == Unit.MMOL_PER_L).count();
    boolean inMolar = 2 * molar > samples.size();
    GlucoseUnit unit = inMolar ? GlucoseUnit.MMOL_PER_L : GlucoseUnit.MG_PER_DL;
    List<GlucoseReading> readings = new ArrayList<>(samples.size());
    for (Sample sample : samples) {
      readings.add(
          new GlucoseReading(
              sample.at(),
              inMolar == (unit(sample) == Unit.MMOL_PER_L)
                  ? said(sample)
                  : inMolar ? GlucoseUnit.MG_PER_DL.toMmolPerL(value(sample)) : value(sample)));
    }
    return GlucoseSeries.of(readings, unit, zone);
  }

  private static List<PressureReading> pressures(List<Sample> samples) {
    List<PressureReading> readings = new ArrayList<>(samples.size());
    for (Sample sample : samples) {
      Double diastolic = sample.diastolic();
      if (diastolic != null) {
        readings.add(PressureReading.of(sample.at(), value(sample), diastolic));
      }
    }
    return List.copyOf(readings);
  }

  private List<WeightReading> weights() {
    return of(Measure.BODY_WEIGHT).stream()
        .map(sample ->
            new WeightReading(
                sample.at(), null, value(sample), isConfirmed(Measure.BODY_WEIGHT, sample.at())))
        .toList();
  }

  private static List<Point> points(List<Sample> samples) {
    return inTime(
        samples.stream()
            .map(sample -> new Point(sample.at(), said(sample), unit(sample)))
            .toList());
  }

  /// The same time with the same value is one reading, sent twice.
  private static List<Point> inTime(Collection<Point> points) {
    return points.stream().sorted(IN_TIME).distinct().toList();
  }

  private static Unit unit(Sample sample) {
    boolean molar = sample.saidUnit() == Unit.MMOL_PER_L && sample.said() != null;
    return molar ? Unit.MMOL_PER_L : sample.measure().unit();
  }

  private static double said(Sample sample) {
    Double said = sample.said();
    return unit(sample) == Unit.MMOL_PER_L && said != null ? said : value(sample);
  }

  private static double value(Sample sample) {
    Double value = sample.value();
    if (value == null) {
      throw new IllegalArgumentException("what has no number does not count");
    }
    return value;
  }

  /// Single readings of a number in order of time; a pressure whose diastolic number is not the
  /// lower one is somebody's mistake. A weight has one a day.
  List<Point> points(Subject subject) {
    return switch (subject) {
      case GLUCOSE -> finger;
      case SYSTOLIC -> pressurePoints(true);
      case DIASTOLIC -> pressurePoints(false);
      case WEIGHT ->
          weight.days().stream().map(day -> new Point(day.at(), day.weight(), Unit.KG)).toList();
      case TEMPERATURE -> temperatures;
    };
  }

  private List<Point> pressurePoints(boolean systolic) {
    return inTime(
        pressures.stream()
            .filter(one -> one.systolic() > one.diastolic())
            .map(
                one -> new Point(one.at(), systolic ? one.systolic() : one.diastolic(), Unit.MM_HG))
            .toList());
  }

  /// The sensor's readings as points.
  List<Point> sensorPoints() {
    Unit unit = sensor.unit() == GlucoseUnit.MMOL_PER_L ? Unit.MMOL_PER_L : Unit.MG_PER_DL;
    List<Point> points = new ArrayList<>(sensor.size());
    for (int place = 0; place < sensor.size(); place++) {
      points.add(new Point(sensor.at(place), sensor.value(place), unit));
    }
    return points;
  }

  /// One value for each local day that has one: means of glucose (of the sensor if there is one)
  /// and pressure, the day's weight, the highest temperature.
  SortedMap<LocalDate, Double> days(Subject subject) {
    if (subject == Subject.WEIGHT) {
      return weight.days().stream()
          .collect(Collectors.toMap(Day::date, Day::weight, Math::max, TreeMap::new));
    }
    boolean worn = subject == Subject.GLUCOSE && !sensor.isEmpty();
    List<Point> points = worn ? sensorPoints() : points(subject);
    Map<LocalDate, List<Double>> byDay =
        points.stream()
            .collect(
                Collectors.groupingBy(
                    point -> point.at().atZone(known.zone()).toLocalDate(),
                    TreeMap::new,
                    Collectors.mapping(point -> canonical(point, worn), Collectors.toList())));
    TreeMap<LocalDate, Double> days = new TreeMap<>();
    byDay.forEach((day, values) -> {
      var numbers = values.stream().mapToDouble(Double::doubleValue);
      days.put(
          day,
          subject == Subject.TEMPERATURE
              ? numbers.max().orElseThrow()
              : numbers.average().orElseThrow());
    });
    return days;
  }

  /// In which the values of days are.
  Unit dayUnit(Subject subject) {
    boolean molar =
        subject == Subject.GLUCOSE && !sensor.isEmpty() && sensor.unit() == GlucoseUnit.MMOL_PER_L;
    return molar ? Unit.MMOL_PER_L : subject.unit();
  }

  /// Finger readings of two meters may differ in unit; a sensor's series has one.
  private static double canonical(Point point, boolean worn) {
    return point.unit() == Unit.MMOL_PER_L && !worn
        ? GlucoseUnit.MMOL_PER_L.toMgPerDl(point.value())
        : point.value();
  }

  boolean isConfirmed(Measure measure, Instant at) {
    return known.confirmed().contains(new Confirmed(measure, at));
  }

  /// Those that count.
  List<Sample> samples() {
    return samples;
  }

  GlucoseSeries sensor() {
    return sensor;
  }

  /// Minutes between two readings of the sensor; null: it has too few.
  @Nullable Integer interval() {
    return interval;
  }

  List<PressureReading> pressures() {
    return pressures;
  }

  PressureNumbers pressure() {
    return pressure;
  }

  WeightNumbers weight() {
    return weight;
  }

  TemperatureNumbers temperature() {
    return temperature;
  }

  Known known() {
    return known;
  }

  Instant now() {
    return known.now();
  }

  ZoneId zone() {
    return known.zone();
  }
}
