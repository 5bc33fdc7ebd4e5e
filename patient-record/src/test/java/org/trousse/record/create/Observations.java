package org.trousse.record.create;

import org.jspecify.annotations.Nullable;

/// Observations as an app would write them. All data are synthetic.
public final class Observations {
  private Observations() {}

  /// A weight.
  ///
  /// @param number of its identifier; null: it has none
  public static String weight(String patient, String kilograms, @Nullable String number) {
    return single(patient, "29463-7", kilograms, "kg", number);
  }

  /// A temperature.
  public static String temperature(String patient, String celsius, @Nullable String number) {
    return single(patient, "8310-5", celsius, "Cel", number);
  }

  private static String single(
      String patient, String loinc, String value, String unit, @Nullable String number) {
    return """
    {"resourceType":"Observation",%s"status":"final",
    "category":[{"coding":[{
    "system":"http://terminology.hl7.org/CodeSystem/observation-category",
    "code":"vital-signs"}]}],
    "code":{"coding":[{"system":"http://loinc.org","code":"%s"}]},
    "subject":{"reference":"Patient/%s"},
    "effectiveDateTime":"2026-11-22T08:30:00+01:00",
    "valueQuantity":{"value":%s,"unit":"%s","system":"http://unitsofmeasure.org","code":"%s"}}\
    """
        .formatted(
            number == null
                ? ""
                : "\"identifier\":[{\"system\":\"urn:example:app\",\"value\":\"" + number + "\"}],",
            loinc,
            patient,
            value,
            unit,
            unit);
  }
}
