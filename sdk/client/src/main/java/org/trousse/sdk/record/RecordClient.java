package org.trousse.sdk.record;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.trousse.sdk.http.Form;
import org.trousse.sdk.http.HttpAnswer;
import org.trousse.sdk.http.HttpCall;
import org.trousse.sdk.json.JsonObject;
import org.trousse.sdk.oauth.Answer;
import org.trousse.sdk.oauth.OAuthClient;
import org.trousse.sdk.oauth.OAuthProblem;
import org.trousse.sdk.oauth.TokenKeeper;

/// One patient's record over FHIR R4, as far as the patient allowed it.
public final class RecordClient {
  private static final String FHIR_JSON = "application/fhir+json";
  private static final int PAGES_MAX = 100;

  private final URI base;
  private final RecordDoor door;

  public RecordClient(OAuthClient client, TokenKeeper keeper) {
    this.base = client.server().fhirBase();
    this.door = new RecordDoor(client.line(), keeper);
  }

  /// One page of a search.
  ///
  /// @param next where the following page is; null after the last
  public record Page(List<Observation> observations, @Nullable URI next) {
    public Page {
      observations = List.copyOf(observations);
    }
  }

  /// The first page of what matches, e.g. `code`, `date`, `_sort`, `_count`.
  public CompletableFuture<Answer<Page>> search(Form asked) {
    return page(URI.create(base + "/Observation?" + asked.encoded()));
  }

  /// The page after.
  public CompletableFuture<Answer<Page>> next(Page page) {
    URI next = page.next();
    return next == null ? Answer.now(Answer.given(new Page(List.of(), null))) : page(next);
  }

  /// All that matches, page by page, up to a hundred pages.
  public CompletableFuture<Answer<List<Observation>>> all(Form asked) {
    return search(asked).thenCompose(first -> rest(first, new ArrayList<>(), PAGES_MAX - 1));
  }

  public CompletableFuture<Answer<Observation>> read(String id) {
    URI place = URI.create(base + "/Observation/" + Form.of("", id).encoded().substring(1));
    return door.send(HttpCall.get(place, FHIR_JSON))
        .thenApply(answer ->
            answer.then(found ->
                found
                    .json()
                    .flatMap(Observation::read)
                    .<Answer<Observation>>map(Answer::given)
                    .orElseGet(RecordClient::notUnderstood)));
  }

  /// Adds an observation.
  ///
  /// @return its id; empty when the record does not tell, as an app that may add but not read is
  ///   told no more than that
  public CompletableFuture<Answer<Optional<String>>> create(JsonObject observation) {
    HttpCall call =
        new HttpCall(
            "POST",
            URI.create(base + "/Observation"),
            Map.of("Accept", FHIR_JSON, "Content-Type", FHIR_JSON, "Prefer", "return=minimal"),
            observation.json(),
            null,
            false);
    return door.send(call).thenApply(answer -> answer.then(done -> Answer.given(id(done))));
  }

  private CompletableFuture<Answer<Page>> page(URI place) {
    return door.send(HttpCall.get(place, FHIR_JSON))
        .thenApply(answer ->
            answer.then(
                found -> found.json().map(this::page).orElseGet(RecordClient::notUnderstood)));
  }

  private Answer<Page> page(JsonObject bundle) {
    if (!bundle.text("resourceType").orElse("").equals("Bundle")) {
      return notUnderstood();
    }
    List<Observation> observations = new ArrayList<>();
    for (JsonObject entry : bundle.objects("entry")) {
      Observation.read(entry.object("resource")).ifPresent(observations::add);
    }
    Optional<String> next =
        bundle.objects("link").stream()
            .filter(link -> link.text("relation").orElse("").equals("next"))
            .flatMap(link -> link.text("url").stream())
            .findFirst();
    try {
      URI place = next.map(URI::create).orElse(null);
      // the patient's token goes to the patient's record and nowhere else
      return place == null || place.toString().startsWith(base + "/")
          ? Answer.given(new Page(observations, place))
          : Answer.refused(new OAuthProblem.NotOurs("the next page is on another server"));
    } catch (IllegalArgumentException noAddress) {
      return notUnderstood();
    }
  }

  private CompletableFuture<Answer<List<Observation>>> rest(
      Answer<Page> answer, List<Observation> found, int pagesLeft) {
    return answer.thenAsk(page -> {
      found.addAll(page.observations());
      return page.next() == null || pagesLeft == 0
          ? Answer.now(Answer.given(List.copyOf(found)))
          : next(page).thenCompose(more -> rest(more, found, pagesLeft - 1));
    });
  }

  /// FHIR R4 §3.1.0.8: `[base]/Observation/[id]` or `…/_history/[vid]`.
  private static Optional<String> id(HttpAnswer answer) {
    String location = answer.headers().firstValue("Location").orElse("");
    String[] steps = location.split("/Observation/", 2);
    return steps.length == 2 ? Optional.of(steps[1].split("/", 2)[0]) : Optional.empty();
  }

  private static <T> Answer<T> notUnderstood() {
    return Answer.refused(new OAuthProblem.NotUnderstood("no FHIR resource of the kind"));
  }
}
