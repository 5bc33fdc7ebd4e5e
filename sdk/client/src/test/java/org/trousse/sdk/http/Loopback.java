package org.trousse.sdk.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.trousse.sdk.json.JsonObject;

/// A server on this machine that answers as a test says and remembers what it was asked.
public final class Loopback implements AutoCloseable {
  private final HttpServer server;
  private final ExecutorService executor = Executors.newCachedThreadPool();
  private final Map<String, Responder> responders = new ConcurrentHashMap<>();
  private final List<Request> requests = new CopyOnWriteArrayList<>();

  public Loopback() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
    server.setExecutor(executor);
    server.createContext("/", this::serve);
    server.start();
  }

  /// What a path answers.
  @FunctionalInterface
  public interface Responder {
    Reply reply(Request request);
  }

  public record Reply(int status, Map<String, String> headers, String body) {
    public static Reply json(int status, String body) {
      return new Reply(status, Map.of("Content-Type", "application/json"), body);
    }

    public Reply with(String header, String value) {
      Map<String, String> more = new ConcurrentHashMap<>(headers);
      more.put(header, value);
      return new Reply(status, more, body);
    }
  }

  public record Request(String method, URI uri, Map<String, List<String>> headers, String body) {
    public Form form() {
      return Form.parse(body);
    }

    public @Nullable String header(String name) {
      List<String> values = headers.get(name);
      return values == null ? null : values.get(0);
    }

    /// The claims of the DPoP proof.
    public JsonObject proof() {
      return claims(String.valueOf(header("Dpop")));
    }
  }

  /// The second part of a JWT.
  public static JsonObject claims(String jwt) {
    return part(jwt, 1);
  }

  /// A part of a JWT, the header being 0.
  public static JsonObject part(String jwt, int number) {
    byte[] bytes = Base64.getUrlDecoder().decode(jwt.split("\\.", -1)[number]);
    return JsonObject.parse(new String(bytes, StandardCharsets.UTF_8), 10_000);
  }

  public Loopback on(String path, Responder responder) {
    responders.put(path, responder);
    return this;
  }

  /// The root, without a slash at its end.
  public String root() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  public URI at(String path) {
    return URI.create(root() + path);
  }

  /// What was asked of a path, in order.
  public List<Request> asked(String path) {
    return requests.stream().filter(request -> request.uri().getPath().equals(path)).toList();
  }

  private void serve(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    Request request =
        new Request(
            exchange.getRequestMethod(),
            exchange.getRequestURI(),
            Map.copyOf(exchange.getRequestHeaders()),
            body);
    requests.add(request);
    Responder responder = responders.get(request.uri().getPath());
    Reply reply = responder == null ? Reply.json(404, "{}") : responder.reply(request);
    reply.headers().forEach(exchange.getResponseHeaders()::set);
    byte[] bytes = reply.body().getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(reply.status(), bytes.length == 0 ? -1 : bytes.length);
    try (OutputStream out = exchange.getResponseBody()) {
      out.write(bytes);
    }
  }

  @Override
  public void close() {
    server.stop(0);
    executor.shutdownNow();
  }
}
