package org.trousse.referencing.sandbox;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.trousse.referencing.sandbox.wire.Json;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// The given measurements as the played app writes them.
final class PlayedReadings {
  private static final Map<String, String> LOINC =
      Map.of(
          "glucose", "2345-7",
          "blood-pressure", "85354-9",
          "body-weight", "29463-7",
          "body-temperature", "8310-5");
  private static final Map<String, double[]> PLAUSIBLE =
      Map.of(
          "mg/dL", new double[] {10, 1_500},
          "mmol/L", new double[] {0.6, 83},
          "mm[Hg]", new double[] {10, 350},
          "kg", new double[] {0.2, 650},
          "[lb_av]", new double[] {0.5, 1_430},
          "Cel", new double[] {20, 46},
          "[degF]", new double[] {68, 115});

  private final Set<Flaw> flaws;

  PlayedReadings(Set<Flaw> flaws) {
    this.flaws = flaws;
  }

  ObjectNode observation(JsonNode given, String patient) {
    String kind = given.path("kind").asString("");
    ObjectNode json = Json.object().put("resourceType", "Observation").put("status", "final");
    if (given.path("test").asBoolean(false) && !flaws.contains(Flaw.TEST_UNMARKED)) {
      json.putObject("meta")
          .putArray("security")
          .addObject()
          .put("system", "http://terminology.hl7.org/CodeSystem/v3-ActReason")
          .put("code", "HTEST");
    }
    boolean again = flaws.contains(Flaw.NEW_ID_EACH_TIME);
    json.putArray("identifier")
        .addObject()
        .put("system", "urn:example:reading")
        .put("value", again ? UUID.randomUUID().toString() : given.path("id").asString(""));
    if (!flaws.contains(Flaw.NO_CATEGORY)) {
      coding(
          json.putArray("category").addObject(),
          "http://terminology.hl7.org/CodeSystem/observation-category",
          "vital-signs");
    }
    coding(json.putObject("code"), "http://loinc.org", LOINC.getOrDefault(kind, ""));
    json.putObject("subject").put("reference", "Patient/" + patient);
    json.put("effectiveDateTime", time(given));
    if (!flaws.contains(Flaw.NO_DEVICE)) {
      json.putObject("device").put("reference", "Device/" + given.path("device").asString(""));
    }
    values(json, given);
    return json;
  }

  private String time(JsonNode given) {
    OffsetDateTime said = OffsetDateTime.parse(given.path("time").asString(""));
    JsonNode clock = given.path("clock");
    if (clock.isObject() && !flaws.contains(Flaw.TRUSTS_DEVICE_CLOCK)) {
      said =
          said.plus(
              Duration.between(
                  OffsetDateTime.parse(clock.path("shows").asString("")),
                  OffsetDateTime.parse(clock.path("at").asString(""))));
    }
    return flaws.contains(Flaw.DROPS_OFFSET)
        ? said.toLocalDateTime() + ":00+01:00"
        : said.toString();
  }

  private void values(ObjectNode json, JsonNode given) {
    String unit = given.path("unit").asString("");
    if (!good(given, unit) && !flaws.contains(Flaw.SENDS_ERRORS)) {
      coding(
          json.putObject("dataAbsentReason"),
          "http://terminology.hl7.org/CodeSystem/data-absent-reason",
          "error");
    } else if (given.has("systolic")) {
      var components = json.putArray("component");
      ObjectNode upper = components.addObject();
      coding(upper.putObject("code"), "http://loinc.org", "8480-6");
      quantity(upper, given.path("systolic").asString(""), unit);
      ObjectNode lower = components.addObject();
      coding(lower.putObject("code"), "http://loinc.org", "8462-4");
      quantity(lower, given.path("diastolic").asString(""), unit);
    } else {
      quantity(json, given.path("value").asString(""), unit);
    }
  }

  private static boolean good(JsonNode given, String unit) {
    double[] bounds = PLAUSIBLE.getOrDefault(unit, new double[] {0, 0});
    for (String part : new String[] {"value", "systolic", "diastolic"}) {
      if (given.has(part)) {
        double number = Double.parseDouble(given.path(part).asString("0"));
        if (number < bounds[0] || number > bounds[1]) {
          return false;
        }
      }
    }
    return !given.has("error");
  }

  private void quantity(ObjectNode parent, String digits, String unit) {
    BigDecimal number = new BigDecimal(digits);
    String written = unit;
    if (flaws.contains(Flaw.ROUNDS_UNITS) && unit.equals("mmol/L")) {
      number = number.multiply(BigDecimal.valueOf(18));
      written = "mg/dL";
    }
    parent
        .putObject("valueQuantity")
        .put("value", number)
        .put("unit", written)
        .put("system", "http://unitsofmeasure.org")
        .put("code", written);
  }

  private static void coding(ObjectNode concept, String system, String code) {
    concept.putArray("coding").addObject().put("system", system).put("code", code);
  }
}
