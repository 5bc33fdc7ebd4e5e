package org.trousse.sdk.record;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.trousse.sdk.http.ClockSkew;
import org.trousse.sdk.http.Form;
import org.trousse.sdk.http.HttpLine;
import org.trousse.sdk.http.RetryPolicy;
import org.trousse.sdk.http.RetryingLine;
import org.trousse.sdk.jose.Base64Url;
import org.trousse.sdk.json.JsonObject;
import org.trousse.sdk.oauth.Answer;
import org.trousse.sdk.oauth.OAuthClient;
import org.trousse.sdk.oauth.OAuthProblem;
import org.trousse.sdk.oauth.TokenKeeper;

/// One patient's record over FHIR R4, as far as the patient allowed it. Never changes; safe to use
/// from several threads.
///
/// What failed in passing is tried again as [RetryPolicy#USUAL] says, what adds only under an
/// `Idempotency-Key` that makes all attempts one.
public final class RecordClient {
  private static final int PAGES_MAX = 100;

  private final URI base;
  private final HttpLine line;
  private final TokenKeeper keeper;
  private final RetryPolicy retries;
  private final @Nullable Locale language;
  private final FhirCaller fhir;

  public RecordClient(OAuthClient client, TokenKeeper keeper) {
    this(client.server().fhirBase(), client.line(), keeper, RetryPolicy.USUAL, null);
  }

  private RecordClient(
      URI base, HttpLine line, TokenKeeper keeper, RetryPolicy retries, @Nullable Locale language) {
    this.base = base;
    this.line = line;
    this.keeper = keeper;
    this.retries = retries;
    this.language = language;
    RecordDoor door = new RecordDoor(new RetryingLine(line, retries, new Random()), keeper);
    this.fhir = new FhirCaller(base, door, language);
  }

  /// The same, with retries of the app's own choice.
  public RecordClient retrying(RetryPolicy policy) {
    return new RecordClient(base, line, keeper, policy, language);
  }

  /// The same, with texts in this language where the record speaks it (French, English).
  public RecordClient speaking(Locale language) {
    return new RecordClient(base, line, keeper, retries, language);
  }

  /// One page of a search.
  ///
  /// @param next where the following page is; null after the last
  public record Page(List<Observation> observations, @Nullable URI next) {
    public Page {
      observations = List.copyOf(observations);
    }

    /// How many, and whether more follow.
    @Override
    public String toString() {
      return "Page(" + observations.size() + (next == null ? ", the last)" : ")");
    }
  }

  /// The first page of what matches.
  public CompletableFuture<Answer<Page>> search(Search asked) {
    return page(fhir.at("/Observation?" + asked.encoded()));
  }

  /// The first page of what matches, e.g. `code`, `date`, `_sort`, `_count`, each once.
  public CompletableFuture<Answer<Page>> search(Form asked) {
    return search(Search.of(asked));
  }

  /// The page after.
  public CompletableFuture<Answer<Page>> next(Page page) {
    URI next = page.next();
    return next == null ? Answer.now(Answer.given(new Page(List.of(), null))) : page(next);
  }

  /// All that matches, page by page, up to a hundred pages.
  public CompletableFuture<Answer<List<Observation>>> all(Search asked) {
    return search(asked).thenCompose(first -> rest(first, new ArrayList<>(), PAGES_MAX - 1));
  }

  /// All that matches, page by page, up to a hundred pages.
  public CompletableFuture<Answer<List<Observation>>> all(Form asked) {
    return all(Search.of(asked));
  }

  /// The pages of what matches, one after the other, each asked for when the stream comes to it,
  /// whose thread waits for it. A refusal is the last element.
  public Stream<Answer<Page>> pages(Search asked) {
    Pages pages = new Pages(() -> search(asked), this::next);
    return StreamSupport.stream(
        Spliterators.spliteratorUnknownSize(pages, Spliterator.ORDERED), false);
  }

  /// The newest readings of each kind that matches (FHIR R4 Observation `$lastn`).
  ///
  /// @param max of each kind, from 1
  public CompletableFuture<Answer<Page>> lastn(Search asked, int max) {
    return page(
        fhir.at("/Observation/$lastn?" + asked.with("max", Integer.toString(max)).encoded()));
  }

  /// The numbers of one measure over a time (FHIR R4 Observation `$stats`): one for each part of it
  /// that is counted by itself, as systolic and diastolic pressure.
  ///
  /// @param loinc what is counted, e.g. `99504-3`
  public CompletableFuture<Answer<List<Statistics>>> stats(
      String loinc, Instant from, Instant until) {
    return stats(Search.ALL.with("code", loinc).with("period", from + "/" + until));
  }

  /// The same with the operation's own parameters, e.g. `duration` in hours, `protocol`.
  public CompletableFuture<Answer<List<Statistics>>> stats(Search asked) {
    return fhir.get(fhir.at("/Observation/$stats?" + asked.encoded()))
        .thenApply(answer ->
            answer.then(found ->
                found
                    .json()
                    .filter(json -> json.text("resourceType").orElse("").equals("Parameters"))
                    .map(json -> Answer.given(Statistics.read(json)))
                    .orElseGet(FhirCaller::notUnderstood)));
  }

  public CompletableFuture<Answer<Observation>> read(String id) {
    return fhir.get(fhir.at("Observation", id))
        .thenApply(answer ->
            answer.then(found ->
                found
                    .json()
                    .flatMap(Observation::read)
                    .<Answer<Observation>>map(Answer::given)
                    .orElseGet(FhirCaller::notUnderstood)));
  }

  /// Adds an observation, once however often it has to be sent: its content is its key, so that the
  /// same observation from the app is the same one too.
  ///
  /// @return its id; empty when the record does not tell, as an app that may add but not read is
  ///   told no more than that
  public CompletableFuture<Answer<Optional<String>>> create(JsonObject observation) {
    return add(observation, key(observation))
        .thenApply(answer -> answer.then(added -> Answer.given(added.id())));
  }

  /// Another for each content.
  private static String key(JsonObject observation) {
    byte[] content = observation.json().getBytes(StandardCharsets.UTF_8);
    return Base64Url.encode(Base64Url.sha256(content));
  }

  /// Adds an observation under a key of the app's own, so that it is one even when the app itself
  /// sends it again, after a restart or on another day.
  ///
  /// @param key 1 to 128 visible characters, another for each observation
  public CompletableFuture<Answer<Added>> add(JsonObject observation, String key) {
    Map<String, String> headers = Map.of("Prefer", "return=minimal", "Idempotency-Key", key);
    return fhir.send("POST", fhir.at("/Observation"), headers, observation)
        .thenApply(answer ->
            answer.then(done -> {
              String place = done.headers().firstValue("Location").orElse("");
              return Answer.given(new Added(id(place), done.status() == 201));
            }));
  }

  /// What was added.
  ///
  /// @param id empty when the record does not tell
  /// @param isNew false when it stood already, as after an answer that was lost
  public record Added(Optional<String> id, boolean isNew) {}

  /// Sends several requests as one, under one key.
  ///
  /// @return what became of each, in order; a transaction that is not done is refused as a whole
  public CompletableFuture<Answer<List<RecordBundle.Outcome>>> send(RecordBundle bundle) {
    return send(bundle, UUID.randomUUID().toString());
  }

  /// The same under a key of the app's own.
  ///
  /// @param key 1 to 100 visible characters, another for each bundle
  public CompletableFuture<Answer<List<RecordBundle.Outcome>>> send(
      RecordBundle bundle, String key) {
    return fhir.send("POST", base, Map.of("Idempotency-Key", key), bundle.json())
        .thenApply(answer ->
            answer.then(done ->
                done.json()
                    .flatMap(json -> RecordBundle.outcomes(json, bundle.size()))
                    .<Answer<List<RecordBundle.Outcome>>>map(Answer::given)
                    .orElseGet(FhirCaller::notUnderstood)));
  }

  /// The app's subscriptions to this record.
  public SubscriptionClient subscriptions() {
    return new SubscriptionClient(base, fhir);
  }

  /// How far the record's clock is from ours, by its last few answers; empty until one of them said
  /// what time it is.
  public Optional<ClockSkew> clockSkew() {
    return line.clockSkew(base);
  }

  private CompletableFuture<Answer<Page>> page(URI place) {
    return fhir.get(place)
        .thenApply(answer ->
            answer.then(
                found -> found.json().map(this::page).orElseGet(FhirCaller::notUnderstood)));
  }

  private Answer<Page> page(JsonObject bundle) {
    if (!bundle.text("resourceType").orElse("").equals("Bundle")) {
      return FhirCaller.notUnderstood();
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
      return FhirCaller.notUnderstood();
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

  /// FHIR R4 §3.1.0.8: `[base]/Observation/[id]` or `…/_history/[vid]`; entries of a bundle may
  /// leave the base out.
  static Optional<String> id(String location) {
    String[] steps = ("/" + location).split("/Observation/", 2);
    return steps.length == 2 ? Optional.of(steps[1].split("/", 2)[0]) : Optional.empty();
  }
}
