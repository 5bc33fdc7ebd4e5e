package org.trousse.record.care.page;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import io.vertx.core.Future;
import io.vertx.core.http.Cookie;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.trousse.record.RecordModule.FramesPages;
import org.trousse.record.care.CareDoorLane.OpensSession;
import org.trousse.record.care.Visitor;
import org.trousse.record.page.MeasurementsRoutes;
import org.trousse.record.page.Words;

/// How the pages of this room come and go: the session is looked up, forms carry its secret and
/// come from our own pages alone, and the answer says what a browser may do with it.
public final class FormRoutes {
  /// Whose clock people read, as long as nobody says where they are.
  public static final ZoneId ZONE = ZoneId.of("Europe/Paris");

  private static final int FORM_MAX_BYTES = 16 << 10;

  /// Nothing from elsewhere, nothing inline, no frame around us (CSP Level 3).
  private static final String POLICY =
      "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self';"
          + " connect-src 'self'; base-uri 'none'; frame-ancestors 'none'; form-action 'self'";

  private static final TemplateEngine TEMPLATES =
      TemplateEngine.createPrecompiled(
          null, ContentType.Html, FormRoutes.class.getClassLoader(), "org.trousse.record.jte");

  private final OpensSession sessions;
  private final FramesPages layout;
  private final InstantSource clock;

  /// A page's answer.
  ///
  /// @param query of the address with its question mark, which the language switch keeps; or
  ///   nothing
  public record Page(
      int status, String title, Spot spot, String query, String template, Object view) {}

  /// One request of somebody signed in.
  public record Visit(RoutingContext context, Words words, Visitor who) {
    /// A field of the form; empty when there is none.
    public String field(String name) {
      String value = context.request().getFormAttribute(name);
      return value == null ? "" : value.strip();
    }

    /// A parameter of the address; empty when there is none.
    public String parameter(String name) {
      return context.request().getParam(name, "").strip();
    }

    /// Never who.
    @Override
    public String toString() {
      return "Visit(…)";
    }
  }

  /// What a page does; whatever fails becomes the platform's page of errors.
  @FunctionalInterface
  public interface Handles {
    Future<?> visit(Visit visit);
  }

  public FormRoutes(OpensSession sessions, FramesPages layout, InstantSource clock) {
    this.sessions = sessions;
    this.layout = layout;
    this.clock = clock;
  }

  public InstantSource clock() {
    return clock;
  }

  /// A page for who is signed in; everybody else signs in first and comes back to it.
  void get(Router router, Spot spot, Handles handler) {
    get(router, spot::address, spot::address, handler);
  }

  /// As before, at an address with parameters.
  ///
  /// @param route of the router, in each language
  /// @param back where who must sign in goes on afterwards
  public void get(
      Router router, Function<Words, String> route, Function<Words, String> back, Handles handler) {
    for (Words words : both()) {
      router
          .get(route.apply(words))
          .handler(context -> visit(context, words, back.apply(words), handler));
    }
  }

  /// A form of who is signed in, with the session's secret in its field `jeton`.
  void post(Router router, Spot spot, Handles handler) {
    post(router, spot::address, spot::address, handler);
  }

  /// As before, at an address with parameters.
  ///
  /// @param route of the router, in each language
  /// @param back where who must sign in goes on afterwards
  public void post(
      Router router, Function<Words, String> route, Function<Words, String> back, Handles handler) {
    for (Words words : both()) {
      router
          .post(route.apply(words))
          .handler(BodyHandler.create(false).setBodyLimit(FORM_MAX_BYTES))
          .handler(FormRoutes::fromOurPagesOnly)
          .handler(context ->
              visit(
                  context,
                  words,
                  back.apply(words),
                  visit ->
                      same(visit.who().csrf(), visit.field("jeton"))
                          ? handler.visit(visit)
                          : fail(context, 403)));
    }
  }

  private static List<Words> both() {
    return List.of(Words.in(Locale.FRENCH), Words.in(Locale.ENGLISH));
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

  private void visit(RoutingContext context, Words words, String back, Handles handler) {
    context
        .response()
        .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
        .putHeader("Referrer-Policy", "no-referrer");
    cookie(context)
        .map(sessions::visitor)
        .orElseGet(() -> Future.succeededFuture(Optional.empty()))
        .map(found -> found.map(who -> who.on(today())))
        .<Void>compose(found ->
            found.isPresent()
                ? handler.visit(new Visit(context, words, found.get())).mapEmpty()
                : signIn(context, words, back))
        .onFailure(
            failure -> context.fail(failure instanceof RuntimeException ? 500 : 503, failure));
  }

  private LocalDate today() {
    return LocalDate.ofInstant(clock.instant(), ZONE);
  }

  private static Optional<String> cookie(RoutingContext context) {
    Cookie cookie = context.request().getCookie(MeasurementsRoutes.COOKIE);
    return cookie == null || cookie.getValue().isEmpty()
        ? Optional.empty()
        : Optional.of(cookie.getValue());
  }

  private static Future<Void> signIn(RoutingContext context, Words words, String from) {
    String page = words == Words.in(Locale.FRENCH) ? "/fr/connexion" : "/en/sign-in";
    String back = URLEncoder.encode(from, StandardCharsets.UTF_8);
    return seeOther(context, page + "?retour=" + back);
  }

  /// The platform's page of this error.
  public static Future<Void> fail(RoutingContext context, int status) {
    context.fail(status);
    return Future.succeededFuture();
  }

  /// After a form 303, so that a reload sends nothing again.
  public static Future<Void> seeOther(RoutingContext context, String address) {
    return context.response().setStatusCode(303).putHeader(HttpHeaders.LOCATION, address).end();
  }

  /// Puts the page into the platform's frame and sends it.
  Future<Void> send(RoutingContext context, Words words, Page page) {
    String path = page.spot().path(words) + page.query();
    return send(context, words, page.status(), page.title(), path, page.template(), page.view());
  }

  /// As before.
  ///
  /// @param path below the language
  public Future<Void> send(
      RoutingContext context,
      Words words,
      int status,
      String title,
      String path,
      String template,
      Object view) {
    return context
        .response()
        .setStatusCode(status)
        .putHeader(HttpHeaders.CONTENT_TYPE, "text/html; charset=utf-8")
        .putHeader(HttpHeaders.CONTENT_LANGUAGE, words.locale().getLanguage())
        .putHeader("Content-Security-Policy", POLICY)
        .putHeader("X-Frame-Options", "DENY")
        .end(layout.frame(words.locale(), title, path, render(template, view)));
  }

  static String render(String template, Object view) {
    StringOutput html = new StringOutput();
    TEMPLATES.render(template, view, html);
    return html.toString();
  }
}
