package org.trousse.referencing.check.behaviour;

import static org.trousse.referencing.check.behaviour.AskingRules.only;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.trousse.referencing.check.Subject;
import org.trousse.referencing.check.behaviour.Recording.Given;
import org.trousse.referencing.check.behaviour.SentObservation.Amount;
import org.trousse.referencing.text.Text;
import tools.jackson.databind.JsonNode;

/// What an app makes of a measurement: API-01, API-02, API-03, API-04, DEV-07.
final class ValueRules {
  private static final Set<String> STATUSES =
      Set.of("registered", "preliminary", "final", "amended", "corrected", "entered-in-error");
  private static final String CATEGORIES =
      "http://terminology.hl7.org/CodeSystem/observation-category";

  /// How far a conversion may be from the exact one: a factor rounded to three digits is too far.
  private static final BigDecimal TOLERANCE = new BigDecimal("0.001");

  private ValueRules() {}

  /// API-01.
  static TapeCheck.Rule validFhir(ValidatesFhir validator) {
    return (subject, tapes, judgement) -> {
      List<SentObservation> sent = SentObservation.of(only(tapes));
      if (sent.isEmpty()) {
        judgement.unseen(nothingSent());
      }
      for (SentObservation one : sent) {
        List<String> faults = new ArrayList<>(essentials(one));
        faults.addAll(validator.faults(one.json().toString()));
        for (String fault : faults) {
          judgement.fault(
              new Text("Observation : " + fault, "Observation: " + fault),
              new Text(
                  "Suivez le profil FHIR des signes vitaux : status, category, code, subject, "
                      + "effectiveDateTime, puis une valeur ou dataAbsentReason.",
                  "Follow the FHIR vital-signs profile: status, category, code, subject, "
                      + "effectiveDateTime, then a value or dataAbsentReason."));
        }
      }
      if (judgement.clean()) {
        judgement.good(
            sent.size() + " ressources suivent les règles essentielles.",
            sent.size() + " resources follow the essential rules.");
      }
    };
  }

  /// FHIR R4 vital signs, and what the French profiles add.
  static List<String> essentials(SentObservation sent) {
    JsonNode json = sent.json();
    List<String> faults = new ArrayList<>();
    if (!json.path("resourceType").asString("").equals("Observation")) {
      return List.of("resourceType");
    }
    if (!STATUSES.contains(json.path("status").asString(""))) {
      faults.add("status");
    }
    if (!hasCategory(json, sent.kind())) {
      faults.add("category: vital-signs");
    }
    if (sent.kind().isEmpty()) {
      faults.add("code: LOINC");
    }
    if (!json.path("subject").path("reference").asString("").matches("Patient/[A-Za-z0-9.-]+")) {
      faults.add("subject");
    }
    if (sent.measured() == null) {
      faults.add("effectiveDateTime");
    }
    boolean absent = json.path("dataAbsentReason").path("coding").path(0).has("code");
    if (sent.amounts().isEmpty() != absent && !partlyAbsent(json)) {
      faults.add(absent ? "value and dataAbsentReason" : "value or dataAbsentReason (vs-2)");
    }
    sent.amounts().stream()
        .filter(amount -> !amount.system().equals(SentObservation.UCUM) || amount.unit().isEmpty())
        .forEach(amount -> faults.add("UCUM: " + amount.part()));
    return faults;
  }

  private static boolean hasCategory(JsonNode json, String kind) {
    for (JsonNode category : json.path("category")) {
      for (JsonNode coding : category.path("coding")) {
        String code = coding.path("code").asString("");
        boolean fits =
            code.equals("vital-signs") || (kind.equals("glucose") && code.equals("laboratory"));
        if (fits && coding.path("system").asString("").equals(CATEGORIES)) {
          return true;
        }
      }
    }
    return false;
  }

  private static boolean partlyAbsent(JsonNode json) {
    for (JsonNode component : json.path("component")) {
      if (component.has("dataAbsentReason")) {
        return true;
      }
    }
    return false;
  }

  /// API-02.
  static void units(Subject subject, Map<String, Recording> tapes, Judgement judgement) {
    Recording tape = only(tapes);
    List<SentObservation> sent = SentObservation.of(tape);
    for (Given given : tape.given()) {
      List<SentObservation> told = sent.stream().filter(one -> one.tells(given)).toList();
      if (told.isEmpty()) {
        judgement.unseen(
            "La mesure " + given.id() + " n’est pas arrivée.",
            "The measurement " + given.id() + " did not arrive.");
      }
      told.stream()
          .filter(one -> !exact(given, one))
          .forEach(one ->
              judgement.fault(
                  new Text(
                      given.id() + " : " + words(given) + " est devenu " + words(one) + ".",
                      given.id() + ": " + words(given) + " became " + words(one) + "."),
                  new Text(
                      "Gardez le nombre et l’unité UCUM de l’appareil ; si vous convertissez, "
                          + "gardez l’original dans une extension.",
                      "Keep the device’s number and UCUM unit; when you convert, keep the original "
                          + "in an extension.")));
    }
    if (judgement.clean()) {
      judgement.good("Nombres et unités sont exacts.", "Numbers and units are exact.");
    }
  }

  private static boolean exact(Given given, SentObservation sent) {
    return given.amounts().entrySet().stream()
        .allMatch(amount ->
            sent.amounts().stream()
                .filter(one -> one.part().equals(amount.getKey()))
                .anyMatch(one -> exact(given.unit(), amount.getValue(), one, sent)));
  }

  private static boolean exact(String unit, BigDecimal said, Amount amount, SentObservation sent) {
    if (amount.unit().equals(unit)) {
      return amount.number().compareTo(said) == 0;
    }
    boolean kept =
        sent.originals().stream()
            .anyMatch(one -> one.unit().equals(unit) && one.number().compareTo(said) == 0);
    BigDecimal wanted = converted(said, unit, amount.unit());
    BigDecimal room = wanted.abs().multiply(TOLERANCE);
    return kept && amount.number().subtract(wanted).abs().compareTo(room) <= 0;
  }

  /// -1 where no such conversion is known, which no measurement is near.
  private static BigDecimal converted(BigDecimal said, String from, String to) {
    return switch (from + " " + to) {
      case "mmol/L mg/dL" -> said.multiply(new BigDecimal("18.0156"));
      case "mg/dL mmol/L" -> said.divide(new BigDecimal("18.0156"), MathContext.DECIMAL64);
      case "[lb_av] kg" -> said.multiply(new BigDecimal("0.45359237"));
      case "[degF] Cel" ->
          said.subtract(BigDecimal.valueOf(32))
              .divide(new BigDecimal("1.8"), MathContext.DECIMAL64);
      default -> BigDecimal.valueOf(-1);
    };
  }

  private static String words(Given given) {
    return given.amounts().values() + " " + given.unit();
  }

  private static String words(SentObservation sent) {
    return sent.amounts().stream()
        .map(one -> one.number().toPlainString() + " " + one.unit())
        .toList()
        .toString();
  }

  /// API-03.
  static void codes(Subject subject, Map<String, Recording> tapes, Judgement judgement) {
    List<SentObservation> sent = SentObservation.of(only(tapes));
    if (sent.isEmpty()) {
      judgement.unseen(nothingSent());
    }
    for (SentObservation one : sent) {
      boolean parts =
          !one.kind().equals("blood-pressure")
              || one.amounts().stream()
                  .map(Amount::part)
                  .toList()
                  .containsAll(List.of("systolic", "diastolic"))
              || partlyAbsent(one.json());
      if (one.kind().isEmpty() || !parts) {
        judgement.fault(
            new Text(
                "Un code LOINC manque ou ne convient pas.", "A LOINC code is missing or wrong."),
            new Text(
                "Glycémie 2345-7 ou 99504-3, pression 85354-9 avec 8480-6 et 8462-4, poids "
                    + "29463-7, température 8310-5.",
                "Glucose 2345-7 or 99504-3, pressure 85354-9 with 8480-6 and 8462-4, weight "
                    + "29463-7, temperature 8310-5."));
      }
      if (!one.namesItsDevice()) {
        judgement.fault(
            new Text(
                "Une mesure ne nomme pas son appareil.", "A measurement does not name its device."),
            new Text(
                "Remplissez device : une référence, ou un identifiant.",
                "Fill in device: a reference, or an identifier."));
      }
    }
    if (judgement.clean()) {
      judgement.good("Codes et appareils sont justes.", "Codes and devices are right.");
    }
  }

  /// API-04.
  static void doubtful(Subject subject, Map<String, Recording> tapes, Judgement judgement) {
    Recording tape = only(tapes);
    List<SentObservation> sent = SentObservation.of(tape);
    for (Given given : tape.given()) {
      boolean asValue = sent.stream().anyMatch(one -> one.tells(given) && !one.amounts().isEmpty());
      boolean good = !given.error() && plausible(given);
      if (!good && asValue) {
        judgement.fault(
            new Text(
                given.id() + " (" + words(given) + ") est parti comme une valeur.",
                given.id() + " (" + words(given) + ") was sent as a value."),
            new Text(
                "N’envoyez pas de valeur pour une erreur ou l’impossible : dataAbsentReason, ou "
                    + "rien.",
                "Send no value for an error or the impossible: dataAbsentReason, or nothing."));
      } else if (good && !given.test() && !asValue) {
        judgement.unseen(
            "La bonne mesure " + given.id() + " n’est pas arrivée.",
            "The good measurement " + given.id() + " did not arrive.");
      }
    }
    if (judgement.clean()) {
      judgement.good(
          "Ni erreur ni impossible parmi les valeurs.",
          "Neither errors nor the impossible among the values.");
    }
  }

  /// Wide bounds: beyond them no living person was ever measured, or the unit is another.
  static boolean plausible(Given given) {
    return given.amounts().values().stream()
        .map(BigDecimal::doubleValue)
        .allMatch(number ->
            switch (given.unit()) {
              case "mg/dL" -> number >= 10 && number <= 1_500;
              case "mmol/L" -> number >= 0.6 && number <= 83;
              case "mm[Hg]" -> number >= 10 && number <= 350;
              case "kg" -> number >= 0.2 && number <= 650;
              case "[lb_av]" -> number >= 0.5 && number <= 1_430;
              case "Cel" -> number >= 20 && number <= 46;
              case "[degF]" -> number >= 68 && number <= 115;
              default -> true;
            });
  }

  /// DEV-07.
  static void testData(Subject subject, Map<String, Recording> tapes, Judgement judgement) {
    Recording tape = only(tapes);
    List<SentObservation> sent = SentObservation.of(tape);
    if (sent.isEmpty()) {
      judgement.unseen(nothingSent());
    }
    for (Given given : tape.given()) {
      sent.stream()
          .filter(one -> one.tells(given) && given.test() != one.hasTag("HTEST"))
          .forEach(one ->
              judgement.fault(
                  new Text(
                      "L’étiquette HTEST ne convient pas à " + given.id() + ".",
                      "The HTEST label is wrong on " + given.id() + "."),
                  new Text(
                      "Étiquetez HTEST (meta.security) les mesures d’essai, et elles seules.",
                      "Label test measurements HTEST (meta.security), and them alone.")));
    }
    if (judgement.clean()) {
      judgement.good("Les mesures d’essai sont à part.", "Test measurements are kept apart.");
    }
  }

  static Text nothingSent() {
    return new Text(
        "L’application n’a rien ajouté au dossier.", "The app added nothing to the record.");
  }
}
