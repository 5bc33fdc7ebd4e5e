package org.trousse.platform.serve;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class HttpVerticleIT {
  private static final int PATIENCE_MS = 10_000;

  private final Vertx vertx = Vertx.vertx();
  private int port;

  @BeforeEach
  void open() throws Exception {
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    vertx
        .deployVerticle(new HttpVerticle("127.0.0.1", port, null, HttpVerticleIT::routes))
        .await(10, TimeUnit.SECONDS);
  }

  @AfterEach
  void close() throws Exception {
    vertx.close().await(10, TimeUnit.SECONDS);
  }

  private static void routes(Router router) {
    router.get("/page").handler(context -> context.end("twelve bytes"));
    router.get("/stream").handler(HttpVerticleIT::stream);
    router.post("/form").handler(RoutingContext::end);
  }

  private static void stream(RoutingContext context) {
    context.response().setChunked(true);
    context
        .response()
        .write("some")
        .compose(written -> context.response().end("more"))
        .onFailure(context::fail);
  }

  @Test
  void the_head_of_a_page_is_that_of_the_page_without_its_body() throws IOException {
    String answer = ask("HEAD /page?a=b HTTP/1.1");

    assertThat(answer).startsWith("HTTP/1.1 200 ").endsWith("\r\n\r\n");
  }

  @Test
  void the_head_of_what_is_streamed_has_no_body() throws IOException {
    String answer = ask("HEAD /stream HTTP/1.1");

    assertThat(answer).startsWith("HTTP/1.1 200 ").endsWith("\r\n\r\n").doesNotContain("some");
  }

  @Test
  void the_head_of_nothing_is_not_found_and_that_of_a_form_not_allowed() throws IOException {
    assertThat(ask("GET /nothing HTTP/1.1")).startsWith("HTTP/1.1 404 ");
    assertThat(ask("HEAD /nothing HTTP/1.1")).startsWith("HTTP/1.1 404 ").endsWith("\r\n\r\n");
    assertThat(ask("HEAD /form HTTP/1.1")).startsWith("HTTP/1.1 405 ").endsWith("\r\n\r\n");
  }

  @Test
  void a_page_that_is_got_has_its_body() throws IOException {
    assertThat(ask("GET /page HTTP/1.1")).endsWith("\r\n\r\ntwelve bytes");
  }

  @Test
  void what_is_streamed_is_compressed_for_who_accepts_it() throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/stream"));
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpResponse<byte[]> plain = client.send(request.build(), BodyHandlers.ofByteArray());
      HttpResponse<byte[]> zipped =
          client.send(
              request.header("Accept-Encoding", "gzip").build(), BodyHandlers.ofByteArray());

      assertThat(plain.headers().firstValue("Content-Encoding")).isEmpty();
      assertThat(zipped.headers().firstValue("Content-Encoding")).contains("gzip");
      assertThat(new GZIPInputStream(new ByteArrayInputStream(zipped.body())).readAllBytes())
          .asString(StandardCharsets.UTF_8)
          .isEqualTo("somemore");
    }
  }

  /// The answer as it is on the wire, up to its end.
  private String ask(String line) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(PATIENCE_MS);
      String request = line + "\r\nHost: localhost\r\nConnection: close\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      InputStream answer = socket.getInputStream();
      return new String(answer.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
