package org.trousse.referencing.check.behaviour;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.trousse.referencing.check.Sight;

/// Pieces of tapes.
final class Tapes {
  private static final Instant START = Instant.parse("2026-11-22T12:00:00Z");

  private Tapes() {}

  static Sight.Taken taken(int atMs, String door, int status, String notes) {
    return taken(atMs, door, "GET", status, notes, "");
  }

  static Sight.Taken taken(
      int atMs, String door, String method, int status, String notes, String body) {
    Map<String, String> noted = new LinkedHashMap<>();
    for (String note : notes.split(";", -1)) {
      String[] sides = note.split("=", 2);
      if (sides.length == 2) {
        noted.put(sides[0], sides[1]);
      }
    }
    return new Sight.Taken(
        START.plusMillis(atMs), door, method, "/", Map.of(), body, status, noted);
  }

  static Sight.Taken begin(String... readings) {
    String body = "{\"readings\":[" + String.join(",", readings) + "]}";
    return taken(0, "driver", "POST", 200, "step=begin;said=done", body);
  }

  static Sight.Taken back() {
    return taken(1, "driver", 200, "step=return;tampered=x");
  }

  static Sight.Taken sent(int atMs, String identity, String body) {
    String notes = "identity=" + identity + ";asks=body-weight.add;granted=yes";
    return taken(atMs, "fhir", "POST", 201, notes, body);
  }

  static Sight.Taken refused(int atMs, String identity, String fault) {
    String wait = fault.equals("503") ? ";retryAfter=1" : "";
    String notes = "identity=" + identity + ";fault=" + fault + wait;
    return taken(atMs, "fhir", "POST", Integer.parseInt(fault), notes, "{}");
  }

  static Sight.Taken device(int atMs, String name, String secret, String standing) {
    String notes =
        "does=send;device="
            + name
            + ";signedInAs="
            + name
            + ";credential="
            + secret
            + ";own=yes;standing="
            + standing;
    return taken(atMs, "device", "POST", standing.equals("live") ? 200 : 403, notes, "{}");
  }

  static Sight.Taken registered(String name) {
    return taken(1, "device", "POST", 201, "does=register;device=" + name, "{}");
  }

  static final String GIVEN =
      "{\"id\":\"w1\",\"kind\":\"body-weight\",\"value\":\"154.3\",\"unit\":\"[lb_av]\","
          + "\"time\":\"2026-03-02T07:00:00+01:00\",\"device\":\"d\"}";

  static String weight(String value, String unit, String more) {
    return "{\"resourceType\":\"Observation\",\"status\":\"final\",\"category\":[{\"coding\":["
        + "{\"system\":\"http://terminology.hl7.org/CodeSystem/observation-category\","
        + "\"code\":\"vital-signs\"}]}],\"code\":{\"coding\":[{\"system\":\"http://loinc.org\","
        + "\"code\":\"29463-7\"}]},\"subject\":{\"reference\":\"Patient/p\"},"
        + "\"effectiveDateTime\":\"2026-03-02T06:00:00Z\",\"valueQuantity\":{\"value\":"
        + value
        + ",\"system\":\"http://unitsofmeasure.org\",\"code\":\""
        + unit
        + "\"}"
        + more
        + "}";
  }

  static final String DEVICE = ",\"device\":{\"reference\":\"Device/d\"}";
  static final String ORIGINAL =
      ",\"extension\":[{\"url\":\"x\",\"extension\":[{\"url\":\"original-value\","
          + "\"valueQuantity\":{\"value\":154.3,\"code\":\"[lb_av]\"}}]}]";
}
