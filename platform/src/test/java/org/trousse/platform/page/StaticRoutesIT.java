package org.trousse.platform.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import org.junit.jupiter.api.Test;

final class StaticRoutesIT {
  @Test
  void every_answer_says_when_it_was_given_and_what_a_browser_may_do_with_it() throws Exception {
    Vertx vertx = Vertx.vertx();
    try (HttpClient client = HttpClient.newHttpClient()) {
      Router router = Router.router(vertx);
      new StaticRoutes(Assets.load()).mount(router);
      var server =
          vertx
              .createHttpServer()
              .requestHandler(router)
              .listen(0, "127.0.0.1")
              .toCompletionStage()
              .toCompletableFuture()
              .join();

      HttpResponse<Void> answer =
          client.send(
              HttpRequest.newBuilder(
                      URI.create("http://127.0.0.1:" + server.actualPort() + "/nothing"))
                  .build(),
              BodyHandlers.discarding());

      String date = answer.headers().firstValue("Date").orElse("");
      assertThat(answer.statusCode()).isEqualTo(404);
      assertThat(date).matches("[A-Z][a-z]{2}, \\d{2} [A-Z][a-z]{2} \\d{4} [\\d:]{8} GMT");
      assertThat(
              Duration.between(
                  ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant(),
                  Instant.now()))
          .isBetween(Duration.ZERO, Duration.ofMinutes(1));
      assertThat(answer.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
    } finally {
      vertx.close().toCompletionStage().toCompletableFuture().join();
    }
  }
}
