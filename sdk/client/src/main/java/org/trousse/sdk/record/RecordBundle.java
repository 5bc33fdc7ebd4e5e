package org.trousse.sdk.record;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.trousse.sdk.http.ServerWords;
import org.trousse.sdk.http.ServerWords.Issue;
import org.trousse.sdk.json.JsonObject;

/// Several requests in one (FHIR R4 §3.1.0.11). Each method gives a new bundle with one more entry,
/// in their order.
public final class RecordBundle {
  private final boolean transaction;
  private final List<JsonObject> entries;

  private RecordBundle(boolean transaction, List<JsonObject> entries) {
    this.transaction = transaction;
    this.entries = List.copyOf(entries);
  }

  /// Each entry is judged alone: one may be refused and the others done.
  public static RecordBundle batch() {
    return new RecordBundle(false, List.of());
  }

  /// All are done or none.
  public static RecordBundle transaction() {
    return new RecordBundle(true, List.of());
  }

  /// Adds an observation.
  public RecordBundle add(JsonObject observation) {
    return entry(observation, request("POST", "Observation"));
  }

  /// Adds an observation unless one with this identifier stands already.
  public RecordBundle addOnce(JsonObject observation, String system, String value) {
    return entry(
        observation,
        request("POST", "Observation").with("ifNoneExist", "identifier=" + system + "|" + value));
  }

  /// Reads one by its id; for batches.
  public RecordBundle read(String id) {
    return entry(null, request("GET", "Observation/" + id));
  }

  /// Searches; for batches.
  public RecordBundle search(Search search) {
    return entry(null, request("GET", "Observation?" + search.encoded()));
  }

  public int size() {
    return entries.size();
  }

  JsonObject json() {
    return JsonObject.EMPTY
        .with("resourceType", "Bundle")
        .with("type", transaction ? "transaction" : "batch")
        .with("entry", entries);
  }

  private RecordBundle entry(@Nullable JsonObject resource, JsonObject request) {
    List<JsonObject> more = new ArrayList<>(entries);
    more.add(JsonObject.EMPTY.with("resource", resource).with("request", request));
    return new RecordBundle(transaction, more);
  }

  private static JsonObject request(String method, String url) {
    return JsonObject.EMPTY.with("method", method).with("url", url);
  }

  /// What became of one entry.
  public sealed interface Outcome {
    /// It was done.
    ///
    /// @param status of HTTP: 201 when it was added, 200 when it stood already or was read
    /// @param id of what was added; empty when the record does not tell
    /// @param resource what was read or given back; [JsonObject#EMPTY] when nothing was
    record Done(int status, Optional<String> id, JsonObject resource) implements Outcome {}

    /// It was not; why stands in the issues.
    record Refused(int status, List<Issue> issues) implements Outcome {
      public Refused {
        issues = List.copyOf(issues);
      }
    }
  }

  /// The outcomes in the order of their entries; empty when `answer` is not the answer to a bundle
  /// of so many.
  static Optional<List<Outcome>> outcomes(JsonObject answer, int asked) {
    List<JsonObject> answered = answer.objects("entry");
    if (!answer.text("type").orElse("").endsWith("-response") || answered.size() != asked) {
      return Optional.empty();
    }
    return Optional.of(answered.stream().map(RecordBundle::outcome).toList());
  }

  private static Outcome outcome(JsonObject entry) {
    JsonObject response = entry.object("response");
    String text = response.text("status").orElse("");
    int status = text.matches("[1-5][0-9][0-9].*") ? Integer.parseInt(text.substring(0, 3)) : 0;
    return status / 100 == 2
        ? new Outcome.Done(
            status, RecordClient.id(response.text("location").orElse("")), entry.object("resource"))
        : new Outcome.Refused(status, ServerWords.issues(response.object("outcome")));
  }

  /// How many, and nothing of what they say.
  @Override
  public String toString() {
    return "RecordBundle(" + (transaction ? "transaction" : "batch") + " of " + size() + ")";
  }
}
