package org.trousse.consent.serve;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.trousse.consent.ConsentModule;
import org.trousse.consent.ConsentModule.Person;
import org.trousse.consent.Ground;
import org.trousse.consent.signin.SignInSettings;
import org.trousse.sdk.PatientId;

/// The whole house on loopback, for an address that comes more often than it may.
final class CrowdIT {
  private static final int PER_MINUTE = 3;

  private static final Ground ground = new Ground();
  private @Nullable ConsentModule house;
  private @Nullable HttpServer server;

  @BeforeEach
  void open() {
    ConsentModule opened =
        ConsentModule.open(
                ground.vertx(),
                new ConsentModule.Settings(
                    "http://localhost:8080",
                    new SecretKeySpec(new byte[32], "HmacSHA256"),
                    new SecretKeySpec(new byte[32], "AES"),
                    new SignInSettings("http://localhost:8080", List.of(), true, null),
                    () -> Future.succeededFuture("{\"keys\":[]}"),
                    PER_MINUTE),
                new ConsentModule.Ways(
                    ground.pool(), ground.pool(), ground.connect(), ground.vertx()),
                needs(),
                Clock.systemUTC())
            .await();
    Router router = Router.router(ground.vertx());
    opened.mount(router);
    house = opened;
    server =
        ground.vertx().createHttpServer().requestHandler(router).listen(0, "127.0.0.1").await();
  }

  @AfterEach
  void close() {
    if (server != null && house != null) {
      server.close().await();
      house.close().await();
    }
  }

  @AfterAll
  static void leave() {
    ground.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/oauth/authorize?client_id=nobody",
        "/fr/connexion",
        "/fr/connexion/vers/nobody",
        "/connexion/retour/nobody",
        "/fr/appareil",
        "/fr/autoriser?demande=x"
      })
  @Tag("consent-124")
  void a_browser_that_comes_too_often_is_told_so_in_its_language(String path) throws Exception {
    for (int time = 0; time < PER_MINUTE; time++) {
      assertThat(get(path, "fr").statusCode()).isNotEqualTo(429);
    }

    HttpResponse<String> often = get(path, "fr");

    assertThat(often.statusCode()).isEqualTo(429);
    assertThat(seconds(often)).isBetween(1, 60);
    assertThat(often.headers().firstValue("Content-Security-Policy").orElse(""))
        .contains("frame-ancestors 'none'");
    assertThat(often.body()).contains("Trop de visites à la fois");
  }

  @Test
  @Tag("consent-124")
  void an_english_browser_reads_english() throws Exception {
    for (int time = 0; time < PER_MINUTE; time++) {
      get("/oauth/authorize", "en-GB");
    }

    assertThat(get("/oauth/authorize", "en-GB").body()).contains("Too many visits at once");
    assertThat(get("/en/sign-in", "fr").body()).contains("Too many visits at once");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/oauth/register", "/oauth/par", "/oauth/token", "/oauth/device"})
  @Tag("consent-124")
  void an_app_that_calls_too_often_is_told_when_to_come_back(String path) throws Exception {
    for (int time = 0; time < PER_MINUTE; time++) {
      assertThat(post(path, "").statusCode()).isBetween(400, 401);
    }

    HttpResponse<String> often = post(path, "");

    assertThat(often.statusCode()).isEqualTo(429);
    assertThat(seconds(often)).isBetween(1, 60);
    assertThat(often.body()).contains("\"temporarily_unavailable\"");
  }

  @Test
  @Tag("consent-124")
  void another_address_in_a_header_is_not_believed() throws Exception {
    for (int time = 0; time < PER_MINUTE; time++) {
      post("/oauth/register", "192.0.2." + time);
    }

    assertThat(post("/oauth/register", "192.0.2.99").statusCode()).isEqualTo(429);
  }

  @Test
  void apps_that_call_too_often_keep_no_person_out() throws Exception {
    for (int time = 0; time <= PER_MINUTE; time++) {
      post("/oauth/token", "");
    }

    assertThat(get("/fr/connexion", "fr").statusCode()).isEqualTo(200);
  }

  private static int seconds(HttpResponse<?> answer) {
    return Integer.parseInt(answer.headers().firstValue("Retry-After").orElse("0"));
  }

  private HttpResponse<String> get(String path, String language) throws Exception {
    return send(to(path).header("Accept-Language", language));
  }

  private HttpResponse<String> post(String path, String forwardedFor) throws Exception {
    return send(
        to(path)
            .header("X-Forwarded-For", forwardedFor)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString("a=b")));
  }

  private HttpRequest.Builder to(String path) {
    int port = server == null ? 0 : server.actualPort();
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
  }

  private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }
  }

  private static ConsentModule.Needs needs() {
    return new ConsentModule.Needs(
        new ConsentModule.KnowsPatients() {
          @Override
          public Future<Optional<Person>> find(PatientId patient) {
            return Future.succeededFuture(Optional.empty());
          }

          @Override
          public Future<PatientId> welcome(Person person) {
            return Future.failedFuture("nobody comes here");
          }
        },
        decision -> Future.succeededFuture(),
        new ConsentModule.ReadsLog() {
          @Override
          public Future<List<ConsentModule.Happened>> happened(
              PatientId patient, @Nullable String client, Instant from, Instant to, int limit) {
            return Future.succeededFuture(List.of());
          }

          @Override
          public Future<List<ConsentModule.Used>> used(
              PatientId patient, Instant since, Instant counted) {
            return Future.succeededFuture(List.of());
          }
        },
        (language, title, path, body) -> "<title>" + title + "</title>" + body);
  }
}
