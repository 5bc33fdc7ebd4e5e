package org.trousse.catalogue.page;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import io.vertx.core.Future;
import io.vertx.core.http.Cookie;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.trousse.catalogue.CatalogueModule;
import org.trousse.catalogue.search.Shelf;
import org.trousse.catalogue.store.ShelfLane;

/// How every page of this house comes and goes. Nobody must sign in; a session only adds a badge.
public final class PageRoutes {
  /// Holds the session's secret, where somebody is signed in.
  private static final String COOKIE = "trousse_session";

  private static final int FORM_MAX_BYTES = 16 << 10;
  private static final long SESSION_WAIT_MILLIS = 1_000;

  /// Nothing from elsewhere, nothing inline, no frame around us (CSP Level 3).
  private static final String POLICY =
      "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self';"
          + " connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

  private static final TemplateEngine TEMPLATES =
      TemplateEngine.createPrecompiled(
          null, ContentType.Html, PageRoutes.class.getClassLoader(), "org.trousse.catalogue.jte");

  private static final Logger LOG = LoggerFactory.getLogger(PageRoutes.class);

  private final CatalogueModule.Needs needs;
  private final ShelfLane shelf;
  private final Clock clock;

  /// A page's answer.
  ///
  /// @param path the page's own below the language, with its query
  /// @param template its jte file
  public record Page(int status, String title, String path, String template, Object view) {
    public static Page of(String title, String path, String template, Object view) {
      return new Page(200, title, path, template, view);
    }

    public Page status(int other) {
      return new Page(other, title, path, template, view);
    }
  }

  public PageRoutes(CatalogueModule.Needs needs, ShelfLane shelf, Clock clock) {
    this.needs = needs;
    this.shelf = shelf;
    this.clock = clock;
  }

  public Shelf shelf() {
    return shelf.shelf();
  }

  public Clock clock() {
    return clock;
  }

  public LocalDate today() {
    return LocalDate.ofInstant(clock.instant(), Words.ZONE);
  }

  /// Says how old the list is when it may be old; else nothing.
  public String oldness(Words words) {
    return shelf.stale() ? words.text("stale", words.moment(shelf.confirmed())) : "";
  }

  /// What the visitor has connected; nothing for who is not signed in, or when nobody can say.
  public Future<Set<String>> connected(RoutingContext context) {
    Cookie cookie = context.request().getCookie(COOKIE);
    if (cookie == null || cookie.getValue().isEmpty()) {
      return Future.succeededFuture(Set.of());
    }
    return needs
        .connections()
        .connected(cookie.getValue())
        .timeout(SESSION_WAIT_MILLIS, TimeUnit.MILLISECONDS)
        .recover(failed -> {
          LOG.warn("what a visitor has connected cannot be read", failed);
          return Future.succeededFuture(Set.of());
        });
  }

  /// Reads a form that comes from our own pages alone (Fetch Metadata).
  public static void form(Router router, String address) {
    router
        .post(address)
        .handler(BodyHandler.create(false).setBodyLimit(FORM_MAX_BYTES))
        .handler(context -> {
          String site = context.request().getHeader("Sec-Fetch-Site");
          if (site == null || site.equals("same-origin") || site.equals("none")) {
            context.next();
          } else {
            context.fail(403);
          }
        });
  }

  /// After a form: its content stays here.
  public static void seeOther(RoutingContext context, String address) {
    context
        .response()
        .setStatusCode(303)
        .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
        .putHeader(HttpHeaders.LOCATION, address)
        .end();
  }

  /// Puts the page into the platform's frame and sends it.
  public Future<Void> send(RoutingContext context, Words words, Page page) {
    String body = render(page.template(), page.view());
    String html = needs.layout().frame(words.locale(), page.title(), page.path(), body);
    boolean visitorIsNobody = context.request().getCookie(COOKIE) == null;
    return context
        .response()
        .setStatusCode(page.status())
        .putHeader(HttpHeaders.CONTENT_TYPE, "text/html; charset=utf-8")
        .putHeader(HttpHeaders.CONTENT_LANGUAGE, words.tag())
        .putHeader(HttpHeaders.CACHE_CONTROL, visitorIsNobody ? "no-cache" : "no-store")
        .putHeader(HttpHeaders.VARY, "Cookie")
        .putHeader("Content-Security-Policy", POLICY)
        .putHeader("X-Frame-Options", "DENY")
        .putHeader("Referrer-Policy", "same-origin")
        .end(html);
  }

  /// A part of a page.
  public static String render(String template, Object view) {
    StringOutput html = new StringOutput();
    TEMPLATES.render(template, view, html);
    return html.toString();
  }
}
