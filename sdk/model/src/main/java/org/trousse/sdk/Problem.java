package org.trousse.sdk;

import java.util.Map;

/// A refusal that says what to do about it (RFC 9457).
///
/// @param type the problem's name, the last part of its URI, e.g. `reading-refused`
/// @param status the HTTP status
/// @param title one short sentence, the same for every occurrence
/// @param detail what is wrong here, and the mend
/// @param more further members, e.g. `errors`
public record Problem(
    String type, int status, String title, String detail, Map<String, Object> more) {
  /// Where the types are documented; relative, so that it holds on every host.
  public static final String TYPE_BASE = "/problems/";

  public static final String MEDIA_TYPE = "application/problem+json";

  public Problem {
    more = Map.copyOf(more);
  }

  public Problem(String type, int status, String title, String detail) {
    this(type, status, title, detail, Map.of());
  }
}
