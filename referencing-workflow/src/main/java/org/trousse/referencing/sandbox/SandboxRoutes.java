package org.trousse.referencing.sandbox;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.trousse.referencing.sandbox.proof.SandboxKeys;
import org.trousse.referencing.sandbox.wire.Ask;
import org.trousse.referencing.sandbox.wire.Reply;

/// `/sandbox/RUN/…`: the doors of the runs that are open, and the keys that the sandbox signs with.
final class SandboxRoutes {
  private static final int BODY_BYTES_MAX = 64 * 1024;
  private static final int HEADERS_MAX = 50;
  private static final String WELL_KNOWN = "/.well-known/oauth-authorization-server/sandbox/";

  private static final String SCHEMA = "/sandbox/test-driver.schema.json";

  private final SandboxLane lane;
  private final SandboxKeys keys;
  private final String schema = schema();

  SandboxRoutes(SandboxLane lane, SandboxKeys keys) {
    this.lane = lane;
    this.keys = keys;
  }

  void mount(Router router) {
    router.get("/sandbox/jwks").handler(this::keys);
    router.get(SCHEMA).handler(this::schema);
    router.get(WELL_KNOWN + ":run").handler(context -> answer(context, "metadata"));
    router
        .route("/sandbox/:run/*")
        .handler(BodyHandler.create(false).setBodyLimit(BODY_BYTES_MAX))
        .handler(context -> answer(context, below(context)))
        .failureHandler(context ->
            send(
                context,
                context.statusCode() == 413
                    ? Reply.problem(413, "too-large", "Too large", "Send at most 64 kB.")
                    : Reply.problem(503, "busy", "Busy", "Please try again.")));
  }

  private void keys(RoutingContext context) {
    context
        .response()
        .putHeader("Content-Type", "application/jwk-set+json")
        .putHeader("Cache-Control", "public, max-age=60")
        .end(keys.jwks())
        .onFailure(context::fail);
  }

  private void schema(RoutingContext context) {
    context
        .response()
        .putHeader("Content-Type", "application/schema+json")
        .putHeader("Cache-Control", "public, max-age=86400")
        .end(schema)
        .onFailure(context::fail);
  }

  private static String schema() {
    try (InputStream in = SandboxRoutes.class.getResourceAsStream(SCHEMA)) {
      return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /// The path below the run, without a slash in front.
  private static String below(RoutingContext context) {
    String[] steps = Objects.requireNonNullElse(context.request().path(), "").split("/", 4);
    return steps.length == 4 ? steps[3] : "";
  }

  private void answer(RoutingContext context, String path) {
    HttpServerRequest request = context.request();
    Map<String, String> headers = new LinkedHashMap<>();
    request.headers().entries().stream()
        .limit(HEADERS_MAX)
        .forEach(one ->
            headers.merge(
                one.getKey().toLowerCase(Locale.ROOT), one.getValue(), (a, b) -> a + "," + b));
    Buffer body = context.body() == null ? null : context.body().buffer();
    Ask ask =
        new Ask(
            request.method().name(),
            path,
            Objects.requireNonNullElse(request.query(), ""),
            headers,
            body == null ? "" : body.toString(StandardCharsets.UTF_8));
    String run = Objects.requireNonNullElse(context.pathParam("run"), "");
    lane.answer(run, ask).onSuccess(reply -> send(context, reply)).onFailure(context::fail);
  }

  private static void send(RoutingContext context, Optional<Reply> reply) {
    send(
        context,
        reply.orElseGet(
            () -> Reply.problem(404, "not-found", "Not found", "No such run is open.")));
  }

  private static void send(RoutingContext context, Reply reply) {
    if (reply.lost()) {
      context.request().connection().close();
      return;
    }
    context.response().setStatusCode(reply.status());
    reply.headers().forEach(context.response()::putHeader);
    context.response().end(reply.body()).onFailure(context::fail);
  }
}
