package org.trousse.consent.serve;

import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import org.trousse.consent.authorize.AuthorizeRoutes;
import org.trousse.consent.authorize.PushRoutes;
import org.trousse.consent.client.Limits;
import org.trousse.consent.page.PageRoutes;
import org.trousse.consent.page.Spot;
import org.trousse.consent.page.Words;
import org.trousse.consent.registration.RegistrationRoutes;

/// How often one address may come, asked before anything is looked up for it: to pages that need no
/// sign-in, and to endpoints that have no form of their own. An address is who is at the other end
/// of the connection; what a header says of it is not believed.
final class CrowdRoutes {
  /// Where a person's browser comes without a session, or guesses.
  private static final List<Spot> PAGES = List.of(Spot.SIGN_IN, Spot.DEVICE, Spot.AUTHORISE);

  private final Limits visits;
  private final Limits calls;
  private final PageRoutes pages;

  /// @param visits of browsers
  /// @param calls of apps, shared with the other endpoints
  CrowdRoutes(Limits visits, Limits calls, PageRoutes pages) {
    this.visits = visits;
    this.calls = calls;
    this.pages = pages;
  }

  /// Before everything that it protects. A path that ends with a star is also the one without.
  void mount(Router router) {
    router.route(PushRoutes.PATH).handler(this::call);
    router.route(RegistrationRoutes.PATH + "/*").handler(this::call);
    router.route(AuthorizeRoutes.PATH).handler(context -> visit(context, browsers(context)));
    router.route("/connexion/retour/*").handler(context -> visit(context, browsers(context)));
    for (Locale language : List.of(Locale.FRENCH, Locale.ENGLISH)) {
      Words words = Words.in(language);
      for (Spot spot : PAGES) {
        router.route(spot.address(words) + "/*").handler(context -> visit(context, words));
      }
    }
  }

  private void call(RoutingContext context) {
    OptionalLong wait = calls.take(address(context));
    if (wait.isEmpty()) {
      context.next();
      return;
    }
    context
        .response()
        .setStatusCode(429)
        .putHeader(HttpHeaders.RETRY_AFTER, Long.toString(wait.getAsLong()))
        .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
        .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
        .end(
            "{\"error\":\"temporarily_unavailable\","
                + "\"error_description\":\"too many requests\"}");
  }

  private void visit(RoutingContext context, Words words) {
    OptionalLong wait = visits.take(address(context));
    if (wait.isEmpty()) {
      context.next();
      return;
    }
    context.response().putHeader(HttpHeaders.RETRY_AFTER, Long.toString(wait.getAsLong()));
    pages.notice(context, words, 429, "crowd", Spot.SIGN_IN).onFailure(context::fail);
  }

  /// The browser's first wish, where the address does not say.
  private static Words browsers(RoutingContext context) {
    String asked = context.request().getHeader(HttpHeaders.ACCEPT_LANGUAGE);
    return Words.in(asked != null && asked.startsWith("en") ? Locale.ENGLISH : Locale.FRENCH);
  }

  private static String address(RoutingContext context) {
    return String.valueOf(context.request().remoteAddress().hostAddress());
  }
}
