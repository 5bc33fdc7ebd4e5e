package org.trousse.referencing.check.behaviour;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.trousse.referencing.check.Sight;
import tools.jackson.databind.JsonNode;

/// An Observation that the app sent, as far as the rules read it.
///
/// @param kind by its LOINC code; empty for a code of no kind
/// @param measured null when `effectiveDateTime` is no instant
record SentObservation(Sight.Taken taken, JsonNode json, String kind, @Nullable Instant measured) {
  static final String LOINC = "http://loinc.org";
  static final String UCUM = "http://unitsofmeasure.org";

  private static final Map<String, String> KINDS =
      Map.of(
          "2339-0", "glucose",
          "2345-7", "glucose",
          "99504-3", "glucose",
          "85354-9", "blood-pressure",
          "29463-7", "body-weight",
          "8310-5", "body-temperature");

  /// A number with its unit.
  ///
  /// @param part `value`, `systolic` or `diastolic`
  record Amount(String part, BigDecimal number, String system, String unit) {}

  static List<SentObservation> of(Recording tape) {
    return tape.creates().map(SentObservation::of).toList();
  }

  private static SentObservation of(Sight.Taken taken) {
    JsonNode json = Recording.json(taken.body());
    Instant measured = Recording.instant(json.path("effectiveDateTime").asString("")).orElse(null);
    return new SentObservation(taken, json, loinc(json).map(KINDS::get).orElse(""), measured);
  }

  private static Optional<String> loinc(JsonNode resource) {
    for (JsonNode coding : resource.path("code").path("coding")) {
      String code = coding.path("code").asString("");
      if (coding.path("system").asString("").equals(LOINC) && !code.isEmpty()) {
        return Optional.of(code).filter(one -> KINDS.containsKey(one) || one.startsWith("84"));
      }
    }
    return Optional.empty();
  }

  /// Whether it tells of this measurement.
  boolean tells(Recording.Given given) {
    return kind.equals(given.kind()) && given.measured().equals(measured);
  }

  /// The numbers that it gives as values.
  List<Amount> amounts() {
    List<Amount> amounts = new ArrayList<>();
    amount("value", json.path("valueQuantity")).ifPresent(amounts::add);
    for (JsonNode component : json.path("component")) {
      String part =
          switch (loinc(component).orElse("")) {
            case "8480-6" -> "systolic";
            case "8462-4" -> "diastolic";
            default -> "other";
          };
      amount(part, component.path("valueQuantity")).ifPresent(amounts::add);
    }
    return amounts;
  }

  /// The number as the device said it, kept in an extension beside a converted one.
  List<Amount> originals() {
    List<Amount> found = new ArrayList<>();
    originals(json.path("extension"), found);
    return found;
  }

  private static void originals(JsonNode extensions, List<Amount> found) {
    for (JsonNode extension : extensions) {
      amount("value", extension.path("valueQuantity")).ifPresent(found::add);
      for (JsonNode inner : extension.path("extension")) {
        amount("value", inner.path("valueQuantity")).ifPresent(found::add);
      }
    }
  }

  private static Optional<Amount> amount(String part, JsonNode quantity) {
    return quantity.path("value").isNumber()
        ? Optional.of(
            new Amount(
                part,
                quantity.path("value").decimalValue(),
                quantity.path("system").asString(""),
                quantity.path("code").asString("")))
        : Optional.empty();
  }

  boolean hasTag(String code) {
    for (JsonNode label : json.path("meta").path("security")) {
      if (label.path("code").asString("").equals(code)) {
        return true;
      }
    }
    return false;
  }

  boolean namesItsDevice() {
    JsonNode device = json.path("device");
    return !device.path("reference").asString("").isBlank()
        || !device.path("identifier").path("value").asString("").isBlank();
  }
}
