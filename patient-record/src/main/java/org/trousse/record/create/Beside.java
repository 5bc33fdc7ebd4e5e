package org.trousse.record.create;

import java.math.BigDecimal;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Quantity;
import org.jspecify.annotations.Nullable;
import org.trousse.record.terminology.FhirCodes;
import org.trousse.sdk.measure.Amounts;
import org.trousse.sdk.measure.Measure;
import org.trousse.sdk.measure.Unit;
import org.trousse.sdk.reading.DeviceStatus;
import org.trousse.sdk.reading.Flag;
import org.trousse.sdk.reading.Reading.Original;

/// What an Observation says beside its value, in the words in which we give readings out: so what
/// was exported can come in again.
///
/// @param original before conversion; null: it was not converted
/// @param specialisation of the device, as far as the method tells (MDC); 0: it does not
public record Beside(
    @Nullable Original original, Set<Flag> flags, Set<DeviceStatus> status, int specialisation) {
  /// Parts of an Observation that are kept, or that we work out ourselves (the narrative, `issued`,
  /// `interpretation`).
  static final Set<String> PARTS =
      Set.of(
          "id",
          "meta",
          "language",
          "text",
          "extension",
          "identifier",
          "status",
          "category",
          "code",
          "subject",
          "effective[x]",
          "issued",
          "value[x]",
          "interpretation",
          "dataAbsentReason",
          "bodySite",
          "method",
          "device",
          "component");

  static final Set<String> COMPONENT_PARTS = Set.of("code", "value[x]", "dataAbsentReason");

  /// Our own extensions; see [org.trousse.record.fhir.ObservationEncoder].
  private static final String FLAG = "urn:trousse:reading-flag";

  private static final String DEVICE_STATUS = "urn:trousse:device-status";
  private static final String ORIGINAL = FhirCodes.MESURES + "mesures-original-data";

  /// The kinds of device that have a method: meter, sensor, cuff, scale.
  private static final List<Integer> SPECIALISATIONS = List.of(528401, 528409, 528391, 528399);

  public Beside {
    flags = Set.copyOf(flags);
    status = Set.copyOf(status);
  }

  /// Whether it is understood; what is not would be lost.
  static boolean isKept(Extension extension) {
    return switch (String.valueOf(extension.getUrl())) {
      case FLAG -> flag(extension).isPresent();
      case DEVICE_STATUS -> deviceStatus(extension).isPresent();
      case ORIGINAL -> unit(extension).isPresent() && code(extension) != null;
      default -> false;
    };
  }

  /// Empty when the measure has no such method.
  static Optional<Integer> specialisation(Measure measure, CodeableConcept method) {
    return SPECIALISATIONS.stream()
        .filter(one ->
            FhirCodes.method(measure, one)
                .filter(coding -> CodedParts.names(List.of(coding), method))
                .isPresent())
        .findFirst();
  }

  /// Of an Observation all of whose extensions are kept.
  static Beside of(Observation observation, Measure measure) {
    Set<Flag> flags = EnumSet.noneOf(Flag.class);
    Set<DeviceStatus> status = EnumSet.noneOf(DeviceStatus.class);
    for (Extension extension : observation.getExtension()) {
      if (extension.getUrl().equals(FLAG)) {
        flag(extension).ifPresent(flags::add);
      } else if (extension.getUrl().equals(DEVICE_STATUS)) {
        deviceStatus(extension).ifPresent(status::add);
      }
    }
    return new Beside(
        original(observation, measure),
        flags,
        status,
        specialisation(measure, observation.getMethod()).orElse(0));
  }

  private static @Nullable Original original(Observation observation, Measure measure) {
    List<Extension> said =
        observation.getExtension().stream().filter(one -> one.getUrl().equals(ORIGINAL)).toList();
    if (said.isEmpty()) {
      return null;
    }
    Unit unit = unit(said.getFirst()).orElseThrow();
    return new Original(
        measure == Measure.BLOOD_PRESSURE
            ? new Amounts(
                number(said, FhirCodes.SYSTOLIC),
                number(said, FhirCodes.DIASTOLIC),
                number(said, FhirCodes.MEAN),
                null)
            : Amounts.single(quantity(said.getFirst()).getValue()),
        unit);
  }

  private static @Nullable BigDecimal number(List<Extension> said, List<FhirCodes.Coding> code) {
    for (Extension one : said) {
      CodeableConcept named = code(one);
      if (named != null && CodedParts.names(code, named)) {
        return quantity(one).getValue();
      }
    }
    return null;
  }

  private static Optional<Unit> unit(Extension original) {
    Quantity quantity = quantity(original);
    return quantity.getCode() == null || quantity.getValue() == null
        ? Optional.empty()
        : Unit.of(quantity.getCode());
  }

  private static Quantity quantity(Extension original) {
    Extension value = original.getExtensionByUrl("original-value");
    return value != null && value.getValue() instanceof Quantity quantity
        ? quantity
        : new Quantity();
  }

  private static @Nullable CodeableConcept code(Extension original) {
    Extension code = original.getExtensionByUrl("original-code");
    return code != null && code.getValue() instanceof CodeableConcept concept ? concept : null;
  }

  private static Optional<Flag> flag(Extension extension) {
    return extension.getValue() instanceof CodeType code && code.getValue() != null
        ? Flag.of(code.getValue())
        : Optional.empty();
  }

  private static Optional<DeviceStatus> deviceStatus(Extension extension) {
    return extension.getValue() instanceof CodeType code
        ? EnumSet.allOf(DeviceStatus.class).stream()
            .filter(one -> one.word().equals(code.getValue()))
            .findFirst()
        : Optional.empty();
  }
}
