package org.trousse.referencing.specification;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.trousse.referencing.criterion.Criterion;
import org.trousse.referencing.criterion.Specification;
import org.trousse.referencing.criterion.SpecificationReader;
import org.trousse.referencing.dossier.State;
import org.trousse.referencing.page.Words;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

final class SpecificationRoutesIT {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();
  private static final Specification V1 = SpecificationReader.published().newest();
  private static final List<PublicTime> TIMES =
      List.of(
          new PublicTime(State.EXPERT_REVIEW, Duration.ofDays(12), Duration.ofDays(19), 31),
          new PublicTime(State.COMMITTEE, Duration.ofDays(3), Duration.ofDays(5), 0));

  private static final Vertx VERTX = Vertx.vertx();
  private static final HttpClient CLIENT = HttpClient.newHttpClient();
  private static int timed;
  private static int broken;

  @BeforeAll
  static void open() throws Exception {
    timed = listen(() -> Future.succeededFuture(TIMES));
    broken = listen(() -> Future.failedFuture("the database is away"));
  }

  @AfterAll
  static void close() throws Exception {
    VERTX.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
  }

  private static int listen(SpecificationRoutes.TellsTimes times) throws Exception {
    Router router = Router.router(VERTX);
    new SpecificationRoutes(SpecificationReader.published(), SpecificationRoutesIT::frame, times)
        .mount(router);
    return VERTX
        .createHttpServer()
        .requestHandler(router)
        .listen(0, "127.0.0.1")
        .toCompletionStage()
        .toCompletableFuture()
        .get(10, TimeUnit.SECONDS)
        .actualPort();
  }

  private static String frame(Locale language, String title, String path, String body) {
    return "<html lang=\"%s\"><title>%s</title><!--%s-->%s</html>"
        .formatted(language.getLanguage(), title, path, body);
  }

  @Test
  void the_list_names_every_version_and_the_schemas() throws Exception {
    HttpResponse<String> answer = get("/specification");

    JsonNode root = MAPPER.readTree(answer.body());
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(root.at("/newest").stringValue()).isEqualTo("1.0.0");
    assertThat(root.at("/versions/0/sha256").stringValue()).isEqualTo(V1.sha256());
    assertThat(root.at("/versions/0/address").stringValue()).isEqualTo("/specification/1.0.0");
    assertThat(root.at("/versions")).hasSize(SpecificationReader.PUBLISHED.size());
  }

  @Test
  void a_version_is_the_published_file_and_may_be_kept_for_ever() throws Exception {
    HttpResponse<String> answer = get("/specification/1.0.0");

    assertThat(answer.body().getBytes(java.nio.charset.StandardCharsets.UTF_8))
        .isEqualTo(SpecificationReader.file(V1));
    assertThat(answer.headers().firstValue("Cache-Control"))
        .contains("public, max-age=31536000, immutable");
    assertThat(answer.headers().firstValue("ETag")).contains('"' + V1.sha256() + '"');
    assertThat(answer.headers().firstValue("Content-Type")).contains("application/json");
  }

  @Test
  void whoever_has_it_is_not_sent_it_again() throws Exception {
    HttpResponse<String> again =
        send(request("/specification/1.0.0").header("If-None-Match", '"' + V1.sha256() + '"'));
    HttpResponse<String> other =
        send(request("/specification/1.0.0").header("If-None-Match", "\"other\""));

    assertThat(again.statusCode()).isEqualTo(304);
    assertThat(again.body()).isEmpty();
    assertThat(other.statusCode()).isEqualTo(200);
  }

  @Test
  void an_unknown_version_is_a_problem() throws Exception {
    HttpResponse<String> answer = get("/specification/9.9.9");

    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
    assertThat(MAPPER.readTree(answer.body()).at("/status").intValue()).isEqualTo(404);
  }

  @ParameterizedTest
  @CsvSource({
    "/specification/schema.json, /specification/schema.json",
    "/manifest/schema-1.json, /manifest/schema-1.json",
  })
  void the_schemas_are_published_where_their_id_says(String path, String id) throws Exception {
    HttpResponse<String> answer = get(path);

    assertThat(answer.headers().firstValue("Content-Type")).contains("application/schema+json");
    assertThat(MAPPER.readTree(answer.body()).get("$id").stringValue()).isEqualTo(id);
  }

  @ParameterizedTest
  @CsvSource({"/fr/referencement, fr", "/en/referencing, en"})
  void the_page_lists_every_criterion_and_state(String path, String language) throws Exception {
    HttpResponse<String> answer = get(path);

    Words words = Words.in(Locale.of(language), SpecificationRoutes.PREFIX);
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Content-Language")).contains(language);
    assertThat(answer.body()).contains("<h1>", words.text("not.h2"), words.text("appeal.h2"));
    for (Criterion one : V1.criteria()) {
      assertThat(answer.body()).contains(path + "/" + one.id() + "?version=1.0.0");
    }
    for (State state : State.values()) {
      assertThat(answer.body()).contains("<dt>" + words.text("state." + state) + "</dt>");
    }
  }

  @Test
  void real_times_stand_beside_the_limits_where_dossiers_were_counted() throws Exception {
    String page = get("/en/referencing").body();

    assertThat(page)
        .contains("Real time: 12 days (median), 19 days (nine of ten), over 31")
        .contains("Quorum: at least 4 members sit, 2 of them citizens.");
    assertThat(page).doesNotContain("over 0");
  }

  @Test
  void without_times_the_page_is_there_all_the_same() throws Exception {
    HttpResponse<String> answer =
        send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + broken + "/en/referencing")));

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body())
        .contains(Words.in(Locale.ENGLISH, SpecificationRoutes.PREFIX).text("process.untimed"))
        .doesNotContain("the database is away");
  }

  @Test
  void every_criterion_has_its_page_in_both_languages() throws Exception {
    for (Criterion one : V1.criteria()) {
      HttpResponse<String> french = get("/fr/referencement/" + one.id());
      HttpResponse<String> english = get("/en/referencing/" + one.id());

      assertThat(french.statusCode()).as(one.id()).isEqualTo(200);
      assertThat(english.statusCode()).as(one.id()).isEqualTo(200);
      assertThat(english.body()).contains(one.id(), "Version 1.0.0 of the specification");
    }
  }

  @Test
  void the_page_of_a_criterion_says_who_decides_and_what_is_asked_elsewhere() throws Exception {
    String page = get("/en/referencing/OAU-08").body();

    assertThat(page)
        .contains(
            "Apps that keep a key",
            "<strong>ASVS 5.0.0</strong> 10.4.10, 10.4.16",
            "The machine decides")
        .contains("rel=\"prev\"", "rel=\"next\"")
        .contains("<!--referencing/OAU-08-->");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/fr/referencement/GOV-99",
        "/fr/referencement/gov-01",
        "/fr/referencement?version=9.9.9",
        "/en/referencing/GOV-01?version=9.9.9",
        "/en/referencing/%3Cscript%3E"
      })
  void what_does_not_exist_is_not_found(String path) throws Exception {
    assertThat(get(path).statusCode()).isEqualTo(404);
  }

  @Test
  void a_page_may_load_nothing_from_elsewhere() throws Exception {
    HttpResponse<String> answer = get("/fr/referencement/GOV-01?version=1.0.0");

    assertThat(answer.headers().firstValue("Content-Security-Policy").orElseThrow())
        .startsWith("default-src 'none'");
    assertThat(answer.body()).doesNotContain("<script", " style=").contains("?version=1.0.0-->");
  }

  private static HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return send(request(path));
  }

  private static HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + timed + path));
  }

  private static HttpResponse<String> send(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    return CLIENT.send(request.timeout(Duration.ofSeconds(20)).build(), BodyHandlers.ofString());
  }
}
