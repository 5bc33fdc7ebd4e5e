package org.trousse.record.watch;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.trousse.record.watch.Threshold.Change;
import org.trousse.record.watch.Threshold.Lasting;
import org.trousse.record.watch.Threshold.Minutes;
import org.trousse.record.watch.Threshold.OfLast;
import org.trousse.record.watch.Threshold.Rule;
import org.trousse.record.watch.Threshold.Severity;
import org.trousse.record.watch.Threshold.Side;
import org.trousse.record.watch.Threshold.Sustained;
import org.trousse.record.watch.Threshold.Value;

/// Sets of thresholds to begin with. A starting point for a person who knows the patient, not a
/// prescription: whoever takes one over signs it.
///
/// Glucose: ranges of the consensus (Battelino 2019), 15 minutes as it defines an event. Pressure:
/// 135/85 at home and 180/110. Fever: 38.0 °C. Weight: 2 kg in 3 days, which everybody is looked at
/// for, and 1 kg. Numbers of glucose in mg/dL have their counterpart in mmol/L.
public enum Profile {
  ADULT_GLUCOSE("adult-glucose"),
  OLDER_GLUCOSE("older-glucose"),
  PREGNANCY_GLUCOSE("pregnancy-glucose"),
  HYPERTENSION("hypertension"),
  HEART_FAILURE_WEIGHT("heart-failure-weight"),
  FEVER("fever");

  private static final List<Profile> USUAL = List.of(ADULT_GLUCOSE, HYPERTENSION, FEVER);

  private final String word;

  /// A threshold without a patient.
  private record Part(Subject subject, Rule rule) {}

  Profile(String word) {
    this.word = word;
  }

  private List<Part> parts() {
    return switch (this) {
      case ADULT_GLUCOSE ->
          List.of(
              below(Subject.GLUCOSE, 54, new Minutes(15), Severity.RED),
              above(Subject.GLUCOSE, 250, new Minutes(240), Severity.WARN),
              value(Subject.GLUCOSE, 53.0, 70.0, 250.0, 400.0));
      case OLDER_GLUCOSE ->
          List.of(
              below(Subject.GLUCOSE, 70, new Minutes(15), Severity.RED),
              above(Subject.GLUCOSE, 250, new Minutes(120), Severity.WARN),
              value(Subject.GLUCOSE, 69.0, 70.0, 250.0, 350.0));
      case PREGNANCY_GLUCOSE ->
          List.of(
              below(Subject.GLUCOSE, 54, new Minutes(15), Severity.RED),
              below(Subject.GLUCOSE, 63, new Minutes(15), Severity.WARN),
              above(Subject.GLUCOSE, 140, new Minutes(120), Severity.WARN),
              value(Subject.GLUCOSE, 53.0, 63.0, 140.0, 250.0));
      case HYPERTENSION ->
          List.of(
              value(Subject.SYSTOLIC, 80.0, 90.0, null, 180.0),
              value(Subject.DIASTOLIC, 40.0, 50.0, null, 110.0),
              above(Subject.SYSTOLIC, 159, new OfLast(3, 4), Severity.WARN));
      case HEART_FAILURE_WEIGHT ->
          List.of(
              new Part(Subject.WEIGHT, new Change(2.0, 3, Severity.RED)),
              new Part(Subject.WEIGHT, new Change(1.0, 2, Severity.WARN)),
              new Part(Subject.WEIGHT, new Change(-2.0, 3, Severity.WARN)));
      case FEVER -> List.of(value(Subject.TEMPERATURE, 35.0, null, null, 38.0));
    };
  }

  private static Part below(Subject subject, double bound, Lasting lasting, Severity severity) {
    return new Part(subject, new Sustained(Side.BELOW, bound, lasting, severity));
  }

  private static Part above(Subject subject, double bound, Lasting lasting, Severity severity) {
    return new Part(subject, new Sustained(Side.ABOVE, bound, lasting, severity));
  }

  private static Part value(
      Subject subject,
      @Nullable Double lowCritical,
      @Nullable Double low,
      @Nullable Double high,
      @Nullable Double highCritical) {
    return new Part(subject, new Value(new Bounds(lowCritical, low, high, highCritical)));
  }

  public static Optional<Profile> of(String word) {
    return Arrays.stream(values()).filter(profile -> profile.word.equals(word)).findFirst();
  }

  public String word() {
    return word;
  }

  /// Its thresholds, nobody's yet.
  public List<Threshold> thresholds() {
    return IntStream.range(0, parts().size()).mapToObj(this::threshold).toList();
  }

  private Threshold threshold(int place) {
    Part part = parts().get(place);
    UUID id = UUID.nameUUIDFromBytes((word + " " + place).getBytes(StandardCharsets.UTF_8));
    return new Threshold(
        id, part.subject(), part.subject().unit(), part.rule(), null, word, Instant.EPOCH, null);
  }

  /// What holds for a patient: the thresholds that somebody set, and the usual ones of every
  /// subject that has none.
  public static List<Threshold> inForce(List<Threshold> own, Instant now) {
    List<Threshold> holding = own.stream().filter(threshold -> threshold.holds(now)).toList();
    List<Subject> set = holding.stream().map(Threshold::subject).distinct().toList();
    Stream<Threshold> usual =
        USUAL.stream()
            .flatMap(profile -> profile.thresholds().stream())
            .filter(threshold -> !set.contains(threshold.subject()));
    return Stream.concat(holding.stream(), usual).toList();
  }
}
