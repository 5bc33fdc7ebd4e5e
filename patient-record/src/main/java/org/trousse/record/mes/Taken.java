package org.trousse.record.mes;

/// What the API takes, with the name of its profile and the code by which it is searched.
public enum Taken {
  GLUCOSE("glucose", "2345-7"),
  BLOOD_PRESSURE("bp", "85354-9"),
  HEART_RATE("heartrate", "8867-4"),
  WEIGHT("bodyweight", "29463-7"),
  TEMPERATURE("bodytemperature", "8310-5"),
  /// The mean of some days; its code is not one of LOINC.
  SENSOR_MEAN("glucose", "MED-969"),
  /// The glucose management indicator of some days.
  SENSOR_GMI("glucose", "MED-972");

  private static final String PROFILES =
      "https://fhir.monespacesante.fr/ref/mesure/StructureDefinition/mes-observation-";

  private final String profile;
  private final String code;

  Taken(String profile, String code) {
    this.profile = profile;
    this.code = code;
  }

  /// `meta.profile`, which the API demands.
  public String profile() {
    return PROFILES + profile;
  }

  public String code() {
    return code;
  }
}
