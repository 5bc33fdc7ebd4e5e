package org.trousse.platform.page;

import io.vertx.core.Future;
import io.vertx.core.http.Cookie;
import io.vertx.core.http.CookieSameSite;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.trousse.consent.signin.ReturnAddress;

/// Who to be: the demo has invented people instead of identity providers, and their list instead of
/// the page to sign in on. Never mounted outside the demo, and before the consent house.
public final class DemoPickerRoutes {
  /// Holds the session's secret.
  public static final String COOKIE = "trousse_session";

  private static final int FORM_MAX_BYTES = 4_096;

  private final PageLayout layout;
  private final List<DemoPerson> people;
  private final Sessions sessions;

  /// Opens, knows and ends the sessions of invented people.
  public interface Sessions {
    /// Opens one and ends the browser's former one.
    ///
    /// @param former the cookie until now; null without one
    /// @param userAgent what the browser says of itself; null when it says nothing
    /// @return the new cookie; empty when the person closed their account
    Future<Optional<String>> open(
        DemoPerson person, @Nullable String former, @Nullable String userAgent);

    /// The name of the person who is signed in; empty: nobody.
    Future<Optional<String>> name(String cookie);

    Future<Void> end(String cookie);

    /// Sessions whose cookie is the person's token, for pages without a database.
    static Sessions ofTokens(List<DemoPerson> people) {
      return new Sessions() {
        @Override
        public Future<Optional<String>> open(
            DemoPerson person, @Nullable String former, @Nullable String userAgent) {
          return Future.succeededFuture(Optional.of(person.token()));
        }

        @Override
        public Future<Optional<String>> name(String cookie) {
          return Future.succeededFuture(
              people.stream()
                  .filter(person -> person.token().equals(cookie))
                  .findFirst()
                  .map(DemoPerson::name));
        }

        @Override
        public Future<Void> end(String cookie) {
          return Future.succeededFuture();
        }
      };
    }
  }

  /// What the page shows.
  ///
  /// @param open the name of the person who is signed in
  /// @param returnTo the page to go back to; empty for the measurements
  /// @param notice why nobody was signed in; empty for nothing
  public record Picker(
      Words words,
      List<DemoPerson> people,
      Optional<String> open,
      String returnTo,
      String notice) {}

  public DemoPickerRoutes(PageLayout layout, List<DemoPerson> people, Sessions sessions) {
    this.layout = layout;
    this.people = List.copyOf(people);
    this.sessions = sessions;
  }

  public void mount(Router router) {
    for (Locale language : List.of(Locale.FRENCH, Locale.ENGLISH)) {
      String address = Place.DEMO.address(language);
      router.get(address).handler(context -> show(context, language));
      router.get(Place.SIGN_IN.address(language)).handler(context -> toList(context, language));
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

  /// There is nothing to say before the list.
  private static void toList(RoutingContext context, Locale language) {
    String returnTo = ReturnAddress.orElse(context.request().getParam("retour"), "");
    String list = Place.DEMO.address(language);
    seeOther(
        context,
        returnTo.isEmpty()
            ? list
            : list + "?retour=" + URLEncoder.encode(returnTo, StandardCharsets.UTF_8));
  }

  private void show(RoutingContext context, Locale language) {
    String cookie = cookie(context);
    Future<Optional<String>> open =
        cookie == null ? Future.succeededFuture(Optional.empty()) : sessions.name(cookie);
    open.onSuccess(name -> show(context, Words.in(language), 200, name, ""))
        .onFailure(failure -> context.fail(503, failure));
  }

  private void show(
      RoutingContext context, Words words, int status, Optional<String> open, String notice) {
    String returnTo = ReturnAddress.orElse(context.request().getParam("retour"), "");
    String body = PageLayout.render("demo.jte", new Picker(words, people, open, returnTo, notice));
    String query = context.request().query();
    String path = returnTo.isEmpty() ? Place.DEMO.french() : Place.DEMO.french() + "?" + query;
    context
        .response()
        .setStatusCode(status)
        .putHeader(HttpHeaders.CONTENT_TYPE, "text/html; charset=utf-8")
        .putHeader(HttpHeaders.CONTENT_LANGUAGE, words.tag())
        .end(layout.frame(words.language(), words.text("demo.title"), path, body));
  }

  private void choose(RoutingContext context, Locale language) {
    String id = context.request().getFormAttribute("person");
    String former = cookie(context);
    if (id == null) {
      Future<Void> ended = former == null ? Future.succeededFuture() : sessions.end(former);
      ended
          .onSuccess(done -> {
            context.response().addCookie(session(context, "").setMaxAge(0));
            seeOther(context, Place.DEMO.address(language));
          })
          .onFailure(failure -> context.fail(503, failure));
      return;
    }
    Optional<DemoPerson> person = people.stream().filter(p -> p.id().equals(id)).findFirst();
    if (person.isEmpty()) {
      context.fail(404);
      return;
    }
    String to =
        ReturnAddress.orElse(
            context.request().getFormAttribute("retour"), person.get().begins(language));
    sessions
        .open(person.get(), former, context.request().getHeader(HttpHeaders.USER_AGENT))
        .onSuccess(opened -> opened(context, Words.in(language), opened, to))
        .onFailure(failure -> context.fail(503, failure));
  }

  private void opened(RoutingContext context, Words words, Optional<String> cookie, String to) {
    if (cookie.isPresent()) {
      context.response().addCookie(session(context, cookie.get()));
      seeOther(context, to);
    } else {
      show(context, words, 403, Optional.empty(), words.text("demo.closed"));
    }
  }

  private static @Nullable String cookie(RoutingContext context) {
    Cookie cookie = context.request().getCookie(COOKIE);
    return cookie == null || cookie.getValue().isEmpty() ? null : cookie.getValue();
  }

  private static Cookie session(RoutingContext context, String value) {
    return Cookie.cookie(COOKIE, value)
        .setPath("/")
        .setHttpOnly(true)
        .setSecure(context.request().isSSL())
        .setSameSite(CookieSameSite.LAX);
  }

  private static void seeOther(RoutingContext context, String address) {
    context.response().setStatusCode(303).putHeader(HttpHeaders.LOCATION, address).end();
  }
}
