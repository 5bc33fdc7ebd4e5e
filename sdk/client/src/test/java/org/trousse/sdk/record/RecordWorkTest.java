package org.trousse.sdk.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.trousse.sdk.oauth.PlayedServer.soon;

import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.trousse.sdk.http.HttpCall;
import org.trousse.sdk.http.Loopback.Reply;
import org.trousse.sdk.http.Loopback.Request;
import org.trousse.sdk.http.RetryPolicy;
import org.trousse.sdk.http.ServerWords;
import org.trousse.sdk.json.JsonObject;
import org.trousse.sdk.measure.Measure;
import org.trousse.sdk.measure.Quantity;
import org.trousse.sdk.measure.Unit;
import org.trousse.sdk.oauth.Answer;
import org.trousse.sdk.oauth.OAuthClient;
import org.trousse.sdk.oauth.OAuthProblem;
import org.trousse.sdk.oauth.PlayedServer;
import org.trousse.sdk.oauth.TokenKeeper;
import org.trousse.sdk.oauth.TokenSet;
import org.trousse.sdk.record.RecordBundle.Outcome;
import org.trousse.sdk.subscription.NewSubscription;
import org.trousse.sdk.subscription.Subscription;

/// What an app does with a record beyond single reads. All readings are invented.
final class RecordWorkTest {
  private static final String OBSERVATIONS = "/fhir/Observation";
  private static final String SUBSCRIPTIONS = "/fhir/Subscription";
  private static final Instant MEASURED = Instant.parse("2026-11-22T06:30:00Z");
  private static final RetryPolicy QUICK =
      new RetryPolicy(3, Duration.ofMillis(5), Duration.ofSeconds(1));

  private final PlayedServer server = new PlayedServer();

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void what_it_adds_has_one_key_however_often_it_is_sent() {
    AtomicInteger asked = new AtomicInteger();
    server.http.on(
        OBSERVATIONS, request -> Reply.json(asked.incrementAndGet() == 1 ? 503 : 201, "{}"));

    Answer<?> first = soon(record().create(weight("71.30")));
    Answer<?> again = soon(record().create(weight("71.30")));
    Answer<?> other = soon(record().create(weight("71.40")));

    assertThat(first.found()).isPresent();
    assertThat(again.found()).isPresent();
    assertThat(other.found()).isPresent();
    List<String> keys =
        server.http.asked(OBSERVATIONS).stream()
            .map(request -> request.header("Idempotency-key"))
            .toList();
    assertThat(keys).hasSize(4).doesNotContainNull();
    assertThat(keys.subList(0, 3)).containsOnly(keys.get(0));
    assertThat(keys.get(3)).isNotEqualTo(keys.get(0));
  }

  @Test
  void says_whether_it_was_new() {
    AtomicInteger asked = new AtomicInteger();
    server.http.on(
        OBSERVATIONS,
        request ->
            Reply.json(asked.incrementAndGet() == 1 ? 201 : 200, "")
                .with("Location", server.http.root() + OBSERVATIONS + "/o1/_history/1"));

    var first = soon(record().add(weight("71.30"), "scale-1-17")).found().orElseThrow();
    var again = soon(record().add(weight("71.30"), "scale-1-17")).found().orElseThrow();

    assertThat(first.id()).contains("o1");
    assertThat(first.isNew()).isTrue();
    assertThat(again.isNew()).isFalse();
    assertThat(server.http.asked(OBSERVATIONS).get(1).header("Idempotency-key"))
        .isEqualTo("scale-1-17");
  }

  @Test
  void a_search_is_built_step_by_step() {
    Search search =
        Search.of(Measure.BODY_WEIGHT)
            .from(MEASURED)
            .before(MEASURED.plusSeconds(60))
            .changedSince(MEASURED)
            .newestFirst()
            .count(20);

    assertThat(search.encoded())
        .isEqualTo(
            "code=http%3A%2F%2Floinc.org%7C29463-7&date=ge2026-11-22T06%3A30%3A00Z"
                + "&date=lt2026-11-22T06%3A31%3A00Z&_lastUpdated=ge2026-11-22T06%3A30%3A00Z"
                + "&_sort=-date&_count=20");
    assertThat(search.toString()).doesNotContain("2026");
  }

  @Test
  void pages_come_one_after_the_other_and_only_when_they_are_wanted() {
    server.http.on(OBSERVATIONS, this::page);

    List<Answer<RecordClient.Page>> two = record().pages(Search.ALL).limit(2).toList();
    int askedForTwo = server.http.asked(OBSERVATIONS).size();
    List<Answer<RecordClient.Page>> all = record().pages(Search.ALL).toList();

    assertThat(two).hasSize(2);
    assertThat(askedForTwo).isEqualTo(2);
    assertThat(all)
        .extracting(page -> page.found().orElseThrow().observations().get(0).id())
        .containsExactly("o1", "o2", "o3");
  }

  @Test
  void a_refusal_is_the_last_page() {
    server.http.on(
        OBSERVATIONS,
        request ->
            String.valueOf(request.uri().getQuery()).contains("page=2")
                ? Reply.json(403, "{}")
                : page(request));

    List<Answer<RecordClient.Page>> all = record().pages(Search.ALL).toList();

    assertThat(all).hasSize(2);
    assertThat(all.get(1).refusal().orElseThrow()).isInstanceOf(OAuthProblem.NotGranted.class);
  }

  /// The link to the next page stands behind the entries, as the record streams them.
  private Reply page(Request request) {
    String query = String.valueOf(request.uri().getQuery());
    int number = query.contains("page=") ? Integer.parseInt(query.replace("page=", "")) : 1;
    String next =
        number == 3
            ? ""
            : "{\"relation\":\"next\",\"url\":\"%s?page=%d\"}"
                .formatted(server.http.root() + OBSERVATIONS, number + 1);
    return Reply.json(
        200,
        "{\"resourceType\":\"Bundle\",\"entry\":[{\"resource\":%s}],\"link\":[%s]}"
            .formatted(observation("o" + number), next));
  }

  @Test
  void a_batch_says_what_became_of_each_entry() {
    server.says(
        "/fhir",
        200,
        """
        {"resourceType": "Bundle", "type": "batch-response", "entry": [
          {"response": {"status": "201 Created", "location": "Observation/o1/_history/1"}},
          {"response": {"status": "422", "outcome": {"resourceType": "OperationOutcome", "issue": [
            {"severity": "error", "code": "value", "details": {"text": "Not a weight."},
             "expression": ["Observation.value"]}]}}},
          {"resource": %s, "response": {"status": "200 OK"}}]}\
        """
            .formatted(observation("o7")));
    RecordBundle batch =
        RecordBundle.batch().add(weight("71.30")).addOnce(weight("0"), "urn:x", "7").read("o7");

    List<Outcome> outcomes = soon(record().send(batch)).found().orElseThrow();

    assertThat(((Outcome.Done) outcomes.get(0)).id()).contains("o1");
    Outcome.Refused refused = (Outcome.Refused) outcomes.get(1);
    assertThat(refused.status()).isEqualTo(422);
    assertThat(refused.issues().get(0).text()).isEqualTo("Not a weight.");
    assertThat(refused.issues().get(0).expression()).containsExactly("Observation.value");
    assertThat(((Outcome.Done) outcomes.get(2)).resource().text("id")).contains("o7");
    Request sent = server.http.asked("/fhir").get(0);
    assertThat(sent.header("Idempotency-key")).isNotNull();
    JsonObject bundle = JsonObject.parse(sent.body(), 10_000);
    assertThat(bundle.text("type")).contains("batch");
    assertThat(bundle.objects("entry"))
        .extracting(entry -> entry.object("request").json())
        .containsExactly(
            "{\"method\":\"POST\",\"url\":\"Observation\"}",
            "{\"method\":\"POST\",\"url\":\"Observation\",\"ifNoneExist\":\"identifier=urn:x|7\"}",
            "{\"method\":\"GET\",\"url\":\"Observation/o7\"}");
  }

  @Test
  void a_transaction_that_is_refused_is_refused_whole() {
    server.says("/fhir", 422, outcome("Not a weight.", "because"));

    var answer = soon(record().send(RecordBundle.transaction().add(weight("0"))));

    assertThat(answer.refusal().orElseThrow())
        .isEqualTo(new OAuthProblem.RecordRefused(422, "because"));
    assertThat(server.http.asked("/fhir").get(0).body()).contains("\"type\":\"transaction\"");
  }

  @Test
  void an_answer_to_another_bundle_is_none() {
    server.says("/fhir", 200, "{\"resourceType\":\"Bundle\",\"type\":\"batch-response\"}");

    var answer = soon(record().send(RecordBundle.batch().add(weight("71.30"))));

    assertThat(answer.refusal().orElseThrow()).isInstanceOf(OAuthProblem.NotUnderstood.class);
  }

  @Test
  void a_refusal_carries_the_outcome_in_the_language_that_was_asked_for_and_the_trace() {
    server.http.on(
        OBSERVATIONS,
        request ->
            "fr".equals(request.header("Accept-language"))
                ? Reply.json(422, outcome("Ce n'est pas un poids.", "because"))
                    .with("X-Request-Id", "trace-1")
                : Reply.json(500, "{}"));

    var answer = soon(record().speaking(Locale.FRENCH).create(weight("0")));

    ServerWords words = answer.words().orElseThrow();
    assertThat(words.status()).isEqualTo(422);
    assertThat(words.traceId()).contains("trace-1");
    assertThat(words.issues())
        .containsExactly(
            new ServerWords.Issue(
                "error",
                "value",
                "Ce n'est pas un poids.",
                "because",
                List.of("Observation.value")));
  }

  /// What a server repeats of a measurement reaches nobody's log.
  @Test
  void nothing_that_is_printed_holds_a_measurement() {
    String canary = "7319.4265";
    server.says(OBSERVATIONS + "/o1", 422, outcome("not " + canary, "no " + canary));
    server.says(OBSERVATIONS, 200, bundle(observation("o1").replace("71.3", canary)));
    server.says(OBSERVATIONS + "/$stats", 200, stats(canary));
    server.says(
        "/fhir",
        200,
        "{\"type\":\"batch-response\",\"entry\":[{\"resource\":%s,"
                .formatted(observation("o1").replace("71.3", canary))
            + "\"response\":{\"status\":\"200\"}}]}");

    var refused = soon(record().read("o1"));
    var page = soon(record().search(Search.ALL));
    var stats = soon(record().stats(Search.ALL));
    RecordBundle batch = RecordBundle.batch().add(weight(canary));
    var outcomes = soon(record().send(batch));

    assertThat(page.found().orElseThrow().observations().get(0).values().get(0).number())
        .isEqualTo(new BigDecimal(canary));
    assertThat(outcomes.found()).isPresent();
    String printed =
        String.join(
            " ",
            refused.toString(),
            refused.refusal().toString(),
            refused.words().toString(),
            page.toString(),
            page.found().orElseThrow().observations().toString(),
            page.found().orElseThrow().observations().get(0).values().toString(),
            stats.toString(),
            stats.found().orElseThrow().get(0).figures().toString(),
            batch.toString(),
            outcomes.toString(),
            weight(canary).toString());
    assertThat(printed).doesNotContain("7319").doesNotContain("4265");
  }

  @Test
  void statistics_are_found_by_name_and_by_code() {
    server.says(OBSERVATIONS + "/$stats", 200, stats("104"));

    List<Statistics> all =
        soon(record().stats("99504-3", MEASURED, MEASURED.plusSeconds(60))).found().orElseThrow();

    Statistics only = all.get(0);
    assertThat(only.loinc()).isEqualTo("99504-3");
    assertThat(only.value("average")).contains(new BigDecimal("104"));
    assertThat(only.value("97507-8")).contains(new BigDecimal("104"));
    assertThat(only.value("gmi")).isEmpty();
    Statistics.Figure gmi = Objects.requireNonNull(only.figures().get("gmi"));
    assertThat(gmi.doubts()).containsExactly("coverage");
    assertThat(gmi.definition()).isEqualTo("A line through the mean.");
    assertThat(server.http.asked(OBSERVATIONS + "/$stats").get(0).uri().getRawQuery())
        .isEqualTo("code=99504-3&period=2026-11-22T06%3A30%3A00Z%2F2026-11-22T06%3A31%3A00Z");
  }

  @Test
  void the_newest_of_each_kind() {
    server.says(OBSERVATIONS + "/$lastn", 200, bundle(observation("o1")));

    var page = soon(record().lastn(Search.ALL.with("category", "vital-signs"), 1));

    assertThat(page.found().orElseThrow().observations()).hasSize(1);
    assertThat(server.http.asked(OBSERVATIONS + "/$lastn").get(0).uri().getRawQuery())
        .isEqualTo("category=vital-signs&max=1");
  }

  @Test
  void a_subscription_is_asked_for_in_the_guides_words_and_once() {
    server.says(
        SUBSCRIPTIONS,
        201,
        """
        {"resourceType": "Subscription", "id": "s1", "status": "requested", "channel": {
          "extension": [{"url": "urn:trousse:subscription-secret", "valueString": "whsec_AAEC"}],
          "endpoint": "https://app.example/trousse"}}\
        """);
    NewSubscription wanted =
        NewSubscription.at(URI.create("https://app.example/trousse"), "To draw the curve")
            .of(Measure.BODY_WEIGHT)
            .atMost(20);

    Subscription made = soon(record().subscriptions().create(wanted)).found().orElseThrow();

    assertThat(made.secret()).isEqualTo("whsec_AAEC");
    assertThat(made.toString()).doesNotContain("whsec");
    String guide = "http://hl7.org/fhir/uv/subscriptions-backport/StructureDefinition/backport-";
    assertThat(server.http.asked(SUBSCRIPTIONS).get(0).body())
        .isEqualTo(
            """
            {"resourceType":"Subscription","status":"requested","reason":"To draw the curve",\
            "criteria":"%s/fhir/SubscriptionTopic/new-reading",\
            "_criteria":{"extension":[{"url":"%sfilter-criteria",\
            "valueString":"Observation?code=http://loinc.org|29463-7"}]},\
            "channel":{"extension":[{"url":"%smax-count","valuePositiveInt":20}],\
            "type":"rest-hook","endpoint":"https://app.example/trousse",\
            "payload":"application/fhir+json",\
            "_payload":{"extension":[{"url":"%spayload-content","valueCode":"id-only"}]}}}\
            """
                .formatted(server.http.root(), guide, guide, guide));
  }

  @Test
  void a_subscription_is_made_once_even_when_the_answer_fails() {
    server.says(SUBSCRIPTIONS, 503, "{}");

    var answer =
        soon(record().subscriptions().create(NewSubscription.at(URI.create("https://a/"), "why")));

    assertThat(answer.refusal().orElseThrow()).isInstanceOf(OAuthProblem.Retry.class);
    assertThat(server.http.asked(SUBSCRIPTIONS)).hasSize(1);
  }

  @Test
  void a_subscription_is_ended_in_the_version_that_was_read() {
    String active = "{\"resourceType\":\"Subscription\",\"id\":\"s1\",\"status\":\"active\"}";
    server.http.on(
        SUBSCRIPTIONS + "/s1",
        request ->
            request.method().equals("PUT")
                ? Reply.json(200, request.body())
                : Reply.json(200, active).with("ETag", "W/\"3\""));

    Subscription ended = soon(record().subscriptions().off("s1")).found().orElseThrow();

    assertThat(ended.status()).isEqualTo("off");
    assertThat(server.http.asked(SUBSCRIPTIONS + "/s1").get(1).header("If-match"))
        .isEqualTo("W/\"3\"");
  }

  @Test
  void an_app_that_retries_by_itself_is_told_at_once() {
    server.says(OBSERVATIONS, 503, "{}");

    var answer = soon(record().retrying(RetryPolicy.NONE).search(Search.ALL));

    assertThat(answer.refusal().orElseThrow()).isInstanceOf(OAuthProblem.Retry.class);
    assertThat(server.http.asked(OBSERVATIONS)).hasSize(1);
  }

  @Test
  void knows_how_far_the_records_clock_is_off() {
    server.says(OBSERVATIONS, 200, bundle(observation("o1")));
    RecordClient record = record();
    soon(record.search(Search.ALL));

    assertThat(record.clockSkew()).isPresent();
  }

  private RecordClient record() {
    OAuthClient client = server.fapi();
    TokenSet first =
        new TokenSet(
            new HttpCall.Token("DPoP", "a0"),
            server.clock.instant().plusSeconds(300),
            Set.of("patient/Observation.rs"),
            "r0",
            "p1",
            null);
    return new RecordClient(client, new TokenKeeper(client, first, newer -> {})).retrying(QUICK);
  }

  private static JsonObject weight(String kilograms) {
    return NewObservation.of(
        "p1", Measure.BODY_WEIGHT, null, Quantity.of(kilograms, Unit.KG), MEASURED);
  }

  private static String outcome(String text, String diagnostics) {
    return """
    {"resourceType": "OperationOutcome", "issue": [{"severity": "error", "code": "value",
      "details": {"text": "%s"}, "diagnostics": "%s", "expression": ["Observation.value"]}]}\
    """
        .formatted(text, diagnostics);
  }

  private static String bundle(String resource) {
    return "{\"resourceType\":\"Bundle\",\"entry\":[{\"resource\":%s}]}".formatted(resource);
  }

  private static String observation(String id) {
    return """
    {"resourceType": "Observation", "id": "%s", "status": "final",
     "code": {"coding": [{"system": "http://loinc.org", "code": "29463-7"}]},
     "effectiveDateTime": "2026-11-22T07:30:00+01:00",
     "valueQuantity": {"value": 71.3, "unit": "kg", "code": "kg"}}\
    """
        .formatted(id);
  }

  private static String stats(String average) {
    return """
    {"resourceType": "Parameters", "parameter": [{"name": "statistics", "resource": {
      "resourceType": "Observation",
      "code": {"coding": [{"system": "http://loinc.org", "code": "99504-3"}]},
      "component": [
        {"code": {"coding": [
           {"system": "http://terminology.hl7.org/CodeSystem/observation-statistics",
            "code": "average"},
           {"system": "http://loinc.org", "code": "97507-8"}]},
         "valueQuantity": {"value": %s, "unit": "mg/dL", "code": "mg/dL"}},
        {"extension": [{"url": "urn:trousse:statistic-doubt", "valueCode": "coverage"},
           {"url": "urn:trousse:statistic-definition", "extension": [
             {"url": "definition", "valueString": "A line through the mean."}]}],
         "code": {"coding": [{"system": "urn:trousse:statistic", "code": "gmi"}]},
         "dataAbsentReason": {"coding": [{"code": "not-applicable"}]}}]}}]}\
    """
        .formatted(average);
  }
}
