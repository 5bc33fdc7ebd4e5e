package org.trousse.record.verify;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.trousse.record.verify.page.VerifyPageRoutes;

/// The public door on loopback, in a frame that is nothing but its body.
final class VerifyServer implements AutoCloseable {
  private final Vertx vertx = Vertx.vertx();
  private final HttpClient client = HttpClient.newHttpClient();
  private final String address;

  VerifyServer() {
    Router router = Router.router(vertx);
    VerifyCaller caller = new VerifyCaller(vertx);
    new VerifyRoutes(caller).mount(router);
    new VerifyPageRoutes(
            (language, title, path, body) ->
                "<html lang=\"" + language.getLanguage() + "\"><title>" + title + "</title>" + body,
            caller)
        .mount(router);
    address =
        "http://127.0.0.1:"
            + await(vertx.createHttpServer().requestHandler(router).listen(0, "127.0.0.1"))
                .actualPort();
  }

  @Override
  public void close() {
    client.close();
    await(vertx.close());
  }

  private static <T> T await(Future<T> future) {
    return future.toCompletionStage().toCompletableFuture().join();
  }

  /// A request below the server's address; add what it needs.
  HttpRequest.Builder to(String path) {
    return HttpRequest.newBuilder(URI.create(address + path));
  }

  HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return client.send(request.build(), BodyHandlers.ofString());
    } catch (IOException | InterruptedException failed) {
      throw new IllegalStateException(failed);
    }
  }

  /// A series as programs send it.
  HttpResponse<String> post(String path, String csv) {
    return send(to(path).header("Content-Type", "text/csv").POST(BodyPublishers.ofString(csv)));
  }

  JsonObject numbers(String path, String csv) {
    HttpResponse<String> answer = post(path, csv);
    if (answer.statusCode() != 200) {
      throw new AssertionError(answer.statusCode() + " " + answer.body());
    }
    return new JsonObject(answer.body());
  }
}
