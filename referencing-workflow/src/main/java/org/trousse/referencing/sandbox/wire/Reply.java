package org.trousse.referencing.sandbox.wire;

import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.node.ObjectNode;

/// An answer of the sandbox.
///
/// @param lost whether the line breaks before it arrives
public record Reply(int status, Map<String, String> headers, String body, boolean lost) {
  public Reply {
    headers = Map.copyOf(headers);
  }

  public static Reply json(int status, ObjectNode json) {
    return of(status, "application/json", json.toString());
  }

  public static Reply fhir(int status, ObjectNode json) {
    return of(status, "application/fhir+json", json.toString());
  }

  /// RFC 9457; the types are those of the real doors.
  public static Reply problem(int status, String type, String title, String detail) {
    ObjectNode json = Json.object();
    json.put("type", "/problems/" + type);
    json.put("title", title);
    json.put("status", status);
    json.put("detail", detail);
    return of(status, "application/problem+json", json.toString());
  }

  /// RFC 6749 §5.2.
  public static Reply refused(int status, String error, String why) {
    return json(status, Json.object().put("error", error).put("error_description", why))
        .with("Cache-Control", "no-store");
  }

  /// FHIR R4 OperationOutcome.
  public static Reply outcome(int status, String code, String why) {
    ObjectNode json = Json.object().put("resourceType", "OperationOutcome");
    json.putArray("issue")
        .addObject()
        .put("severity", "error")
        .put("code", code)
        .put("diagnostics", why);
    return fhir(status, json);
  }

  public static Reply empty(int status) {
    return new Reply(status, Map.of(), "", false);
  }

  public Reply with(String header, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(header, value);
    return new Reply(status, more, body, lost);
  }

  public Reply thatIsLost() {
    return new Reply(status, headers, body, true);
  }

  private static Reply of(int status, String type, String body) {
    return new Reply(status, Map.of("Content-Type", type), body, false);
  }

  /// Never what it carries.
  @Override
  public String toString() {
    return "Reply(" + status + ")";
  }
}
