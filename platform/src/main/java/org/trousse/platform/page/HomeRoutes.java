package org.trousse.platform.page;

import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Locale;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/// The first page, and the way to it in the visitor's language.
public final class HomeRoutes {
  /// Starts the example app, from the folder of the sources.
  public static final String EXAMPLE_APP =
      "mvn -q -Pexample -pl examples -am compile exec:exec -Dexec.executable=java"
          + " -Dexample.program=WebApp";

  private final PageLayout layout;
  private final boolean demo;
  private final BooleanSupplier ready;
  private final Function<Locale, String> catalogue;

  /// What the page shows.
  ///
  /// @param demo whether there are demo people to visit
  /// @param ready whether the platform takes and gives readings just now
  /// @param catalogue the way into the catalogue: HTML from its own house
  public record Home(Words words, boolean demo, boolean ready, String catalogue) {}

  /// @param ready asked at each view, must not block
  /// @param catalogue the way into the catalogue, as HTML
  public HomeRoutes(
      PageLayout layout, boolean demo, BooleanSupplier ready, Function<Locale, String> catalogue) {
    this.layout = layout;
    this.demo = demo;
    this.ready = ready;
    this.catalogue = catalogue;
  }

  /// A route without a trailing slash answers to both spellings.
  public void mount(Router router) {
    router.get("/").handler(HomeRoutes::toLanguage);
    router.get("/fr").handler(context -> show(context, Locale.FRENCH));
    router.get("/en").handler(context -> show(context, Locale.ENGLISH));
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
    Home home = new Home(words, demo, ready.getAsBoolean(), catalogue.apply(language));
    String body = PageLayout.render("home.jte", home);
    context
        .response()
        .putHeader(HttpHeaders.CONTENT_TYPE, "text/html; charset=utf-8")
        .putHeader(HttpHeaders.CONTENT_LANGUAGE, words.tag())
        .end(layout.frame(language, words.text("home.title"), Place.HOME.french(), body));
  }
}
