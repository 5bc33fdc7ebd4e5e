package org.trousse.referencing.sandbox.wire;

import java.util.Map;
import java.util.Optional;

/// A request to the sandbox.
///
/// @param path below the run, without a slash in front, e.g. `fhir/Observation`
/// @param query as it came; empty when there was none
/// @param headers names in lower case
public record Ask(
    String method, String path, String query, Map<String, String> headers, String body) {
  public Ask {
    headers = Map.copyOf(headers);
  }

  public Optional<String> header(String name) {
    return Optional.ofNullable(headers.get(name));
  }

  /// Never what it carries.
  @Override
  public String toString() {
    return "Ask(" + method + " " + path + ")";
  }
}
