package org.trousse.record.fhir;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// What an entry of a batch is answered with.
///
/// @param json the resource; empty without one
/// @param location of what was created, or stood already
public record Answer(int status, String json, @Nullable String location, @Nullable String etag) {
  public static Answer of(int status, String json) {
    return new Answer(status, json, null, null);
  }

  public static Answer of(Refusal refusal, Locale language) {
    return of(refusal.status(), refusal.outcome(language));
  }

  /// R4 Bundle.entry of a batch-response or transaction-response.
  public String entry() {
    boolean good = status < 300;
    return "{"
        + (good && !json.isEmpty() ? "\"resource\":" + json + "," : "")
        + "\"response\":{\"status\":\""
        + status
        + "\""
        + (location == null ? "" : ",\"location\":" + JsonBytes.quoted(location))
        + (etag == null ? "" : ",\"etag\":" + JsonBytes.quoted(etag))
        + (good || json.isEmpty() ? "" : ",\"outcome\":" + json)
        + "}}";
  }
}
