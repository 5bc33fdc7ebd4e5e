package org.trousse.platform.page;

import io.vertx.core.Future;
import io.vertx.core.http.Cookie;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Locale;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.trousse.consent.page.PageRoutes;

/// The first page, the way to it in the visitor's language, and the map of all others.
public final class HomeRoutes {
  /// Starts the example app, from the folder of the sources.
  public static final String EXAMPLE_APP =
      "mvn -q -Pexample -pl examples -am compile exec:exec -Dexec.executable=java"
          + " -Dexample.program=WebApp";

  private final PageLayout layout;
  private final boolean demo;
  private final BooleanSupplier ready;
  private final Function<Locale, String> catalogue;
  private final TellsVisitors tells;

  /// What the page shows.
  ///
  /// @param demo whether there are demo people to visit
  /// @param ready whether the platform takes and gives readings just now
  /// @param catalogue the way into the catalogue: HTML from its own house
  public record Home(Words words, boolean demo, boolean ready, String catalogue) {}

  /// The map: what is open to all, one's own, and what the site says of itself.
  public record Sitemap(Words words, List<Place> open, List<Place> own, List<Place> about) {}

  /// What somebody who is signed in must read before anything else.
  @FunctionalInterface
  public interface TellsVisitors {
    /// HTML; empty: nothing.
    ///
    /// @param page where they come back to once they have read it
    Future<String> above(String cookie, Locale language, String page);
  }

  /// @param ready asked at each view, must not block
  /// @param catalogue the way into the catalogue, as HTML
  public HomeRoutes(
      PageLayout layout,
      boolean demo,
      BooleanSupplier ready,
      Function<Locale, String> catalogue,
      TellsVisitors tells) {
    this.layout = layout;
    this.demo = demo;
    this.ready = ready;
    this.catalogue = catalogue;
    this.tells = tells;
  }

  /// A route without a trailing slash answers to both spellings.
  public void mount(Router router) {
    router.get("/").handler(HomeRoutes::toLanguage);
    router.get("/fr").handler(context -> show(context, Locale.FRENCH));
    router.get("/en").handler(context -> show(context, Locale.ENGLISH));
    for (Locale language : List.of(Locale.FRENCH, Locale.ENGLISH)) {
      router.get(Place.SITEMAP.address(language)).handler(context -> map(context, language));
    }
  }

  private static void toLanguage(RoutingContext context) {
    String asked = context.request().getHeader(HttpHeaders.ACCEPT_LANGUAGE);
    Words words = Words.accepted(asked == null ? "fr" : asked);
    context.response().putHeader(HttpHeaders.VARY, HttpHeaders.ACCEPT_LANGUAGE);
    context.redirect("/" + words.tag() + "/");
  }

  private void show(RoutingContext context, Locale language) {
    Words words = Words.in(language);
    if (!context.normalizedPath().endsWith("/")) {
      context.redirect(Place.HOME.address(language));
      return;
    }
    Cookie cookie = context.request().getCookie(PageRoutes.COOKIE);
    if (cookie == null || cookie.getValue().isEmpty()) {
      send(context, words, "");
      return;
    }
    // a page of one's own, which no cache between us may keep
    context.response().putHeader(HttpHeaders.CACHE_CONTROL, "no-store");
    tells
        .above(cookie.getValue(), language, Place.HOME.address(language))
        .otherwise("") // a first page without it is better than none
        .onSuccess(told -> send(context, words, told));
  }

  private void map(RoutingContext context, Locale language) {
    Words words = Words.in(language);
    Sitemap map =
        new Sitemap(
            words,
            List.of(
                Place.HOME,
                Place.WHAT_FOR,
                Place.CATALOGUE,
                Place.REFERENCING,
                Place.VENDOR,
                Place.VERIFY),
            List.of(
                Place.MEASUREMENTS,
                Place.CARE_TEAM,
                Place.APPLICATIONS,
                Place.ACCESS_LOG,
                Place.RELATIVES,
                Place.SESSIONS),
            List.of(Place.ACCESSIBILITY, Place.LEGAL, Place.PRIVACY));
    String body = PageLayout.render("sitemap.jte", map);
    String title = words.text("place." + Place.SITEMAP.name());
    html(context, words).end(layout.frame(language, title, Place.SITEMAP.french(), body));
  }

  private static HttpServerResponse html(RoutingContext context, Words words) {
    return context
        .response()
        .putHeader(HttpHeaders.CONTENT_TYPE, "text/html; charset=utf-8")
        .putHeader(HttpHeaders.CONTENT_LANGUAGE, words.tag());
  }

  private void send(RoutingContext context, Words words, String told) {
    Locale language = words.language();
    Home home = new Home(words, demo, ready.getAsBoolean(), catalogue.apply(language));
    String body = told + PageLayout.render("home.jte", home);
    String title = words.text("home.title");
    html(context, words).end(layout.frame(language, title, Place.HOME.french(), body));
  }
}
