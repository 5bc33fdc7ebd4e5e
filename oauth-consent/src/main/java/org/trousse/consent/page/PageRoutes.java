package org.trousse.consent.page;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import io.vertx.core.Future;
import io.vertx.core.http.Cookie;
import io.vertx.core.http.CookieSameSite;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.trousse.consent.ConsentModule;
import org.trousse.consent.signin.Majority;
import org.trousse.consent.signin.SignInLane;
import org.trousse.consent.signin.SignedIn;

/// How every page of this house comes and goes: the session is looked up, forms carry its secret
/// and come from our own pages alone, and the answer says what a browser may do with it.
public final class PageRoutes {
  /// Holds the session's secret.
  public static final String COOKIE = "trousse_session";

  private static final int FORM_MAX_BYTES = 16 << 10;

  /// Among what a request carries: who is signed in.
  private static final String WHO = "trousse.who";

  /// Nothing from elsewhere, nothing inline, no frame around us (CSP Level 3); a form may lead to
  /// the addresses that the page names, because browsers hold redirects to it.
  private static final String POLICY =
      "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self';"
          + " connect-src 'self'; base-uri 'none'; frame-ancestors 'none'; form-action 'self'";

  private static final TemplateEngine TEMPLATES =
      TemplateEngine.createPrecompiled(
          null, ContentType.Html, PageRoutes.class.getClassLoader(), "org.trousse.consent.jte");

  private final SignInLane people;
  private final ConsentModule.Needs needs;
  private final Clock clock;

  /// A page's answer.
  ///
  /// @param path the page's own with its query, for the language switch
  /// @param template its jte file
  /// @param formTo where its forms may lead besides this site, e.g. `https://app.example`
  public record Page(
      int status, String title, String path, String template, Object view, String formTo) {
    /// With status 200 and forms that stay here.
    public static Page of(String title, Spot spot, String template, Object view) {
      return new Page(200, title, spot.french(), template, view, "");
    }

    /// The same page with another status.
    public Page status(int other) {
      return new Page(other, title, path, template, view, formTo);
    }

    /// The same page with the query that the language switch keeps.
    public Page query(String query) {
      return new Page(status, title, path + "?" + query, template, view, formTo);
    }

    /// The same page, whose forms may lead there too.
    public Page leadingTo(String origin) {
      return new Page(status, title, path, template, view, origin);
    }
  }

  /// One request of somebody signed in.
  public record Visit(RoutingContext context, Words words, String cookie, SignedIn who) {
    /// A field of the form; empty when there is none.
    public String field(String name) {
      String value = context.request().getFormAttribute(name);
      return value == null ? "" : value;
    }

    public List<String> fields(String name) {
      return context.request().formAttributes().getAll(name);
    }

    /// A parameter of the address; empty when there is none.
    public String parameter(String name) {
      return context.request().getParam(name, "");
    }

    /// Never the cookie.
    @Override
    public String toString() {
      return "Visit(" + who + ")";
    }
  }

  /// What a page does; whatever fails becomes the platform's page of errors.
  @FunctionalInterface
  public interface Handles {
    Future<?> visit(Visit visit);
  }

  public PageRoutes(SignInLane people, ConsentModule.Needs needs, Clock clock) {
    this.people = people;
    this.needs = needs;
    this.clock = clock;
  }

  /// A page for who is signed in; everybody else signs in first and comes back to it.
  public void get(Router router, Spot spot, Handles handler) {
    for (Words words : both()) {
      router
          .get(spot.address(words))
          .handler(context -> visit(context, words, () -> here(context), handler));
    }
  }

  /// A form of who is not signed in; who they are is for the handler to find out.
  void open(Router router, Spot spot, BiFunction<RoutingContext, Words, Future<?>> handler) {
    for (Words words : both()) {
      router
          .post(spot.address(words))
          .handler(BodyHandler.create(false).setBodyLimit(FORM_MAX_BYTES))
          .handler(PageRoutes::fromOurPagesOnly)
          .handler(context ->
              handler.apply(context, words).onFailure(failure -> fail(context, failure)));
    }
  }

  /// Takes a form whose session is over: where the browser comes back to after signing in.
  @FunctionalInterface
  public interface Leaves {
    Future<String> comeBack(RoutingContext context, Words words);
  }

  /// A form of who is signed in, with the session's secret in its field `jeton`. Who is not, or no
  /// longer, signs in and comes back to the page.
  public void post(Router router, Spot spot, Handles handler) {
    post(router, spot, handler, (context, words) -> Future.succeededFuture(spot.address(words)));
  }

  /// The same; the form decides what is kept while somebody signs in.
  public void post(Router router, Spot spot, Handles handler, Leaves leaves) {
    for (Words words : both()) {
      router
          .post(spot.address(words))
          .handler(BodyHandler.create(false).setBodyLimit(FORM_MAX_BYTES))
          .handler(PageRoutes::fromOurPagesOnly)
          .handler(context ->
              visit(
                  context,
                  words,
                  () -> leaves.comeBack(context, words),
                  visit ->
                      same(visit.who().csrf(), visit.field("jeton"))
                          ? handler.visit(visit)
                          : refuse(context)));
    }
  }

  private static Future<String> here(RoutingContext context) {
    return Future.succeededFuture(context.request().uri());
  }

  static List<Words> both() {
    return List.of(Words.in(Locale.FRENCH), Words.in(Locale.ENGLISH));
  }

  private static Future<Void> refuse(RoutingContext context) {
    context.fail(403);
    return Future.succeededFuture();
  }

  private static boolean same(String expected, String given) {
    return MessageDigest.isEqual(
        expected.getBytes(StandardCharsets.UTF_8), given.getBytes(StandardCharsets.UTF_8));
  }

  /// A form on another site must change nothing here (Fetch Metadata).
  private static void fromOurPagesOnly(RoutingContext context) {
    String site = context.request().getHeader("Sec-Fetch-Site");
    if (site == null || site.equals("same-origin") || site.equals("none")) {
      context.next();
    } else {
      context.fail(403);
    }
  }

  private void visit(
      RoutingContext context, Words words, Supplier<Future<String>> comeBack, Handles handler) {
    String cookie = cookie(context, COOKIE);
    people
        .session(cookie)
        .compose(found -> {
          if (cookie != null && found.isPresent()) {
            context.put(WHO, found.get());
            return handler.visit(new Visit(context, words, cookie, found.get())).<Void>mapEmpty();
          }
          return comeBack
              .get()
              .onSuccess(to -> seeOther(context, Spot.SIGN_IN.address(words, "retour", to)))
              .<Void>mapEmpty();
        })
        .onFailure(failure -> fail(context, failure));
  }

  static void fail(RoutingContext context, Throwable failure) {
    context.fail(failure instanceof RuntimeException ? 500 : 503, failure);
  }

  static @Nullable String cookie(RoutingContext context, String name) {
    Cookie cookie = context.request().getCookie(name);
    return cookie == null || cookie.getValue().isEmpty() ? null : cookie.getValue();
  }

  /// The session's cookie; empty text takes it away.
  void keep(RoutingContext context, String value) {
    Cookie cookie = fresh(COOKIE, value);
    context.response().addCookie(value.isEmpty() ? cookie.setMaxAge(0) : cookie);
  }

  /// The session's cookie goes: its session is over.
  public void takeCookie(RoutingContext context) {
    keep(context, "");
  }

  /// A cookie of ours, which no script reads.
  public Cookie fresh(String name, String value) {
    return Cookie.cookie(name, value)
        .setPath("/")
        .setHttpOnly(true)
        .setSecure(people.settings().secureCookies())
        .setSameSite(CookieSameSite.LAX);
  }

  /// After a form 303, never 307: the form's content stays here (RFC 9700 §4.12).
  public static void seeOther(RoutingContext context, String address) {
    context
        .response()
        .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
        .putHeader("Referrer-Policy", "no-referrer")
        .setStatusCode(303)
        .putHeader(HttpHeaders.LOCATION, address)
        .end();
  }

  /// Puts the page into the platform's frame and sends it.
  public Future<Void> send(RoutingContext context, Words words, Page page) {
    String body = sessionEnd(context, words) + render(page.template(), page.view());
    String html = needs.layout().frame(words.locale(), page.title(), page.path(), body);
    String policy = page.formTo().isEmpty() ? POLICY : POLICY + " " + page.formTo();
    return context
        .response()
        .setStatusCode(page.status())
        .putHeader(HttpHeaders.CONTENT_TYPE, "text/html; charset=utf-8")
        .putHeader(HttpHeaders.CONTENT_LANGUAGE, words.tag())
        .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
        .putHeader("Content-Security-Policy", policy)
        .putHeader("X-Frame-Options", "DENY")
        .putHeader("Referrer-Policy", "no-referrer")
        .end(html);
  }

  /// Says on each page of who is signed in when that ends.
  private String sessionEnd(RoutingContext context, Words words) {
    SignedIn who = context.get(WHO);
    return who == null ? "" : SessionEnd.of(words, who.endsAt(), clock.instant()).html();
  }

  /// A few words and a way on.
  public Future<Void> notice(
      RoutingContext context, Words words, int status, String key, Spot spot) {
    Notice notice = new Notice(words.text(key + ".title"), words.text(key + ".text"), words);
    return send(context, words, Page.of(notice.title(), spot, "notice.jte", notice).status(status));
  }

  /// What [#notice] shows.
  public record Notice(String title, String text, Words words) {}

  /// Whose record the visit is about; empty when the person acts for nobody yet.
  public Future<Optional<Whose>> whose(Visit visit) {
    SignedIn who = visit.who();
    if (who.patient() == null) {
      return Future.succeededFuture(Optional.empty());
    }
    LocalDate today = LocalDate.ofInstant(clock.instant(), Majority.ZONE);
    return needs
        .patients()
        .find(who.patient())
        .map(found -> found.map(person -> Whose.of(person, who.asParent(), today, visit.words())));
  }

  /// One of this house's templates.
  public static String render(String template, Object view) {
    StringOutput html = new StringOutput();
    TEMPLATES.render(template, view, html);
    return html.toString();
  }
}
