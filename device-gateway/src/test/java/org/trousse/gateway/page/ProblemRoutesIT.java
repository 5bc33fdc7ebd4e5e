package org.trousse.gateway.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.trousse.sdk.Problem;

/// Whoever follows a problem's type reads about it.
final class ProblemRoutesIT {
  private static final Words FRENCH = Words.in(Locale.FRENCH);
  private static final Words ENGLISH = Words.in(Locale.ENGLISH);

  private static final HttpClient CLIENT =
      HttpClient.newBuilder().followRedirects(Redirect.NORMAL).build();

  private static Vertx vertx;
  private static String server;

  @BeforeAll
  static void open() {
    vertx = Vertx.vertx();
    Router router = Router.router(vertx);
    new ProblemRoutes((language, title, path, body) -> title + "|" + path + "|" + body)
        .mount(router);
    server =
        "http://127.0.0.1:"
            + vertx
                .createHttpServer()
                .requestHandler(router)
                .listen(0, "127.0.0.1")
                .await()
                .actualPort();
  }

  @AfterAll
  static void close() {
    vertx.close().await();
  }

  @ParameterizedTest
  @EnumSource
  void every_type_leads_to_its_page_in_the_reader_s_language(ProblemKind kind) {
    Problem problem = kind.problem("here and now");

    HttpResponse<String> french = get(Problem.TYPE_BASE + problem.type(), "fr");
    HttpResponse<String> english = get(Problem.TYPE_BASE + problem.type(), "en-GB,fr;q=0.5");

    assertThat(french.statusCode()).isEqualTo(200);
    assertThat(french.headers().firstValue("Content-Language")).hasValue("fr");
    assertThat(french.body())
        .startsWith(kind.title(FRENCH) + "|problemes/" + kind.word() + "|<h1>")
        .contains(kind.what(FRENCH), "/problems/" + kind.word());
    assertThat(english.statusCode()).isEqualTo(200);
    assertThat(english.headers().firstValue("Content-Language")).hasValue("en");
    assertThat(english.body())
        .startsWith(problem.title() + "|problems/" + kind.word() + "|<h1>")
        .contains("<dd>" + problem.status() + "</dd>");
  }

  @ParameterizedTest
  @EnumSource
  void both_languages_say_it_in_words_of_their_own(ProblemKind kind) {
    assertThat(kind.title(FRENCH)).isNotBlank().isNotEqualTo(kind.title(ENGLISH));
    assertThat(kind.what(FRENCH)).isNotBlank().isNotEqualTo(kind.what(ENGLISH));
    assertThat(kind.mend(FRENCH)).isNotBlank().isNotEqualTo(kind.mend(ENGLISH));
  }

  @ParameterizedTest
  @ValueSource(strings = {"/problems/unheard-of", "/fr/problemes/unheard-of", "/en/problems/x"})
  void an_unknown_type_has_no_page(String path) {
    assertThat(get(path, "en").statusCode()).isEqualTo(404);
  }

  @Test
  void speaks_french_to_whoever_asks_for_nothing_that_it_knows() {
    assertThat(get("/problems/busy", "de").headers().firstValue("Content-Language")).hasValue("fr");
    assertThat(get("/problems/busy", ";;q=").headers().firstValue("Content-Language"))
        .hasValue("fr");
  }

  private static HttpResponse<String> get(String path, String languages) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(server + path))
            .header("Accept-Language", languages)
            .build();
    try {
      return CLIENT.send(request, BodyHandlers.ofString());
    } catch (IOException | InterruptedException failed) {
      throw new IllegalStateException(failed);
    }
  }
}
