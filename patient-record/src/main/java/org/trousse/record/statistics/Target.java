package org.trousse.record.statistics;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.trousse.record.terminology.FhirCodes;
import org.trousse.record.terminology.FhirCodes.Coding;
import org.trousse.sdk.measure.Measure;
import org.trousse.sdk.measure.Specimen;

/// What numbers are asked of.
///
/// @param specimens of a blood glucose, [Specimen#code], 0 when it was not said; else empty
public record Target(Part part, List<Coding> code, Set<Integer> specimens) {
  /// Of a reading, the number that counts.
  public enum Part {
    SENSOR(Measure.INTERSTITIAL_GLUCOSE),
    FINGER(Measure.BLOOD_GLUCOSE),
    /// All of a series of blood pressures.
    PRESSURE(Measure.BLOOD_PRESSURE),
    SYSTOLIC(Measure.BLOOD_PRESSURE),
    DIASTOLIC(Measure.BLOOD_PRESSURE),
    MEAN_PRESSURE(Measure.BLOOD_PRESSURE),
    PULSE(Measure.BLOOD_PRESSURE),
    WEIGHT(Measure.BODY_WEIGHT),
    TEMPERATURE(Measure.BODY_TEMPERATURE);

    private final Measure measure;

    Part(Measure measure) {
      this.measure = measure;
    }

    public Measure measure() {
      return measure;
    }
  }

  private static final List<Target> ALL = all();

  public Target {
    code = List.copyOf(code);
    specimens = Set.copyOf(specimens);
  }

  private static List<Target> all() {
    List<Target> all = new ArrayList<>();
    all.add(of(Part.SENSOR, FhirCodes.code(Measure.INTERSTITIAL_GLUCOSE, null)));
    // blood of the same LOINC code is one kind, whatever vessel it came from
    Arrays.stream(Specimen.values())
        .filter(specimen -> specimen != Specimen.INTERSTITIAL_FLUID)
        .collect(Collectors.groupingBy(Specimen::loinc))
        .values()
        .forEach(same -> all.add(blood(same)));
    all.add(of(Part.PRESSURE, FhirCodes.code(Measure.BLOOD_PRESSURE, null)));
    all.add(of(Part.SYSTOLIC, FhirCodes.SYSTOLIC));
    all.add(of(Part.DIASTOLIC, FhirCodes.DIASTOLIC));
    all.add(of(Part.MEAN_PRESSURE, FhirCodes.MEAN));
    all.add(of(Part.PULSE, FhirCodes.PULSE));
    all.add(of(Part.WEIGHT, FhirCodes.code(Measure.BODY_WEIGHT, null)));
    all.add(of(Part.TEMPERATURE, FhirCodes.code(Measure.BODY_TEMPERATURE, null)));
    return List.copyOf(all);
  }

  static Target of(Part part) {
    return ALL.stream().filter(target -> target.part() == part).findFirst().orElseThrow();
  }

  private static Target of(Part part, List<Coding> code) {
    return new Target(part, code, Set.of());
  }

  private static Target blood(List<Specimen> same) {
    Set<Integer> specimens = same.stream().map(Specimen::code).collect(Collectors.toSet());
    // blood of which nothing was said counts as plasma
    if (same.contains(Specimen.UNDETERMINED_PLASMA)) {
      specimens.add(0);
    }
    return new Target(
        Part.FINGER,
        List.of(FhirCodes.code(Measure.BLOOD_GLUCOSE, same.getFirst()).getFirst()),
        specimens);
  }

  /// What a token names: `code` or `system|code`.
  static Optional<Target> named(String token) {
    int bar = token.indexOf('|');
    String system = bar < 0 ? "" : token.substring(0, bar);
    String code = token.substring(bar + 1);
    return ALL.stream()
        .filter(target ->
            target.code().stream()
                .anyMatch(coding ->
                    coding.code().equals(code)
                        && (system.isEmpty() || coding.system().equals(system))))
        .findFirst();
  }

  /// The codes that can be asked for.
  static String codes() {
    return ALL.stream()
        .map(target -> target.code().getFirst().code())
        .collect(Collectors.joining(", "));
  }
}
