package org.trousse.consent.metadata;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class MetadataIT {
  private static final Vertx VERTX = Vertx.vertx();
  private static int port;

  @BeforeAll
  static void start() {
    Router router = Router.router(VERTX);
    new MetadataRoutes(new ServerFacts("https://trousse.example")).mount(router);
    port =
        VERTX.createHttpServer().requestHandler(router).listen(0, "127.0.0.1").await().actualPort();
  }

  @AfterAll
  static void stop() {
    VERTX.close().await();
  }

  private static HttpRequest.Builder to(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
  }

  private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }
  }

  @Tag("consent-1")
  @Tag("consent-9")
  @Tag("consent-10")
  @ParameterizedTest
  @ValueSource(
      strings = {
        "/fhir/.well-known/smart-configuration",
        "/.well-known/oauth-authorization-server",
        "/.well-known/openid-configuration",
        "/.well-known/oauth-protected-resource",
        "/.well-known/oauth-protected-resource/fhir"
      })
  void answers_json_whatever_the_accept_header_and_without_a_database(String path)
      throws Exception {
    for (String accept : new String[] {"", "application/fhir+json", "text/html", "*/*"}) {
      HttpRequest.Builder request = to(path);
      HttpResponse<String> response =
          send(accept.isEmpty() ? request : request.header("Accept", accept));

      assertThat(response.statusCode()).isEqualTo(200);
      assertThat(response.headers().firstValue("Content-Type")).contains("application/json");
      assertThat(response.headers().firstValue("Cache-Control")).contains("public, max-age=300");
      assertThat(response.body()).contains("https://trousse.example");
    }
  }

  @Tag("consent-6")
  @ParameterizedTest
  @ValueSource(
      strings = {"/fhir/.well-known/smart-configuration", "/.well-known/openid-configuration"})
  void any_web_origin_may_read_it(String path) throws Exception {
    HttpResponse<String> read = send(to(path).header("Origin", "https://any.example"));
    HttpResponse<String> preflight =
        send(
            to(path)
                .header("Origin", "https://any.example")
                .header("Access-Control-Request-Method", "GET")
                .method("OPTIONS", HttpRequest.BodyPublishers.noBody()));

    assertThat(read.headers().firstValue("Access-Control-Allow-Origin")).contains("*");
    assertThat(preflight.statusCode()).isEqualTo(204);
    assertThat(preflight.headers().firstValue("Access-Control-Allow-Origin")).contains("*");
  }
}
