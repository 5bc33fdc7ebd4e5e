package org.trousse.consent.authorize;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.trousse.consent.app.App;
import org.trousse.consent.app.AppStatus;
import org.trousse.consent.app.StrictJson;
import org.trousse.consent.authorize.AuthorizationChecks.Fault;
import org.trousse.consent.authorize.AuthorizationChecks.Faulty;
import org.trousse.consent.authorize.AuthorizationChecks.Question;
import org.trousse.consent.authorize.AuthorizationChecks.Sound;

/// Pushed authorization requests (RFC 9126).
public final class PushRoutes {
  public static final String PATH = "/oauth/par";

  private static final Logger LOG = LoggerFactory.getLogger(PushRoutes.class);

  /// Who calls, and with which key.
  @FunctionalInterface
  public interface AuthenticatesClient {
    /// Authenticates the caller as its profile demands.
    ///
    /// @param form the request's parameters, each once
    /// @param authorization the header; null without it
    /// @param proofs the `DPoP` headers
    /// @param endpoint the URL that was called, as clients know it
    Future<Caller> authenticate(
        Map<String, String> form,
        @Nullable String authorization,
        List<String> proofs,
        String endpoint);
  }

  /// What became of it.
  public sealed interface Caller {}

  /// It is this app.
  ///
  /// @param jkt of the key that a proof showed (RFC 9449 §10.1); null without a proof
  public record Known(App app, @Nullable String jkt) implements Caller {}

  public record Unknown(int status, String error, String description) implements Caller {}

  private final RequestStore requests;
  private final AuthenticatesClient clients;
  private final String publicUrl;

  public PushRoutes(RequestStore requests, AuthenticatesClient clients, String publicUrl) {
    this.requests = requests;
    this.clients = clients;
    this.publicUrl = publicUrl;
  }

  public void mount(Router router) {
    router
        .post(PATH)
        .handler(context ->
            FormLane.read(context.request())
                .compose(form -> push(context, form))
                .onFailure(context::fail));
    router
        .route(PATH)
        .handler(context -> {
          context.response().putHeader("Allow", "POST");
          error(context, 405, "invalid_request", "requests are pushed by POST");
        })
        .failureHandler(PushRoutes::failed);
  }

  private static void failed(RoutingContext context) {
    LOG.warn("a pushed request failed", context.failure());
    context.response().putHeader("Retry-After", "5");
    error(context, 503, "temporarily_unavailable", "try again later");
  }

  private Future<Void> push(RoutingContext context, Optional<Parameters> read) {
    if (read.isEmpty() || read.get().anyIsRepeated()) {
      return error(
          context, 400, "invalid_request", "the form is not readable, or a parameter comes twice");
    }
    Parameters parameters = read.get();
    Map<String, String> form = new LinkedHashMap<>();
    parameters.values().forEach((name, values) -> form.put(name, values.getFirst()));
    return clients
        .authenticate(
            form,
            context.request().getHeader("Authorization"),
            context.request().headers().getAll("DPoP"),
            publicUrl + PATH)
        .compose(caller ->
            switch (caller) {
              case Unknown(int status, String error, String description) ->
                  error(context, status, error, description);
              case Known(App app, String jkt) -> push(context, app, jkt, form);
            });
  }

  private Future<Void> push(
      RoutingContext context, App app, @Nullable String jkt, Map<String, String> form) {
    if (app.status() != AppStatus.ACTIVE) {
      return error(context, 400, "unauthorized_client", "this app is not referenced now");
    }
    if (form.containsKey("request_uri")) {
      return error(context, 400, "invalid_request", "a pushed request names no request_uri");
    }
    if (!app.clientId().equals(form.getOrDefault("client_id", app.clientId()))) {
      return error(context, 400, "invalid_request", "client_id is another client's");
    }
    String named = form.get("dpop_jkt");
    if (jkt != null && named != null && !jkt.equals(named)) {
      return error(context, 400, "invalid_dpop_proof", "dpop_jkt names another key than the proof");
    }
    if (jkt != null) {
      form.put("dpop_jkt", jkt);
    }
    Question question = new Question(app, Parameters.of(form), publicUrl + "/fhir", true);
    return switch (AuthorizationChecks.read(question)) {
      case Faulty(Fault fault) -> error(context, 400, fault.error(), fault.why());
      case Sound(AuthorizationRequest request) -> keep(context, app, request);
    };
  }

  private Future<Void> keep(RoutingContext context, App app, AuthorizationRequest request) {
    return requests
        .keep(app.clientId(), true, request.json())
        .compose(handle -> {
          if (handle.isEmpty()) {
            context.response().putHeader("Retry-After", "60");
            return error(
                context, 429, "temporarily_unavailable", "too many requests of this app wait");
          }
          return send(
              context,
              201,
              StrictJson.newObject()
                  .put("request_uri", AuthorizeRoutes.REQUEST_URI + handle.get())
                  .put("expires_in", RequestStore.PUSHED_LIFE.toSeconds()));
        });
  }

  private static Future<Void> error(
      RoutingContext context, int status, String error, String description) {
    return send(
        context,
        status,
        StrictJson.newObject().put("error", error).put("error_description", description));
  }

  private static Future<Void> send(RoutingContext context, int status, ObjectNode json) {
    return context
        .response()
        .setStatusCode(status)
        .putHeader("Content-Type", "application/json")
        .putHeader("Cache-Control", "no-store")
        .putHeader("Pragma", "no-cache")
        .end(json.toString());
  }
}
