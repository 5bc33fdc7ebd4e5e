package org.trousse.record.mes;

import java.util.Locale;

/// Why the API does not take something.
public enum Reason {
  ENTERED_IN_ERROR(
      "entered-in-error",
      "Marquée comme erronée ; l'API ne connaît ni correction ni suppression.",
      "Marked as entered in error; the API knows no correction and no deletion."),
  CONTRADICTED(
      "contradicted",
      "L'appareil a envoyé deux valeurs différentes pour cette mesure.",
      "The device sent two different values for this reading."),
  NO_VALUE(
      "no-value",
      "Sans nombre : l'API répondrait VALUE, « Observation value quantity not provided ».",
      "Without a number: the API would answer VALUE, \"Observation value quantity not provided\"."),
  TIME_UNKNOWN(
      "time-unknown",
      "L'appareil n'a pas dit quand ; l'API demande effectiveDateTime.",
      "The device did not say when; the API demands effectiveDateTime."),
  CONTROL_SOLUTION(
      "control-solution",
      "Mesure de la solution de contrôle, pas du patient.",
      "A measurement of the control solution, not of the patient."),
  MOMENT_MISSING(
      "moment-missing",
      "Glycémie sans moment (à jeun, avant ou après le repas…), que l'API exige.",
      "Blood glucose without its moment (fasting, before or after a meal…), which the API"
          + " demands."),
  AVERAGES_ONLY(
      "averages-only",
      "Glucose interstitiel : l'API ne prend que des moyennes sur 7, 14, 30 ou 90 jours.",
      "Interstitial glucose: the API takes averages over 7, 14, 30 or 90 days only."),
  COMPUTED_THERE(
      "computed-there",
      "IMC : l'API le calcule elle-même et refuse qu'on le lui envoie (NOTSUPPORTED).",
      "BMI: the API computes it itself and refuses to be sent one (NOTSUPPORTED)."),
  TOO_FEW_READINGS(
      "too-few-readings",
      "Trop peu de mesures du capteur sur ces jours pour une moyenne ou un IGG.",
      "Too few of the sensor's readings on these days for a mean or a GMI.");

  private final String word;
  private final String french;
  private final String english;

  Reason(String word, String french, String english) {
    this.word = word;
    this.french = french;
    this.english = english;
  }

  public String word() {
    return word;
  }

  public String text(Locale language) {
    return language.equals(Locale.ENGLISH) ? english : french;
  }
}
