package org.trousse.consent.registration;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.trousse.consent.app.AppEntryJson;
import org.trousse.consent.app.AppStatus;
import org.trousse.consent.app.AppStore;
import org.trousse.consent.app.SecurityProfile;
import org.trousse.consent.app.StrictJson;
import org.trousse.consent.registration.RegistrationRules.Accepted;
import org.trousse.consent.registration.RegistrationRules.Refused;
import org.trousse.consent.registration.StatementCaller.Statement;

/// `/oauth/register` (RFC 7591) and what a client may do with its own registration (RFC 7592).
public final class RegistrationRoutes {
  public static final String PATH = "/oauth/register";

  private static final int BYTES_MAX = 64 * 1024;
  private static final String ONE = PATH + "/:client_id";

  private static final Logger LOG = LoggerFactory.getLogger(RegistrationRoutes.class);

  private final StatementCaller statements;
  private final RegistrationStore store;
  private final AppStore apps;
  private final String publicUrl;

  public RegistrationRoutes(
      StatementCaller statements, RegistrationStore store, AppStore apps, String publicUrl) {
    this.statements = statements;
    this.store = store;
    this.apps = apps;
    this.publicUrl = publicUrl;
  }

  public void mount(Router router) {
    BodyHandler body = BodyHandler.create(false).setBodyLimit(BYTES_MAX);
    router
        .post(PATH)
        .handler(body)
        .handler(this::register)
        .failureHandler(RegistrationRoutes::failed);
    router.get(ONE).handler(context -> opened(context, () -> show(context)));
    router
        .put(ONE)
        .handler(body)
        .handler(context -> opened(context, () -> update(context)))
        .failureHandler(RegistrationRoutes::failed);
    router.delete(ONE).handler(context -> opened(context, () -> end(context)));
  }

  private static void failed(RoutingContext context) {
    if (context.statusCode() == 413) {
      error(context, 413, "invalid_client_metadata", "the body is longer than 64 kB");
    } else if (context.statusCode() == 400) {
      error(context, 400, "invalid_client_metadata", "the body cannot be read: send JSON");
    } else {
      LOG.warn("a registration failed", context.failure());
      context.response().putHeader("Retry-After", "5");
      error(context, 503, "temporarily_unavailable", "try again later");
    }
  }

  /// What is done with a statement that holds.
  @FunctionalInterface
  private interface Then {
    Future<Void> with(Statement statement, Accepted app);
  }

  private Future<Void> stated(RoutingContext context, Then then) {
    String text = context.body().asString();
    Optional<ObjectNode> plain = text == null ? Optional.empty() : StrictJson.object(text);
    String jws = plain.map(json -> json.path("software_statement").asText()).orElse("");
    if (jws.isEmpty()) {
      return error(
          context,
          400,
          "invalid_software_statement",
          "software_statement of the catalogue is needed");
    }
    return statements
        .verify(jws)
        .compose(found -> {
          if (found.isEmpty()) {
            return error(
                context, 400, "invalid_software_statement", "no valid statement of the catalogue");
          }
          Statement statement = found.get();
          return switch (RegistrationRules.decide(statement.claims(), plain.orElseThrow())) {
            case Refused(String error, String why) -> error(context, 400, error, why);
            case Accepted accepted -> then.with(statement, accepted);
          };
        });
  }

  private static String clientId(RoutingContext context) {
    return Objects.requireNonNull(context.pathParam("client_id"), "the route has it");
  }

  private void register(RoutingContext context) {
    stated(
            context,
            (statement, app) ->
                store
                    .add(statement, app)
                    .compose(made ->
                        made.isEmpty()
                            ? error(
                                context,
                                400,
                                "unapproved_software_statement",
                                "the statement was used before, or the app was stopped")
                            : answer(
                                context,
                                201,
                                json(made.get().clientId(), app)
                                    .put("registration_access_token", made.get().token()))))
        .onFailure(context::fail);
  }

  private Future<Void> update(RoutingContext context) {
    String clientId = clientId(context);
    return stated(
        context,
        (statement, app) ->
            store
                .replace(clientId, statement, app)
                .compose(done ->
                    done
                        ? answer(context, 200, json(clientId, app))
                        : error(
                            context,
                            400,
                            "unapproved_software_statement",
                            "the statement was used before, or is of another app or profile")));
  }

  /// RFC 7592 §2: the registration token of this very client; anything else says nothing.
  private void opened(RoutingContext context, Supplier<Future<Void>> then) {
    String header = context.request().getHeader("Authorization");
    boolean bearer = header != null && header.regionMatches(true, 0, "Bearer ", 0, 7);
    Future<Boolean> opens =
        bearer
            ? store.opens(clientId(context), Objects.requireNonNull(header).substring(7).strip())
            : Future.succeededFuture(false);
    opens
        .compose(yes -> {
          if (yes) {
            return then.get();
          }
          context.response().putHeader("WWW-Authenticate", "Bearer error=\"invalid_token\"");
          return error(context, 401, "invalid_token", "the registration token is wrong");
        })
        .onFailure(context::fail);
  }

  private Future<Void> show(RoutingContext context) {
    String clientId = clientId(context);
    return apps.find(clientId)
        .compose(found ->
            answer(
                context,
                200,
                found
                    .map(app -> json(clientId, new Accepted(app.profile(), app.entry())))
                    .orElseThrow()));
  }

  /// De-referenced: its grants and tokens are dead at every door within a second.
  private Future<Void> end(RoutingContext context) {
    return apps.change(clientId(context), AppStatus.ENDED)
        .compose(done ->
            context.response().setStatusCode(204).putHeader("Cache-Control", "no-store").end());
  }

  private ObjectNode json(String clientId, Accepted app) {
    ObjectNode json = AppEntryJson.write(app.entry());
    json.put("client_id", clientId)
        .put("security_profile", app.profile().word())
        .put("registration_client_uri", publicUrl + PATH + "/" + clientId)
        .put(
            "token_endpoint_auth_method",
            app.profile() == SecurityProfile.SMART_PUBLIC ? "none" : "private_key_jwt");
    return json;
  }

  private static Future<Void> error(
      RoutingContext context, int status, String error, String description) {
    return answer(
        context,
        status,
        StrictJson.newObject().put("error", error).put("error_description", description));
  }

  private static Future<Void> answer(RoutingContext context, int status, ObjectNode json) {
    return context
        .response()
        .setStatusCode(status)
        .putHeader("Content-Type", "application/json")
        .putHeader("Cache-Control", "no-store")
        .putHeader("Pragma", "no-cache")
        .end(json.toString());
  }
}
