package org.trousse.platform.page;

import io.vertx.core.http.Cookie;
import io.vertx.core.http.CookieSameSite;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Whose record to look at: the demo has invented people instead of a sign-in. Never mounted
/// outside the demo.
public final class DemoPickerRoutes {
  /// Holds the token of the person whose record is open.
  public static final String COOKIE = "trousse_session";

  private static final int FORM_MAX_BYTES = 4_096;

  private final PageLayout layout;
  private final List<DemoPerson> people;

  /// What the page shows.
  ///
  /// @param open the person whose record is open
  public record Picker(Words words, List<DemoPerson> people, Optional<DemoPerson> open) {}

  public DemoPickerRoutes(PageLayout layout, List<DemoPerson> people) {
    this.layout = layout;
    this.people = List.copyOf(people);
  }

  public void mount(Router router) {
    for (Locale language : List.of(Locale.FRENCH, Locale.ENGLISH)) {
      String address = Place.DEMO.address(language);
      router.get(address).handler(context -> show(context, language));
      router
          .post(address)
          .handler(BodyHandler.create(false).setBodyLimit(FORM_MAX_BYTES))
          .handler(DemoPickerRoutes::fromOurPagesOnly)
          .handler(context -> choose(context, language));
    }
  }

  /// A form on another site must not open or close a record here (Fetch Metadata).
  private static void fromOurPagesOnly(RoutingContext context) {
    String site = context.request().getHeader("Sec-Fetch-Site");
    if (site == null || site.equals("same-origin") || site.equals("none")) {
      context.next();
    } else {
      context.fail(403);
    }
  }

  private void show(RoutingContext context, Locale language) {
    Words words = Words.in(language);
    Cookie cookie = context.request().getCookie(COOKIE);
    Optional<DemoPerson> open =
        people.stream()
            .filter(person -> cookie != null && person.token().equals(cookie.getValue()))
            .findFirst();
    String body = PageLayout.render("demo.jte", new Picker(words, people, open));
    context
        .response()
        .putHeader(HttpHeaders.CONTENT_TYPE, "text/html; charset=utf-8")
        .putHeader(HttpHeaders.CONTENT_LANGUAGE, words.tag())
        .end(layout.frame(language, words.text("demo.title"), Place.DEMO.french(), body));
  }

  private void choose(RoutingContext context, Locale language) {
    String id = context.request().getFormAttribute("person");
    if (id == null) {
      context.response().addCookie(session("").setMaxAge(0));
      seeOther(context, Place.DEMO.address(language));
      return;
    }
    people.stream()
        .filter(person -> person.id().equals(id))
        .findFirst()
        .ifPresentOrElse(
            person -> {
              context.response().addCookie(session(person.token()));
              seeOther(context, Place.MEASUREMENTS.address(language));
            },
            () -> context.fail(404));
  }

  private static Cookie session(String token) {
    return Cookie.cookie(COOKIE, token)
        .setPath("/")
        .setHttpOnly(true)
        .setSameSite(CookieSameSite.LAX);
  }

  private static void seeOther(RoutingContext context, String address) {
    context.response().setStatusCode(303).putHeader(HttpHeaders.LOCATION, address).end();
  }
}
