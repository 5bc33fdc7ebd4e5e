package org.trousse.sdk.record;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.trousse.sdk.json.JsonObject;
import org.trousse.sdk.measure.Measure;
import org.trousse.sdk.measure.MeasureCodes;
import org.trousse.sdk.measure.Quantity;
import org.trousse.sdk.measure.Specimen;

/// Observations that an app adds, as FHIR R4 writes them.
public final class NewObservation {
  private static final String LOINC = "http://loinc.org";
  private static final String CATEGORIES =
      "http://terminology.hl7.org/CodeSystem/observation-category";

  private NewObservation() {}

  /// A measurement that is one number.
  ///
  /// @param patient as the token set names the patient
  /// @param specimen of a glucose; null for everything else
  public static JsonObject of(
      String patient,
      Measure measure,
      @Nullable Specimen specimen,
      Quantity value,
      Instant measured) {
    return start(patient, measure, specimen, measured).with("valueQuantity", quantity(value));
  }

  public static JsonObject bloodPressure(
      String patient, Quantity systolic, Quantity diastolic, Instant measured) {
    return start(patient, Measure.BLOOD_PRESSURE, null, measured)
        .with(
            "component",
            List.of(
                component(MeasureCodes.SYSTOLIC, systolic),
                component(MeasureCodes.DIASTOLIC, diastolic)));
  }

  private static JsonObject start(
      String patient, Measure measure, @Nullable Specimen specimen, Instant measured) {
    return JsonObject.EMPTY
        .with("resourceType", "Observation")
        .with("status", "final")
        .with("category", List.of(Map.of("coding", List.of(coding(CATEGORIES, "vital-signs")))))
        .with("code", concept(MeasureCodes.of(measure, specimen).loinc()))
        .with("subject", Map.of("reference", "Patient/" + patient))
        .with("effectiveDateTime", measured.toString());
  }

  private static JsonObject component(MeasureCodes what, Quantity value) {
    return JsonObject.EMPTY
        .with("code", concept(what.loinc()))
        .with("valueQuantity", quantity(value));
  }

  private static JsonObject concept(String loinc) {
    return JsonObject.EMPTY.with("coding", List.of(coding(LOINC, loinc)));
  }

  private static JsonObject coding(String system, String code) {
    return JsonObject.EMPTY.with("system", system).with("code", code);
  }

  private static JsonObject quantity(Quantity quantity) {
    String ucum = quantity.unit().ucum();
    return JsonObject.EMPTY
        .with("value", quantity.value())
        .with("unit", ucum)
        .with("system", "http://unitsofmeasure.org")
        .with("code", ucum);
  }
}
