package org.trousse.record.pressure;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;
import org.trousse.record.derived.Exact;
import org.trousse.record.derived.Summary;
import org.trousse.record.pressure.Placed.Part;
import org.trousse.record.pressure.Placed.Use;

/// Every number of a blood-pressure series, named as it is published. The first part is of all
/// plausible readings in order of time, whatever the protocol counts; from `protocol` on, of what
/// the protocol counts. What is not defined is null.
///
/// @param n plausible readings, duplicates left out
/// @param mean Σx / n
/// @param sd divisor n−1
/// @param cv 100 · sd / mean
/// @param arv mean of |xᵢ₊₁−xᵢ|
/// @param sv square root of the mean of (xᵢ₊₁−xᵢ)²
/// @param peak max − mean
/// @param trough mean − min
/// @param pulsePressure mean of systolic − diastolic
/// @param map mean of diastolic + pulse pressure / 3
/// @param deviceMap mean of what devices gave as mean arterial pressure, over those that did
/// @param pulse mean of the readings with a pulse, /min
/// @param from first plausible reading
/// @param to last plausible reading
/// @param protocolMean mean of all counted readings, of equal weight; this one is judged
/// @param morning mean of the counted morning readings
/// @param evening mean of the counted evening readings
/// @param counted readings that the protocol counts
/// @param discarded readings that the protocol asks for and leaves out
/// @param other plausible readings that the protocol did not ask for
/// @param expected counted readings without which there is no verdict: `counted` of `expected`
/// @param measuredDays local days of the series with a morning or evening reading
/// @param excluded implausible readings, to confirm
/// @param duplicates readings sent twice, each counted once
/// @param readings all of them with their place and why, in order of time
public record PressureNumbers(
    int n,
    @Nullable Pair mean,
    @Nullable Pair sd,
    @Nullable Pair cv,
    @Nullable Pair arv,
    @Nullable Pair sv,
    @Nullable Pair peak,
    @Nullable Pair trough,
    @Nullable Pair min,
    @Nullable Pair max,
    @Nullable Double pulsePressure,
    @Nullable Double map,
    @Nullable Double deviceMap,
    @Nullable Double pulse,
    @Nullable Instant from,
    @Nullable Instant to,
    ZoneId zone,
    Protocol protocol,
    @Nullable Pair protocolMean,
    @Nullable Pair morning,
    @Nullable Pair evening,
    int counted,
    int discarded,
    int other,
    int expected,
    int measuredDays,
    boolean complete,
    Verdict verdict,
    @Nullable Variability variability,
    List<RedFlag> redFlags,
    int excluded,
    int duplicates,
    List<Day> days,
    List<Session> sessions,
    List<Placed> readings) {

  public enum Verdict {
    ELEVATED("elevated"),
    BORDERLINE("borderline"),
    NORMAL("normal"),
    /// Too few readings or days to say.
    INCOMPLETE("incomplete");

    private final String word;

    Verdict(String word) {
      this.word = word;
    }

    public String word() {
      return word;
    }

    /// As answers spell it.
    @Override
    public String toString() {
      return word;
    }
  }

  /// The numbers of one series.
  ///
  /// @param readings in any order, without those entered in error
  public static PressureNumbers of(List<PressureReading> readings, Series series) {
    Placement placement = Placement.of(readings, series);
    List<Placed> all = List.copyOf(placement.placed());
    List<Placed> plausible = only(all, Placed::isPlausible);
    List<Placed> counted = only(all, Placed::counts);
    Spread spread = Spread.of(plausible);
    Protocol protocol = series.protocol();
    boolean complete =
        counted.size() >= protocol.needed() && placement.measuredDays() >= protocol.daysMin();
    return new PressureNumbers(
        plausible.size(),
        spread.mean(),
        spread.sd(),
        spread.cv(),
        spread.arv(),
        spread.sv(),
        spread.peak(),
        spread.trough(),
        spread.min(),
        spread.max(),
        spread.pulsePressure(),
        spread.map(),
        spread.deviceMap(),
        spread.pulse(),
        plausible.isEmpty() ? null : plausible.getFirst().reading().at(),
        plausible.isEmpty() ? null : plausible.getLast().reading().at(),
        series.zone(),
        protocol,
        Pair.mean(counted),
        Pair.mean(only(counted, placed -> placed.part() == Part.MORNING)),
        Pair.mean(only(counted, placed -> placed.part() == Part.EVENING)),
        counted.size(),
        count(all, Use.DISCARDED),
        count(all, Use.OTHER),
        protocol.needed(),
        placement.measuredDays(),
        complete,
        complete ? verdict(counted, protocol) : Verdict.INCOMPLETE,
        Variability.of(plausible, series),
        RedFlag.of(all),
        count(all, Use.EXCLUDED),
        placement.duplicates(),
        Day.of(plausible, series),
        Session.of(plausible),
        all);
  }

  /// The sums are compared, so that nothing is rounded before: 134.96 is below 135.
  static Verdict verdict(List<Placed> counted, Protocol protocol) {
    long systolic = 0;
    long diastolic = 0;
    for (Placed placed : counted) {
      systolic += Exact.of(placed.reading().systolic());
      diastolic += Exact.of(placed.reading().diastolic());
    }
    int n = counted.size();
    Pair from = protocol.elevatedFrom();
    if (systolic >= n * Exact.of(from.systolic()) || diastolic >= n * Exact.of(from.diastolic())) {
      return Verdict.ELEVATED;
    }
    Pair below = protocol.normalBelow();
    boolean normal =
        below == null
            || (systolic < n * Exact.of(below.systolic())
                && diastolic < n * Exact.of(below.diastolic()));
    return normal ? Verdict.NORMAL : Verdict.BORDERLINE;
  }

  private static List<Placed> only(List<Placed> readings, Predicate<Placed> which) {
    return readings.stream().filter(which).toList();
  }

  private static int count(List<Placed> readings, Use use) {
    int count = 0;
    for (Placed placed : readings) {
      count += placed.use() == use ? 1 : 0;
    }
    return count;
  }

  /// The plain statistics.
  private record Spread(
      @Nullable Pair mean,
      @Nullable Pair sd,
      @Nullable Pair cv,
      @Nullable Pair arv,
      @Nullable Pair sv,
      @Nullable Pair peak,
      @Nullable Pair trough,
      @Nullable Pair min,
      @Nullable Pair max,
      @Nullable Double pulsePressure,
      @Nullable Double map,
      @Nullable Double deviceMap,
      @Nullable Double pulse) {
    private static final Spread NONE =
        new Spread(null, null, null, null, null, null, null, null, null, null, null, null, null);

    static Spread of(List<Placed> plausible) {
      if (plausible.isEmpty()) {
        return NONE;
      }
      Summary systolic = summary(plausible, PressureReading::systolic);
      Summary diastolic = summary(plausible, PressureReading::diastolic);
      double pulsePressure = summary(plausible, one -> one.systolic() - one.diastolic()).mean();
      return new Spread(
          Pair.of(systolic, diastolic, Summary::mean),
          Pair.of(systolic, diastolic, Summary::sd),
          Pair.of(systolic, diastolic, Summary::cv),
          Pair.of(systolic, diastolic, Summary::arv),
          Pair.of(systolic, diastolic, Summary::sv),
          Pair.of(systolic, diastolic, one -> one.max() - one.mean()),
          Pair.of(systolic, diastolic, one -> one.mean() - one.min()),
          Pair.of(systolic, diastolic, Summary::min),
          Pair.of(systolic, diastolic, Summary::max),
          pulsePressure,
          diastolic.mean() + pulsePressure / 3,
          meanOfGiven(plausible, PressureReading::mean),
          meanOfGiven(plausible, PressureReading::pulse));
    }

    private static Summary summary(
        List<Placed> plausible, ToDoubleFunction<PressureReading> number) {
      double[] values = new double[plausible.size()];
      for (int place = 0; place < values.length; place++) {
        values[place] = number.applyAsDouble(plausible.get(place).reading());
      }
      return Summary.of(values).orElseThrow();
    }

    private static @Nullable Double meanOfGiven(
        List<Placed> plausible, Function<PressureReading, @Nullable Double> number) {
      double[] values = new double[plausible.size()];
      int given = 0;
      for (Placed placed : plausible) {
        Double value = number.apply(placed.reading());
        if (value != null) {
          values[given++] = value;
        }
      }
      return given == 0 ? null : Double.valueOf(Summary.sum(values) / given);
    }
  }
}
