package org.trousse.sdk.record;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.trousse.sdk.http.Form;
import org.trousse.sdk.http.HttpAnswer;
import org.trousse.sdk.http.HttpCall;
import org.trousse.sdk.json.JsonObject;
import org.trousse.sdk.oauth.Answer;
import org.trousse.sdk.oauth.OAuthProblem;

/// Requests as FHIR R4's REST API writes them, in the language of the app's people.
final class FhirCaller {
  private static final String FHIR_JSON = "application/fhir+json";

  private final URI base;
  private final RecordDoor door;
  private final @Nullable Locale language;

  FhirCaller(URI base, RecordDoor door, @Nullable Locale language) {
    this.base = base;
    this.door = door;
    this.language = language;
  }

  /// The base address, and what follows it.
  URI at(String path) {
    return URI.create(base + path);
  }

  /// A resource's address; what an id holds cannot leave its place.
  URI at(String type, String id) {
    return at("/" + type + "/" + Form.of("", id).encoded().substring(1));
  }

  CompletableFuture<Answer<HttpAnswer>> get(URI place) {
    return send("GET", place, Map.of(), null);
  }

  CompletableFuture<Answer<HttpAnswer>> delete(URI place) {
    return send("DELETE", place, Map.of(), null);
  }

  CompletableFuture<Answer<HttpAnswer>> send(
      String method, URI place, Map<String, String> headers, @Nullable JsonObject body) {
    Map<String, String> all = new LinkedHashMap<>(headers);
    all.put("Accept", FHIR_JSON);
    if (body != null) {
      all.put("Content-Type", FHIR_JSON);
    }
    if (language != null) {
      all.put("Accept-Language", language.toLanguageTag());
    }
    String text = body == null ? null : body.json();
    return door.send(new HttpCall(method, place, all, text, null, false));
  }

  static <T> Answer<T> notUnderstood() {
    return Answer.refused(new OAuthProblem.NotUnderstood("no FHIR resource of the kind"));
  }
}
