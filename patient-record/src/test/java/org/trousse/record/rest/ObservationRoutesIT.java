package org.trousse.record.rest;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.parser.IParser;
import ca.uhn.fhir.parser.StrictErrorHandler;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import io.vertx.sqlclient.Pool;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.crypto.spec.SecretKeySpec;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.OperationOutcome;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.trousse.record.door.Opening;
import org.trousse.record.fhir.R4Validator;
import org.trousse.record.reading.RecordRows;
import org.trousse.record.reading.StoredReading.Status;
import org.trousse.sdk.PatientId;
import org.trousse.testkit.TestPostgres;

final class ObservationRoutesIT {
  private static final Instant NOON = Instant.parse("2026-11-01T12:00:00Z");
  private static final byte[] SECRET = "a secret of 16 b".getBytes(StandardCharsets.UTF_8);
  private static final String MAUDS = "patient=0000000000000101";
  private static final IParser JSON =
      FhirContext.forR4Cached().newJsonParser().setParserErrorHandler(new StrictErrorHandler());
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  private static TestPostgres postgres;
  private static Vertx vertx;
  private static Pool pool;
  private static Pool ingest;
  private static String server;

  @BeforeAll
  static void open() throws SQLException {
    postgres = TestPostgres.start().migrate("record");
    vertx = Vertx.vertx();
    pool = Ground.pool(postgres, vertx, "trousse_record_reader");
    ingest = Ground.pool(postgres, vertx, "trousse_record_ingest");
    try (Connection owner = postgres.connect()) {
      RecordRows.device(owner, DemoHistory.METER, "Demo meter", 528401);
      RecordRows.readings(owner, Status.FINAL, DemoHistory.readings());
    }
    Router router = Router.router(vertx);
    HttpServer http = await(vertx.createHttpServer().requestHandler(router).listen(0, "127.0.0.1"));
    server = "http://127.0.0.1:" + http.actualPort();
    Map<String, PatientId> tokens = Map.of("mauds", DemoHistory.MAUD, "others", DemoHistory.OTHER);
    FhirRoutes.Opens opens =
        presented ->
            presented.token().equals("breaks")
                ? Future.failedFuture("the token store is away")
                : Future.succeededFuture(
                    Optional.ofNullable(tokens.get(presented.token()))
                        .<Opening>map(Opening.Own::new)
                        .orElseGet(() -> new Opening.Refused("invalid_token", "unknown", false)));
    SecretKeySpec key = new SecretKeySpec(SECRET, "AES");
    new FhirRoutes(
            new FhirRoutes.Doors(opens, (app, origin) -> false),
            Ground.stores(vertx, ingest, pool, key),
            SECRET,
            server,
            Clock.fixed(NOON, ZoneOffset.UTC))
        .mount(router);
  }

  @AfterAll
  static void close() {
    await(pool.close());
    await(ingest.close());
    await(vertx.close());
    postgres.close();
  }

  @Test
  void finds_readings_by_code_and_date_newest_first() {
    Bundle found =
        bundle(
            get(
                "?"
                    + MAUDS
                    + "&code=http://loinc.org%7C99504-3&date=ge2026-11-01&date=le2026-11-01"
                    + "&_sort=-date&_count=5000"));

    // from noon to midnight, every five minutes
    assertThat(found.getEntry()).hasSize(144);
    assertThat(found.getLink("next")).isNull();
    assertThat(found.getLink("self").getUrl())
        .startsWith(server + "/fhir/Observation?")
        .contains("_count=5000");
    assertThat(observations(found))
        .extracting(one -> one.getEffectiveDateTimeType().getValueAsString())
        .startsWith("2026-11-01T23:55:00Z", "2026-11-01T23:50:00Z")
        .endsWith("2026-11-01T12:00:00Z");
    assertThat(found.getEntryFirstRep().getFullUrl())
        .isEqualTo(
            server
                + "/fhir/Observation/"
                + observations(found).getFirst().getIdElement().getIdPart());
  }

  @ParameterizedTest
  @ValueSource(ints = {1_000, 1_500, 2_999})
  void walks_all_pages_by_their_next_links(int count) {
    Set<String> ids = new HashSet<>();
    List<Instant> times = new ArrayList<>();
    String next = "?" + MAUDS + "&code=99504-3&_sort=date&_count=" + count;
    int pages = 0;
    while (next != null) {
      Bundle page = bundle(get(next));
      assertThat(page.getEntry()).hasSizeLessThanOrEqualTo(count);
      observations(page)
          .forEach(one -> {
            ids.add(one.getIdElement().getIdPart());
            times.add(one.getEffectiveDateTimeType().getValue().toInstant());
          });
      next = page.getLink("next") == null ? null : page.getLink("next").getUrl();
      pages++;
    }

    assertThat(pages).isEqualTo((3_000 + count - 1) / count);
    assertThat(ids).hasSize(3_000);
    assertThat(times).isSorted().hasSize(3_000);
  }

  @ParameterizedTest
  @CsvSource({
    "85354-9, 1",
    "http://loinc.org|29463-7, 1",
    "urn:iso:std:iso:11073:10101|150020, 1",
    "2339-0, 7",
    "2345-7, 3",
    "'2345-7,2339-0', 10",
    "'29463-7,http://loinc.org|85354-9', 2",
    "160184, 7",
    "8480-6, 0",
    "http://snomed.info/sct|29463-7, 0",
    "|29463-7, 0",
    "4548-4, 0"
  })
  void a_code_finds_the_readings_that_have_it(String code, int expected) {
    Bundle found = bundle(get("?" + MAUDS + "&code=" + code.replace("|", "%7C")));

    assertThat(found.getEntry()).hasSize(expected);
    assertThat(observations(found))
        .allMatch(one ->
            one.getCode().getCoding().stream().anyMatch(coding -> code.contains(coding.getCode())));
  }

  @Test
  void a_form_asks_the_same_question() throws Exception {
    HttpResponse<String> answer =
        CLIENT.send(
            HttpRequest.newBuilder(URI.create(server + "/fhir/Observation/_search"))
                .header("Authorization", "Bearer mauds")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(
                    BodyPublishers.ofString(
                        "subject=Patient/0000000000000101&code=http%3A%2F%2Floinc.org%7C29463-7"))
                .build(),
            BodyHandlers.ofString());

    assertThat(observations(bundle(answer)))
        .singleElement()
        .satisfies(one ->
            assertThat(one.getValueQuantity().getValueElement().getValueAsString())
                .isEqualTo("71.35"));
  }

  @Test
  void reads_one_observation_with_its_etag() {
    Observation weight = observations(bundle(get("?code=29463-7"))).getFirst();
    String path = "/" + weight.getIdElement().getIdPart();

    HttpResponse<String> read = get(path);

    assertThat(read.statusCode()).isEqualTo(200);
    assertThat(header(read, "Content-Type")).isEqualTo("application/fhir+json;charset=utf-8");
    assertThat(header(read, "Cache-Control")).isEqualTo("no-store");
    assertThat(read.body()).isEqualTo(JSON.encodeResourceToString(JSON.parseResource(read.body())));
    HttpResponse<String> again =
        get(path, "Authorization", "Bearer mauds", "If-None-Match", header(read, "ETag"));
    assertThat(again.statusCode()).isEqualTo(304);
    assertThat(again.body()).isEmpty();
  }

  @Test
  void an_id_of_somebody_else_is_as_unknown_as_a_made_up_one() {
    Bundle others = bundle(get("?code=29463-7", "Authorization", "Bearer others"));
    String id = observations(others).getFirst().getIdElement().getIdPart();

    HttpResponse<String> foreign = get("/" + id);

    HttpResponse<String> unknown = get("/made-up");
    assertThat(foreign.statusCode()).isEqualTo(404);
    assertThat(foreign.body()).isEqualTo(unknown.body());
  }

  @Test
  void somebody_elses_record_is_refused_like_one_that_does_not_exist() {
    HttpResponse<String> others = get("?patient=0000000000000102");
    HttpResponse<String> nobodys = get("?patient=0000000000000999");

    assertThat(others.statusCode()).isEqualTo(403);
    assertThat(others.body()).isEqualTo(nobodys.body());
  }

  @ParameterizedTest
  @CsvSource({
    "'?_count=0', 400, invalid",
    "'?_count=many', 400, invalid",
    "'?date=yesterday', 400, invalid",
    "'?_sort=code', 400, not-supported",
    "'?_after=made-up', 400, invalid",
    "'?_format=xml', 406, not-supported",
    "'/x/y', 404, not-found"
  })
  void says_what_is_wrong(String path, int status, String code) {
    HttpResponse<String> answer = get(path);

    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(outcome(answer).getIssueFirstRep().getCode().toCode()).isEqualTo(code);
  }

  @Test
  void asks_for_a_token_in_the_reader_s_language() {
    HttpResponse<String> none = get("", "Accept-Language", "en-GB,en;q=0.9,fr;q=0.5");
    HttpResponse<String> unknown = get("", "Authorization", "Bearer guessed");
    HttpResponse<String> basic = get("", "Authorization", "Basic bWF1ZHM6");

    assertThat(none.statusCode()).isEqualTo(401);
    assertThat(header(none, "WWW-Authenticate"))
        .isEqualTo(
            "Bearer realm=\"Trousse\", resource_metadata=\""
                + server
                + "/.well-known/oauth-protected-resource\"");
    assertThat(outcome(none).getIssueFirstRep().getDetails().getText())
        .contains("A token is missing");
    assertThat(unknown.statusCode()).isEqualTo(401);
    assertThat(header(unknown, "WWW-Authenticate")).contains("error=\"invalid_token\"");
    assertThat(outcome(unknown).getIssueFirstRep().getDetails().getText()).contains("jeton");
    assertThat(basic.statusCode()).isEqualTo(401);
  }

  @Test
  void an_unknown_parameter_is_left_out_unless_the_client_is_strict() {
    HttpResponse<String> lenient = get("?code=29463-7&colour=blue");
    HttpResponse<String> strict =
        get(
            "?code=29463-7&colour=blue",
            "Authorization",
            "Bearer mauds",
            "Prefer",
            "handling=strict");

    assertThat(bundle(lenient).getEntry()).hasSize(1);
    assertThat(bundle(lenient).getLink("self").getUrl()).doesNotContain("colour");
    assertThat(strict.statusCode()).isEqualTo(400);
  }

  @Test
  void answers_in_json_only_and_to_known_methods_only() throws Exception {
    HttpResponse<String> xml =
        get("?code=29463-7", "Authorization", "Bearer mauds", "Accept", "application/fhir+xml");
    HttpResponse<String> either =
        get(
            "?code=29463-7",
            "Authorization",
            "Bearer mauds",
            "Accept",
            "application/fhir+xml, application/fhir+json;q=0.8");
    HttpResponse<String> put =
        CLIENT.send(
            HttpRequest.newBuilder(URI.create(server + "/fhir/Observation/1"))
                .PUT(BodyPublishers.ofString("{}"))
                .build(),
            BodyHandlers.ofString());

    assertThat(xml.statusCode()).isEqualTo(406);
    assertThat(either.statusCode()).isEqualTo(200);
    assertThat(put.statusCode()).isEqualTo(405);
    assertThat(header(put, "Allow")).isEqualTo("GET");
  }

  @Test
  void an_empty_answer_is_a_valid_bundle() {
    HttpResponse<String> none = get("?code=8480-6");

    assertThat(bundle(none).getEntry()).isEmpty();
    assertThat(R4Validator.errors(none.body())).isEmpty();
  }

  @Test
  void its_bundle_and_its_outcome_and_its_capabilities_are_valid() {
    HttpResponse<String> page = get("?" + MAUDS + "&code=85354-9,29463-7&_count=1");
    HttpResponse<String> refused = get("?_count=0");
    HttpResponse<String> metadata = get("/../metadata", "Accept", "application/fhir+json");

    assertThat(page.body()).contains("\"relation\":\"next\"");
    assertThat(R4Validator.errors(page.body())).isEmpty();
    assertThat(R4Validator.errors(refused.body())).isEmpty();
    assertThat(metadata.statusCode()).isEqualTo(200);
    assertThat(R4Validator.errors(metadata.body())).isEmpty();
    assertThat(R4Validator.errors(metadata.body().replace("\"kind\":\"instance\",", "")))
        .isNotEmpty();
  }

  @Test
  void a_failure_tells_nothing_of_itself() {
    HttpResponse<String> answer = get("", "Authorization", "Bearer breaks");

    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(answer.headers().firstValue("Retry-After")).isPresent();
    assertThat(outcome(answer).getIssueFirstRep().getCode().toCode()).isEqualTo("transient");
    assertThat(answer.body()).doesNotContain("token store");
  }

  private static HttpResponse<String> get(String path) {
    return get(path, "Authorization", "Bearer mauds");
  }

  private static HttpResponse<String> get(String path, String... headers) {
    URI address =
        path.startsWith("http")
            ? URI.create(path)
            : URI.create(server + "/fhir/Observation" + path).normalize();
    try {
      return CLIENT.send(
          HttpRequest.newBuilder(address).headers(headers).build(), BodyHandlers.ofString());
    } catch (IOException | InterruptedException failed) {
      throw new IllegalStateException(failed);
    }
  }

  private static Bundle bundle(HttpResponse<String> answer) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return JSON.parseResource(Bundle.class, answer.body());
  }

  private static List<Observation> observations(Bundle bundle) {
    return bundle.getEntry().stream().map(entry -> (Observation) entry.getResource()).toList();
  }

  private static OperationOutcome outcome(HttpResponse<String> answer) {
    return JSON.parseResource(OperationOutcome.class, answer.body());
  }

  private static String header(HttpResponse<String> answer, String name) {
    return answer.headers().firstValue(name).orElse("");
  }

  private static <T> T await(Future<T> future) {
    return future.toCompletionStage().toCompletableFuture().join();
  }
}
