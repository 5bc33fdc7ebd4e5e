package org.trousse.examples.driven;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.trousse.sdk.json.JsonObject;
import org.trousse.sdk.measure.Measure;
import org.trousse.sdk.measure.Quantity;
import org.trousse.sdk.measure.Unit;
import org.trousse.sdk.record.NewObservation;

/// A measurement that the platform gave, as the driven app adds it: digits and unit as the device
/// showed them, at the true time, and no value where there is none to trust.
record DrivenReading(JsonObject given, Set<DrivenFault> faults) {

  String kind() {
    return given.text("kind").orElse("");
  }

  String device() {
    return given.text("device").orElse("");
  }

  long round() {
    return given.whole("round", 100).orElse(0L);
  }

  /// What the real gateway calls the measure.
  Measure measure() {
    return switch (kind()) {
      case "glucose" -> Measure.BLOOD_GLUCOSE;
      case "blood-pressure" -> Measure.BLOOD_PRESSURE;
      case "body-weight" -> Measure.BODY_WEIGHT;
      default -> Measure.BODY_TEMPERATURE;
    };
  }

  JsonObject observation(String patient) {
    boolean again = faults.contains(DrivenFault.NEW_ID_EACH_TIME);
    String id = again ? UUID.randomUUID().toString() : given.text("id").orElse("");
    JsonObject json =
        measured(patient)
            .with("identifier", List.of(Map.of("system", "urn:example:reading", "value", id)));
    if (!faults.contains(DrivenFault.NAMES_NO_DEVICE)) {
      json = json.with("device", Map.of("identifier", Map.of("value", device())));
    }
    return given.isTrue("test")
        ? json.with(
            "meta",
            Map.of(
                "security",
                List.of(
                    Map.of(
                        "system", "http://terminology.hl7.org/CodeSystem/v3-ActReason",
                        "code", "HTEST"))))
        : json;
  }

  private JsonObject measured(String patient) {
    Unit unit = Unit.of(given.text("unit").orElse("")).orElseThrow();
    if (given.text("error").isPresent() || !plausible(unit)) {
      return faults.contains(DrivenFault.SENDS_ERRORS)
          ? with(patient, unit)
          : without(with(patient, unit));
    }
    return with(patient, unit);
  }

  private JsonObject with(String patient, Unit unit) {
    if (measure() == Measure.BLOOD_PRESSURE) {
      return NewObservation.bloodPressure(
          patient, quantity("systolic", unit), quantity("diastolic", unit), at());
    }
    boolean rounds = faults.contains(DrivenFault.ROUNDS_UNITS) && unit == Unit.MMOL_PER_L;
    Quantity value =
        rounds
            ? new Quantity(number("value").multiply(BigDecimal.valueOf(18)), Unit.MG_PER_DL)
            : quantity("value", unit);
    return NewObservation.of(patient, measure(), null, value, at());
  }

  /// FHIR R4: what could not be measured says why, and has no number.
  private static JsonObject without(JsonObject json) {
    JsonObject bare = JsonObject.EMPTY;
    for (var member : json.members().entrySet()) {
      if (!member.getKey().equals("valueQuantity") && !member.getKey().equals("component")) {
        bare = bare.with(member.getKey(), member.getValue());
      }
    }
    String system = "http://terminology.hl7.org/CodeSystem/data-absent-reason";
    return bare.with(
        "dataAbsentReason", Map.of("coding", List.of(Map.of("system", system, "code", "error"))));
  }

  private Quantity quantity(String part, Unit unit) {
    return new Quantity(number(part), unit);
  }

  private BigDecimal number(String part) {
    return new BigDecimal(given.text(part).orElse("0"));
  }

  /// The device's time, corrected by what is known of its clock.
  private Instant at() {
    Instant said = instant(given, "time");
    JsonObject clock = given.object("clock");
    return clock.members().isEmpty() || faults.contains(DrivenFault.TRUSTS_DEVICE_CLOCK)
        ? said
        : said.plus(Duration.between(instant(clock, "shows"), instant(clock, "at")));
  }

  private static Instant instant(JsonObject json, String name) {
    return OffsetDateTime.parse(json.text(name).orElse("")).toInstant();
  }

  private boolean plausible(Unit unit) {
    return measure() == Measure.BLOOD_PRESSURE
        ? within("systolic", 10, 350) && within("diastolic", 10, 350)
        : switch (unit) {
          case MG_PER_DL -> within("value", 10, 1_500);
          case MMOL_PER_L -> within("value", 1, 83);
          case KG -> within("value", 1, 650);
          case POUND -> within("value", 1, 1_430);
          case CELSIUS -> within("value", 20, 46);
          case FAHRENHEIT -> within("value", 68, 115);
          default -> true;
        };
  }

  private boolean within(String part, int low, int high) {
    BigDecimal number = number(part);
    return number.compareTo(BigDecimal.valueOf(low)) >= 0
        && number.compareTo(BigDecimal.valueOf(high)) <= 0;
  }
}
