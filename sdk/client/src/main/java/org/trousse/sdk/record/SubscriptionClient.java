package org.trousse.sdk.record;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.trousse.sdk.http.HttpAnswer;
import org.trousse.sdk.json.JsonObject;
import org.trousse.sdk.oauth.Answer;
import org.trousse.sdk.subscription.NewSubscription;
import org.trousse.sdk.subscription.Notification;
import org.trousse.sdk.subscription.Subscription;

/// An app's subscriptions to one patient's new readings; see
/// [org.trousse.sdk.subscription.SubscriptionSignature] for what comes of them.
public final class SubscriptionClient {
  private static final String TYPE = "Subscription";

  private final URI base;
  private final FhirCaller fhir;

  SubscriptionClient(URI base, FhirCaller fhir) {
    this.base = base;
    this.fhir = fhir;
  }

  /// Asks to be told. Sent once and never again by itself, as each sending would make another.
  ///
  /// @return with the secret of its signatures, which is told this once: keep it
  public CompletableFuture<Answer<Subscription>> create(NewSubscription wanted) {
    return fhir.send("POST", fhir.at("/" + TYPE), Map.of(), wanted.resource(base))
        .thenApply(SubscriptionClient::one);
  }

  public CompletableFuture<Answer<Subscription>> read(String id) {
    return fhir.get(fhir.at(TYPE, id)).thenApply(SubscriptionClient::one);
  }

  /// All of the app's for this patient.
  public CompletableFuture<Answer<List<Subscription>>> all() {
    return fhir.get(fhir.at("/" + TYPE))
        .thenApply(answer ->
            answer.then(found ->
                found
                    .json()
                    .map(SubscriptionClient::list)
                    .<Answer<List<Subscription>>>map(Answer::given)
                    .orElseGet(FhirCaller::notUnderstood)));
  }

  /// Ends it: nothing comes any more, and it can still be read.
  public CompletableFuture<Answer<Subscription>> off(String id) {
    return put(id, "off");
  }

  /// Begins it again after `error`, with a handshake; then comes what was missed.
  public CompletableFuture<Answer<Subscription>> resume(String id) {
    return put(id, "requested");
  }

  /// Forgets it.
  public CompletableFuture<Answer<Boolean>> delete(String id) {
    return fhir.delete(fhir.at(TYPE, id))
        .thenApply(answer -> answer.then(done -> Answer.given(true)));
  }

  /// What came from this number on, for an app that missed notifications.
  public CompletableFuture<Answer<Notification>> since(String id, long eventNumber) {
    URI place =
        URI.create(fhir.at(TYPE, id) + "/$events?eventsSinceNumber=" + Math.max(0, eventNumber));
    return fhir.get(place)
        .thenApply(answer ->
            answer.then(found ->
                found
                    .json()
                    .flatMap(Notification::read)
                    .<Answer<Notification>>map(Answer::given)
                    .orElseGet(FhirCaller::notUnderstood)));
  }

  /// Reads it and writes it back with another status, of the version that was read (FHIR R4
  /// §3.1.0.5).
  private CompletableFuture<Answer<Subscription>> put(String id, String status) {
    URI place = fhir.at(TYPE, id);
    return fhir.get(place)
        .thenCompose(answer ->
            answer.thenAsk(found -> {
              Optional<JsonObject> resource = found.json();
              return resource.isEmpty()
                  ? Answer.<HttpAnswer>now(FhirCaller.notUnderstood())
                  : fhir.send("PUT", place, version(found), resource.get().with("status", status));
            }))
        .thenApply(SubscriptionClient::one);
  }

  private static Map<String, String> version(HttpAnswer found) {
    Optional<String> tag = found.headers().firstValue("ETag");
    return tag.isEmpty() ? Map.of() : Map.of("If-Match", tag.get());
  }

  private static Answer<Subscription> one(Answer<HttpAnswer> answer) {
    return answer.then(found ->
        found
            .json()
            .flatMap(Subscription::read)
            .<Answer<Subscription>>map(Answer::given)
            .orElseGet(FhirCaller::notUnderstood));
  }

  private static List<Subscription> list(JsonObject bundle) {
    List<Subscription> all = new ArrayList<>();
    for (JsonObject entry : bundle.objects("entry")) {
      Subscription.read(entry.object("resource")).ifPresent(all::add);
    }
    return all;
  }
}
