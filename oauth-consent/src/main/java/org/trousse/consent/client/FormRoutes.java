package org.trousse.consent.client;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Endpoints that apps post a form to: bounded body, no parameter twice, JSON answers that nobody
/// caches (RFC 6749 §5), CORS for the app's own origins.
public final class FormRoutes {
  private static final int BODY_BYTES_MAX = 64 * 1024;
  private static final String FORM = "application/x-www-form-urlencoded";

  /// Whether some app is registered with this web origin.
  @FunctionalInterface
  public interface KnowsOrigin {
    Future<Boolean> known(String origin);
  }

  /// A request.
  ///
  /// @param proof the `DPoP` headers, joined; null without any
  /// @param address where it came from
  public record Called(
      Form form, @Nullable String authorization, @Nullable String proof, String address) {
    /// No secret.
    @Override
    public String toString() {
      return "Called(" + form + ")";
    }
  }

  /// An answer.
  ///
  /// @param body null: an empty one
  /// @param origins the web origins that may read it
  /// @param retryAfter seconds; 0: not said
  public record Reply(int status, @Nullable JsonObject body, Set<String> origins, long retryAfter) {
    public static Reply of(JsonObject body) {
      return new Reply(200, body, Set.of(), 0);
    }

    public static Reply of(OAuthError error) {
      JsonObject body =
          new JsonObject()
              .put("error", error.error())
              .put("error_description", error.description());
      return new Reply(error.status(), body, Set.of(), 0);
    }

    public static Reply empty() {
      return new Reply(200, null, Set.of(), 0);
    }

    public static Reply tooMany(long seconds) {
      return of(new OAuthError(429, "temporarily_unavailable", "too many requests")).after(seconds);
    }

    public Reply after(long seconds) {
      return new Reply(status, body, origins, seconds);
    }

    /// Its body may hold tokens.
    @Override
    public String toString() {
      return "Reply(" + status + ")";
    }

    public Reply readableFrom(Set<String> some) {
      return new Reply(status, body, some, retryAfter);
    }
  }

  private final KnowsOrigin origins;
  private final Limits addresses;

  /// @param addresses how often one address may call all of these endpoints together
  public FormRoutes(KnowsOrigin origins, Limits addresses) {
    this.origins = origins;
    this.addresses = addresses;
  }

  /// Mounts `POST path`; other methods are 405.
  public void mount(Router router, String path, Function<Called, Future<Reply>> answer) {
    router.options(path).handler(this::preflight);
    router
        .post(path)
        .handler(ctx -> read(ctx, body -> called(ctx, body, answer)))
        .failureHandler(FormRoutes::failed);
    router
        .route(path)
        .handler(ctx -> {
          ctx.response().putHeader(HttpHeaders.ALLOW, "POST, OPTIONS");
          send(ctx, Reply.of(new OAuthError(405, "invalid_request", "use POST")));
        });
  }

  /// Fetch standard, CORS-preflight: only origins that some app registered are let through.
  private void preflight(RoutingContext ctx) {
    String origin = ctx.request().getHeader(HttpHeaders.ORIGIN);
    Future<Boolean> known = origin == null ? Future.succeededFuture(false) : origins.known(origin);
    known
        .onSuccess(yes -> {
          HttpServerResponse response = ctx.response().setStatusCode(204);
          response.putHeader(HttpHeaders.VARY, "Origin");
          if (yes && origin != null) {
            response
                .putHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN, origin)
                .putHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_METHODS, HttpMethod.POST.name())
                .putHeader(
                    HttpHeaders.ACCESS_CONTROL_ALLOW_HEADERS, "Content-Type, DPoP, Authorization")
                .putHeader(HttpHeaders.ACCESS_CONTROL_MAX_AGE, "600");
          }
          response.end();
        })
        .onFailure(ctx::fail);
  }

  /// The body whole: a scope may be longer than what the server lets a form's field be.
  private static void read(RoutingContext ctx, Consumer<String> then) {
    Buffer body = Buffer.buffer();
    AtomicBoolean over = new AtomicBoolean();
    ctx.request()
        .exceptionHandler(ctx::fail)
        .handler(chunk -> {
          if (body.length() + chunk.length() <= BODY_BYTES_MAX) {
            body.appendBuffer(chunk);
          } else if (!over.getAndSet(true)) {
            ctx.fail(413);
          }
        })
        .endHandler(end -> {
          if (!over.get()) {
            then.accept(isForm(ctx) ? body.toString(StandardCharsets.UTF_8) : "");
          }
        });
  }

  private static boolean isForm(RoutingContext ctx) {
    String type = ctx.request().getHeader(HttpHeaders.CONTENT_TYPE);
    return type != null && type.toLowerCase(Locale.ROOT).startsWith(FORM);
  }

  private void called(RoutingContext ctx, String body, Function<Called, Future<Reply>> answer) {
    String address = ctx.request().remoteAddress().hostAddress();
    OptionalLong wait = addresses.take(address);
    Optional<Form> form = Form.parse(body);
    if (wait.isPresent()) {
      send(ctx, Reply.tooMany(wait.getAsLong()));
    } else if (form.isEmpty()) {
      String why = "the form is not readable, or a parameter came twice";
      send(ctx, Reply.of(OAuthError.invalidRequest(why)));
    } else {
      List<String> proofs = ctx.request().headers().getAll("DPoP");
      String proof = proofs.isEmpty() ? null : String.join(",", proofs);
      String authorization = ctx.request().getHeader(HttpHeaders.AUTHORIZATION);
      answer
          .apply(new Called(form.get(), authorization, proof, address))
          .onSuccess(reply -> send(ctx, reply))
          .onFailure(ctx::fail);
    }
  }

  private static void failed(RoutingContext ctx) {
    int status = ctx.statusCode();
    if (status >= 400 && status < 500) {
      send(ctx, Reply.of(new OAuthError(status, "invalid_request", "the form is not readable")));
    } else {
      send(ctx, Reply.of(new OAuthError(503, "temporarily_unavailable", "try again")).after(2));
    }
  }

  private static void send(RoutingContext ctx, Reply reply) {
    HttpServerResponse response =
        ctx.response()
            .setStatusCode(reply.status())
            .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
            .putHeader("Pragma", "no-cache");
    String origin = ctx.request().getHeader(HttpHeaders.ORIGIN);
    if (origin != null && reply.origins().contains(origin)) {
      response
          .putHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN, origin)
          .putHeader(HttpHeaders.VARY, "Origin");
    }
    if (reply.retryAfter() > 0) {
      response.putHeader(HttpHeaders.RETRY_AFTER, Long.toString(reply.retryAfter()));
    }
    JsonObject body = reply.body();
    if (body == null) {
      response.end();
    } else {
      response
          .putHeader(HttpHeaders.CONTENT_TYPE, "application/json;charset=UTF-8")
          .end(body.encode());
    }
  }
}
