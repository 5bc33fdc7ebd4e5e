package org.trousse.record.mes;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.trousse.record.reading.StoredReading;
import org.trousse.record.reading.StoredReading.Status;
import org.trousse.sdk.measure.Amounts;
import org.trousse.sdk.measure.Measure;
import org.trousse.sdk.reading.Flag;
import org.trousse.sdk.reading.Reading;

/// The API's business rules, as far as one reading can break them. In order: the first that holds
/// is told.
public final class MesRules {
  /// What comes of a reading: it is taken as these, or not at all.
  public sealed interface Judged {}

  /// One transaction for each.
  public record Eligible(List<Taken> as) implements Judged {
    public Eligible {
      as = List.copyOf(as);
    }
  }

  public record NotEligible(Reason reason) implements Judged {}

  private static final String BODY_MASS_INDEX = "39156-5";

  private record Rule(Reason reason, Predicate<StoredReading> breaks) {}

  private static final List<Rule> IN_ORDER =
      List.of(
          new Rule(Reason.AVERAGES_ONLY, one -> is(one, Measure.INTERSTITIAL_GLUCOSE)),
          new Rule(Reason.ENTERED_IN_ERROR, one -> one.status() == Status.ENTERED_IN_ERROR),
          new Rule(Reason.CONTROL_SOLUTION, one -> has(one, Flag.CONTROL_SOLUTION)),
          new Rule(Reason.CONTRADICTED, one -> has(one, Flag.CONFLICT)),
          new Rule(Reason.TIME_UNKNOWN, one -> has(one, Flag.TIME_UNKNOWN)),
          new Rule(Reason.NO_VALUE, MesRules::hasNoValue),
          new Rule(
              Reason.MOMENT_MISSING,
              one -> is(one, Measure.BLOOD_GLUCOSE) && one.reading().meal() == null));

  private MesRules() {}

  public static Judged of(StoredReading reading) {
    Optional<Rule> broken =
        IN_ORDER.stream().filter(rule -> rule.breaks().test(reading)).findFirst();
    return broken.isPresent()
        ? new NotEligible(broken.get().reason())
        : new Eligible(taken(reading.reading()));
  }

  /// Why the API takes no Observation of this code, whoever holds one; empty where it does not say.
  public static Optional<Reason> refusedCode(String loinc) {
    return loinc.equals(BODY_MASS_INDEX) ? Optional.of(Reason.COMPUTED_THERE) : Optional.empty();
  }

  private static boolean is(StoredReading stored, Measure measure) {
    return stored.reading().measure() == measure;
  }

  private static boolean has(StoredReading stored, Flag flag) {
    return stored.reading().flags().contains(flag);
  }

  private static boolean hasNoValue(StoredReading stored) {
    Amounts amounts = stored.reading().amounts();
    boolean half = is(stored, Measure.BLOOD_PRESSURE) && amounts.diastolic() == null;
    return amounts.value() == null || half;
  }

  /// A cuff's pulse is a heart rate of its own: a transaction holds one Observation.
  private static List<Taken> taken(Reading reading) {
    List<Taken> as = new ArrayList<>();
    as.add(
        switch (reading.measure()) {
          case BLOOD_GLUCOSE -> Taken.GLUCOSE;
          case BLOOD_PRESSURE -> Taken.BLOOD_PRESSURE;
          case BODY_WEIGHT -> Taken.WEIGHT;
          case BODY_TEMPERATURE -> Taken.TEMPERATURE;
          case INTERSTITIAL_GLUCOSE ->
              throw new IllegalStateException("a sensor's reading is not taken");
        });
    if (reading.measure() == Measure.BLOOD_PRESSURE && reading.amounts().pulse() != null) {
      as.add(Taken.HEART_RATE);
    }
    return as;
  }
}
