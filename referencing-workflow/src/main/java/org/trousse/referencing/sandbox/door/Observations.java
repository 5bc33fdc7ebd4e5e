package org.trousse.referencing.sandbox.door;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.Optional;
import org.trousse.referencing.sandbox.proof.DpopProof;
import org.trousse.referencing.sandbox.scene.Kind;
import org.trousse.referencing.sandbox.scene.StoredRecord;
import org.trousse.referencing.sandbox.wire.Ask;
import org.trousse.referencing.sandbox.wire.Json;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Observations as the sandbox writes them, and what tells two of an app's apart.
final class Observations {
  private static final String LOINC = "http://loinc.org";
  private static final String UCUM = "http://unitsofmeasure.org";

  private Observations() {}

  static ObjectNode stored(StoredRecord.Stored one) {
    ObjectNode json = Json.object().put("resourceType", "Observation").put("id", one.id());
    json.put("status", "final");
    coding(json.putArray("category").addObject(), category(), "vital-signs");
    coding(json.putObject("code"), LOINC, one.loinc());
    json.putObject("subject").put("reference", "Patient/" + StoredRecord.PATIENT);
    json.put("effectiveDateTime", one.time());
    if (one.kind() == Kind.BLOOD_PRESSURE) {
      var components = json.putArray("component");
      ObjectNode upper = components.addObject();
      coding(upper.putObject("code"), LOINC, "8480-6");
      quantity(upper, one.value(), one.unit());
      ObjectNode lower = components.addObject();
      coding(lower.putObject("code"), LOINC, "8462-4");
      quantity(lower, one.second(), one.unit());
    } else {
      quantity(json, one.value(), one.unit());
    }
    return json;
  }

  private static String category() {
    return "http://terminology.hl7.org/CodeSystem/observation-category";
  }

  private static void coding(ObjectNode concept, String system, String code) {
    concept.putArray("coding").addObject().put("system", system).put("code", code);
  }

  private static void quantity(ObjectNode parent, String value, String unit) {
    parent
        .putObject("valueQuantity")
        .put("value", new BigDecimal(value))
        .put("unit", unit)
        .put("system", UCUM)
        .put("code", unit);
  }

  /// The kind that the LOINC code says.
  static Optional<Kind> kind(ObjectNode json) {
    if (!json.path("resourceType").asString("").equals("Observation")) {
      return Optional.empty();
    }
    for (JsonNode coding : json.path("code").path("coding")) {
      Optional<Kind> kind = Kind.ofLoinc(coding.path("code").asString(""));
      if (kind.isPresent() && coding.path("system").asString("").equals(LOINC)) {
        return kind;
      }
    }
    return Optional.empty();
  }

  /// What makes a second sending the same reading, as on the real record: what the request or the
  /// resource names itself by, else kind, instant and device; never the value.
  static String identity(Ask ask, ObjectNode json) {
    JsonNode first = json.path("identifier").path(0);
    String named = first.path("system").asString("") + "|" + first.path("value").asString("");
    String own =
        ask.header("if-none-exist")
            .or(() -> ask.header("idempotency-key"))
            .or(() -> named.equals("|") ? Optional.empty() : Optional.of(named))
            .orElse("");
    String device = json.path("device").toString();
    String whole =
        kind(json).map(Kind::word).orElse("")
            + " "
            + instant(json.path("effectiveDateTime").asString(""))
            + " "
            + (own.isEmpty() ? device : own);
    return DpopProof.sha256(whole).substring(0, 22);
  }

  private static String instant(String text) {
    try {
      return OffsetDateTime.parse(text).toInstant().toString();
    } catch (DateTimeException notOne) {
      return text;
    }
  }
}
