package org.trousse.record.pressure;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.function.Function;
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
    return of(placement, Spread.of(placement.plausible()), series);
  }

  private static PressureNumbers of(Placement placement, Spread spread, Series series) {
    return new PressureNumbers(
        placement.plausible().size(),
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
        spread.from(),
        spread.to(),
        series.zone(),
        series.protocol(),
        Pair.mean(placement.counted()),
        Pair.mean(placement.counted(Part.MORNING)),
        Pair.mean(placement.counted(Part.EVENING)),
        placement.counted().size(),
        placement.count(Use.DISCARDED),
        placement.count(Use.OTHER),
        series.protocol().needed(),
        placement.measuredDays(),
        placement.isComplete(),
        verdict(placement, series.protocol()),
        Variability.of(placement.plausible(), series),
        RedFlag.of(placement.placed()),
        placement.count(Use.EXCLUDED),
        placement.duplicates(),
        Day.of(placement.plausible(), series),
        Session.of(placement.plausible()),
        placement.placed());
  }

  /// The sums are compared, so that nothing is rounded before: 134.96 is below 135.
  private static Verdict verdict(Placement placement, Protocol protocol) {
    if (!placement.isComplete()) {
      return Verdict.INCOMPLETE;
    }
    List<Placed> counted = placement.counted();
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
      @Nullable Double pulse,
      @Nullable Instant from,
      @Nullable Instant to) {
    private static final Spread NONE =
        new Spread(
            null, null, null, null, null, null, null, null, null, null, null, null, null, null,
            null);

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
          meanOfGiven(plausible, PressureReading::pulse),
          plausible.getFirst().reading().at(),
          plausible.getLast().reading().at());
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
