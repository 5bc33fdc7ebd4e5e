package org.trousse.sdk.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.trousse.sdk.oauth.PlayedServer.soon;
import static org.trousse.sdk.oauth.PlayedServer.tokens;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.trousse.sdk.http.Form;
import org.trousse.sdk.http.HttpCall;
import org.trousse.sdk.http.Loopback.Reply;
import org.trousse.sdk.measure.Measure;
import org.trousse.sdk.measure.Quantity;
import org.trousse.sdk.measure.Unit;
import org.trousse.sdk.oauth.OAuthClient;
import org.trousse.sdk.oauth.OAuthProblem;
import org.trousse.sdk.oauth.PlayedServer;
import org.trousse.sdk.oauth.TokenKeeper;
import org.trousse.sdk.oauth.TokenSet;

final class RecordClientTest {
  private static final String OBSERVATIONS = "/fhir/Observation";
  private static final Form GLUCOSE = Form.of("code", "http://loinc.org|2339-0");
  private static final Instant MEASURED = Instant.parse("2026-11-22T06:30:00Z");

  private final PlayedServer server = new PlayedServer();

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void reads_numbers_units_and_times() {
    server.says(OBSERVATIONS, 200, bundle("", pressure("o1")));

    RecordClient.Page page = soon(record().search(GLUCOSE)).found().orElseThrow();

    assertThat(page.next()).isNull();
    Observation only = page.observations().get(0);
    assertThat(only.id()).isEqualTo("o1");
    assertThat(only.loinc()).isEqualTo("85354-9");
    assertThat(only.effective()).isEqualTo(MEASURED);
    assertThat(only.values())
        .containsExactly(
            new Observation.Value("8480-6", new BigDecimal("134"), "mm[Hg]"),
            new Observation.Value("8462-4", new BigDecimal("85.0"), "mm[Hg]"));
    assertThat(server.http.asked(OBSERVATIONS).get(0).uri().getRawQuery())
        .isEqualTo("code=http%3A%2F%2Floinc.org%7C2339-0");
  }

  @Test
  void follows_the_pages_of_its_own_record() {
    String next = server.http.root() + OBSERVATIONS + "?cursor=2";
    server.http.on(
        OBSERVATIONS,
        request ->
            String.valueOf(request.uri().getQuery()).startsWith("cursor")
                ? Reply.json(200, bundle("", pressure("o2")))
                : Reply.json(200, bundle(next, pressure("o1"))));

    List<Observation> all = soon(record().all(GLUCOSE)).found().orElseThrow();

    assertThat(all).extracting(Observation::id).containsExactly("o1", "o2");
  }

  @Test
  void takes_the_token_to_no_other_server() {
    server.says(OBSERVATIONS, 200, bundle("http://127.0.0.1:9/fhir/Observation?c=2", ""));

    var answer = soon(record().all(GLUCOSE));

    assertThat(answer.refusal().orElseThrow()).isInstanceOf(OAuthProblem.NotOurs.class);
  }

  @Test
  void a_refused_token_is_refreshed_once_and_the_request_sent_again() {
    server.says("/oauth/token", 200, tokens("DPoP", "a1", "r1"));
    server.http.on(
        OBSERVATIONS,
        request ->
            "DPoP a1".equals(request.header("Authorization"))
                ? Reply.json(200, bundle("", pressure("o1")))
                : Reply.json(401, "{}"));

    RecordClient.Page page = soon(record().search(GLUCOSE)).found().orElseThrow();

    assertThat(page.observations()).hasSize(1);
    assertThat(server.http.asked("/oauth/token")).hasSize(1);
    assertThat(server.http.asked(OBSERVATIONS)).hasSize(2);
    assertThat(server.http.asked(OBSERVATIONS).get(1).proof().members()).containsKey("ath");
  }

  @Test
  void a_second_refusal_is_the_answer() {
    server.says("/oauth/token", 200, tokens("DPoP", "a1", "r1"));
    server.says(OBSERVATIONS, 401, "{}");

    var answer = soon(record().search(GLUCOSE));

    assertThat(answer.refusal().orElseThrow()).isInstanceOf(OAuthProblem.TokenRefused.class);
    assertThat(server.http.asked(OBSERVATIONS)).hasSize(2);
  }

  @Test
  void a_permission_that_ended_is_said_as_such() {
    server.says("/oauth/token", 400, "{\"error\":\"invalid_grant\"}");
    server.says(OBSERVATIONS, 401, "{}");

    var answer = soon(record().search(GLUCOSE));

    assertThat(answer.refusal().orElseThrow()).isInstanceOf(OAuthProblem.ConsentEnded.class);
  }

  @ParameterizedTest
  @CsvSource({
    "403, NotGranted",
    "404, RecordRefused",
    "422, RecordRefused",
    "429, Retry",
    "503, Retry",
    "500, RecordRefused"
  })
  void other_refusals_are_typed_and_need_no_refresh(int status, String problem) {
    server.says(
        OBSERVATIONS + "/o1",
        status,
        "{\"resourceType\":\"OperationOutcome\",\"issue\":[{\"diagnostics\":\"because\"}]}");

    OAuthProblem refusal = soon(record().read("o1")).refusal().orElseThrow();

    assertThat(refusal.getClass().getSimpleName()).isEqualTo(problem);
    assertThat(refusal.why()).isEqualTo("because");
    assertThat(server.http.asked("/oauth/token")).isEmpty();
  }

  @Test
  void an_id_cannot_leave_its_place_in_the_address() {
    server.says(OBSERVATIONS + "/o1", 200, pressure("o1"));

    var one = soon(record().read("o1"));
    var outside = soon(record().read("../Patient/p1?x"));

    assertThat(one.found().orElseThrow().id()).isEqualTo("o1");
    assertThat(outside.found()).isEmpty();
    assertThat(server.http.asked("/fhir/Patient/p1")).isEmpty();
  }

  @Test
  void adds_an_observation_and_learns_its_id() {
    AtomicInteger added = new AtomicInteger();
    server.http.on(
        OBSERVATIONS,
        request ->
            Reply.json(201, "")
                .with(
                    "Location",
                    "%s%s/o%d/_history/1"
                        .formatted(server.http.root(), OBSERVATIONS, added.incrementAndGet())));
    var weight =
        NewObservation.of("p1", Measure.BODY_WEIGHT, null, Quantity.of("71.30", Unit.KG), MEASURED);

    var id = soon(record().create(weight)).found().orElseThrow();

    assertThat(id).contains("o1");
    assertThat(server.http.asked(OBSERVATIONS).get(0).header("Content-type"))
        .isEqualTo("application/fhir+json");
    assertThat(server.http.asked(OBSERVATIONS).get(0).body())
        .isEqualTo(
            """
            {"resourceType":"Observation","status":"final",\
            "category":[{"coding":[{"system":\
            "http://terminology.hl7.org/CodeSystem/observation-category",\
            "code":"vital-signs"}]}],\
            "code":{"coding":[{"system":"http://loinc.org","code":"29463-7"}]},\
            "subject":{"reference":"Patient/p1"},\
            "effectiveDateTime":"2026-11-22T06:30:00Z",\
            "valueQuantity":{"value":71.30,"unit":"kg",\
            "system":"http://unitsofmeasure.org","code":"kg"}}\
            """);
  }

  @Test
  void what_it_adds_it_can_read() {
    var added =
        NewObservation.bloodPressure(
            "p1", Quantity.of("134", Unit.MM_HG), Quantity.of("85.0", Unit.MM_HG), MEASURED);

    Observation read = Observation.read(added).orElseThrow();

    assertThat(read.values())
        .extracting(Observation.Value::number)
        .containsExactly(new BigDecimal("134"), new BigDecimal("85.0"));
    assertThat(read.effective()).isEqualTo(MEASURED);
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
    return new RecordClient(client, new TokenKeeper(client, first, newer -> {}));
  }

  private static String bundle(String next, String resource) {
    String link = next.isEmpty() ? "" : "{\"relation\":\"next\",\"url\":\"%s\"}".formatted(next);
    String entry = resource.isEmpty() ? "" : "{\"resource\":%s}".formatted(resource);
    return "{\"resourceType\":\"Bundle\",\"link\":[%s],\"entry\":[%s]}".formatted(link, entry);
  }

  /// As the record writes it.
  private static String pressure(String id) {
    return """
    {"resourceType": "Observation", "id": "%s", "status": "final",
     "code": {"coding": [{"system": "http://loinc.org", "code": "85354-9"}]},
     "effectiveDateTime": "2026-11-22T07:30:00+01:00",
     "component": [
       {"code": {"coding": [{"system": "urn:iso:std:iso:11073:10101", "code": "150021"},
                            {"system": "http://loinc.org", "code": "8480-6"}]},
        "valueQuantity": {"value": 134, "unit": "mmHg", "code": "mm[Hg]"}},
       {"code": {"coding": [{"system": "http://loinc.org", "code": "8462-4"}]},
        "valueQuantity": {"value": 85.0, "unit": "mmHg", "code": "mm[Hg]"}}]}\
    """
        .formatted(id);
  }

  @Test
  void glucose_has_the_category_that_the_record_takes() {
    for (Measure measure : List.of(Measure.BLOOD_GLUCOSE, Measure.INTERSTITIAL_GLUCOSE)) {
      var glucose =
          NewObservation.of("p1", measure, null, Quantity.of("95", Unit.MG_PER_DL), MEASURED);

      assertThat(glucose.json()).contains("\"vital-signs\"").doesNotContain("laboratory");
    }
  }
}
