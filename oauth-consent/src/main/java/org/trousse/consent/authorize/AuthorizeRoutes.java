package org.trousse.consent.authorize;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.Future;
import io.vertx.core.http.Cookie;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.trousse.consent.ConsentModule.FramesPages;
import org.trousse.consent.app.App;
import org.trousse.consent.app.AppStatus;
import org.trousse.consent.app.StrictJson;
import org.trousse.consent.authorize.AuthorizationChecks.Fault;
import org.trousse.consent.authorize.AuthorizationChecks.Faulty;
import org.trousse.consent.authorize.AuthorizationChecks.Question;
import org.trousse.consent.authorize.AuthorizationChecks.Sound;
import org.trousse.consent.authorize.AuthorizationLane.FindsApp;
import org.trousse.consent.authorize.AuthorizationLane.Session;

/// The authorization endpoint (RFC 6749 §3.1). Nobody is sent to an app before they have signed in,
/// also not with an error (RFC 9700 §4.11.2); `prompt=none` is the exception.
public final class AuthorizeRoutes {
  public static final String PATH = "/oauth/authorize";

  static final String REQUEST_URI = "urn:ietf:params:oauth:request_uri:";

  private static final String COOKIE = "trousse_session";

  private static final String SECURITY =
      "default-src 'none'; style-src 'self'; img-src 'self'; font-src 'self'; script-src 'self';"
          + " base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

  private static final Logger LOG = LoggerFactory.getLogger(AuthorizeRoutes.class);

  /// Whose session this cookie holds.
  @FunctionalInterface
  public interface KnowsSession {
    Future<Optional<Session>> session(String cookie);
  }

  private final RequestStore requests;
  private final FindsApp apps;
  private final AuthorizationLane lane;
  private final KnowsSession sessions;
  private final RefusalPage page;
  private final Redirect redirect;
  private final String fhirBase;

  /// @param publicUrl the issuer, without a slash at its end
  public AuthorizeRoutes(
      RequestStore requests,
      FindsApp apps,
      AuthorizationLane lane,
      KnowsSession sessions,
      FramesPages layout,
      String publicUrl) {
    this.requests = requests;
    this.apps = apps;
    this.lane = lane;
    this.sessions = sessions;
    this.page = new RefusalPage(layout);
    this.redirect = new Redirect(publicUrl);
    this.fhirBase = publicUrl + "/fhir";
  }

  public void mount(Router router) {
    router
        .get(PATH)
        .handler(context -> {
          String query = context.request().query();
          take(context, Parameters.parse(query == null ? "" : query));
        });
    router
        .post(PATH)
        .handler(context ->
            FormLane.read(context.request())
                .onSuccess(parameters -> take(context, parameters))
                .onFailure(context::fail));
    router.get("/fr/reponse").handler(context -> answerFault(context, Locale.FRENCH));
    router.get("/en/answer").handler(context -> answerFault(context, Locale.ENGLISH));
    router.route(PATH).failureHandler(this::failed);
  }

  private void failed(RoutingContext context) {
    LOG.warn("an authorization request failed", context.failure());
    context.response().putHeader("Retry-After", "5");
    show(context, 503, Locale.FRENCH, "temporarily_unavailable");
  }

  private void take(RoutingContext context, Optional<Parameters> read) {
    if (read.isEmpty()) {
      refuse(context, null, "the parameters are not readable");
      return;
    }
    Parameters parameters = read.get();
    String clientId = parameters.get("client_id");
    if (clientId == null || parameters.isRepeated("client_id")) {
      refuse(context, parameters, "client_id is missing or comes twice");
      return;
    }
    apps.find(clientId)
        .map(found -> found.filter(app -> app.status() == AppStatus.ACTIVE))
        .compose(found -> {
          if (found.isEmpty()) {
            return refuse(context, parameters, "this app is not referenced here");
          }
          return parameters.get("request_uri") == null
              ? direct(context, found.get(), parameters)
              : pushed(context, found.get(), parameters);
        })
        .onFailure(context::fail);
  }

  /// RFC 9126 §4: only what was pushed counts. There is no way back to the other parameters.
  private Future<Void> pushed(RoutingContext context, App app, Parameters parameters) {
    String uri = parameters.get("request_uri");
    if (uri == null || !uri.startsWith(REQUEST_URI) || parameters.isRepeated("request_uri")) {
      return refuse(context, parameters, "request_uri is not one of this server");
    }
    String handle = uri.substring(REQUEST_URI.length());
    return requests
        .openPushed(app.clientId(), handle)
        .compose(found -> {
          if (found.isEmpty()) {
            return refuse(context, parameters, "request_uri is unknown, used or expired");
          }
          AuthorizationRequest request = AuthorizationRequest.of(found.get().content());
          return request.prompt().contains("none")
              ? requests
                  .decide(handle, null)
                  .compose(taken ->
                      taken.isEmpty()
                          ? refuse(context, parameters, "request_uri is used")
                          : silent(context, app, request))
              : toPage(context, parameters, handle);
        });
  }

  private Future<Void> direct(RoutingContext context, App app, Parameters parameters) {
    return switch (AuthorizationChecks.read(new Question(app, parameters, fhirBase, false))) {
      case Sound(AuthorizationRequest request) ->
          request.prompt().contains("none")
              ? silent(context, app, request)
              : requests
                  .keep(app.clientId(), false, request.json())
                  .compose(handle ->
                      handle.isEmpty()
                          ? crowded(context, parameters)
                          : toPage(context, parameters, handle.get()));
      case Faulty(Fault fault) ->
          fault.mayRedirect()
              ? fault(context, app, parameters, fault)
              : refuse(context, parameters, fault.why());
    };
  }

  private Future<Void> silent(RoutingContext context, App app, AuthorizationRequest request) {
    return session(context)
        .compose(here -> lane.silently(app, request, here))
        .compose(url -> seeOther(context, url));
  }

  private Future<Optional<Session>> session(RoutingContext context) {
    Cookie cookie = context.request().getCookie(COOKIE);
    return cookie == null
        ? Future.succeededFuture(Optional.empty())
        : sessions.session(cookie.getValue());
  }

  private Future<Void> toPage(RoutingContext context, Parameters parameters, String handle) {
    String place =
        language(context, parameters).equals(Locale.ENGLISH) ? "/en/authorise" : "/fr/autoriser";
    return seeOther(context, place + "?demande=" + handle);
  }

  /// An error that the app may be told, once we know who the person is.
  private Future<Void> fault(RoutingContext context, App app, Parameters parameters, Fault fault) {
    String url = errorUrl(parameters, fault);
    boolean silent = AuthorizationChecks.words(parameters.get("prompt")).contains("none");
    return session(context)
        .compose(here ->
            here.isPresent() || silent
                ? seeOther(context, url)
                : keepFault(context, app, parameters, url));
  }

  private String errorUrl(Parameters parameters, Fault fault) {
    String to = parameters.get("redirect_uri");
    if (to == null) {
      throw new IllegalStateException("redirect_uri was checked");
    }
    String state = parameters.isRepeated("state") ? null : parameters.get("state");
    return redirect.error(to, state, fault.error(), fault.why());
  }

  private Future<Void> keepFault(
      RoutingContext context, App app, Parameters parameters, String url) {
    ObjectNode content = StrictJson.newObject().put("fault", url);
    Locale language = language(context, parameters);
    return requests
        .keep(app.clientId(), false, content.toString())
        .compose(handle ->
            handle.isEmpty()
                ? crowded(context, parameters)
                : toSignIn(context, language, handle.get()));
  }

  private static Future<Void> toSignIn(RoutingContext context, Locale language, String handle) {
    boolean english = language.equals(Locale.ENGLISH);
    String back = (english ? "/en/answer?demande=" : "/fr/reponse?demande=") + handle;
    return seeOther(
        context,
        (english ? "/en/sign-in?retour=" : "/fr/connexion?retour=") + Redirect.encoded(back));
  }

  private void answerFault(RoutingContext context, Locale language) {
    String handle = context.queryParams().get("demande");
    if (handle == null) {
      refuse(context, null, "demande is missing");
      return;
    }
    session(context)
        .compose(here ->
            here.isEmpty()
                ? toSignIn(context, language, handle)
                : requests
                    .decide(handle, here.get().account())
                    .compose(taken -> {
                      String url =
                          taken.map(one -> one.content().path("fault").textValue()).orElse(null);
                      return url == null
                          ? refuse(context, null, "the request is unknown, used or expired")
                          : seeOther(context, url);
                    }))
        .onFailure(context::fail);
  }

  /// RFC 9700 §4.12: 303, so that no browser sends a form again to where it is led.
  private static Future<Void> seeOther(RoutingContext context, String url) {
    return context
        .response()
        .setStatusCode(303)
        .putHeader("Location", url)
        .putHeader("Cache-Control", "no-store")
        .putHeader("Referrer-Policy", "no-referrer")
        .end();
  }

  private Future<Void> refuse(RoutingContext context, @Nullable Parameters parameters, String why) {
    return show(context, 400, language(context, parameters), why);
  }

  private Future<Void> crowded(RoutingContext context, Parameters parameters) {
    context.response().putHeader("Retry-After", "60");
    return show(
        context, 429, language(context, parameters), "too many requests of this app wait already");
  }

  private Future<Void> show(RoutingContext context, int status, Locale language, String why) {
    return context
        .response()
        .setStatusCode(status)
        .putHeader("Content-Type", "text/html;charset=utf-8")
        .putHeader("Content-Security-Policy", SECURITY)
        .putHeader("X-Frame-Options", "DENY")
        .putHeader("Referrer-Policy", "no-referrer")
        .putHeader("Cache-Control", "no-store")
        .end(page.of(language, why));
  }

  private static Locale language(RoutingContext context, @Nullable Parameters parameters) {
    return RefusalPage.language(
        parameters == null ? null : parameters.get("ui_locales"),
        context.request().getHeader("Accept-Language"));
  }
}
