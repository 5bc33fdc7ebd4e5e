package org.trousse.platform.page;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Serves the assets, and says to every answer of the router what a browser may do with it and when
/// it was given. Mount it first.
public final class StaticRoutes {
  /// Nothing from elsewhere, nothing inline, no frame around us (CSP Level 3).
  static final String POLICY =
      "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self';"
          + " connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

  private static final Map<String, String> HEADERS =
      Map.of(
          "Content-Security-Policy", POLICY,
          "X-Content-Type-Options", "nosniff",
          "Referrer-Policy", "same-origin",
          "Cross-Origin-Opener-Policy", "same-origin",
          "Cross-Origin-Resource-Policy", "same-origin",
          "Permissions-Policy", "camera=(), geolocation=(), microphone=()");

  /// RFC 9110 §5.6.7, IMF-fixdate.
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("EEE, dd MMM uuuu HH:mm:ss 'GMT'", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);

  private final Assets assets;

  public StaticRoutes(Assets assets) {
    this.assets = assets;
  }

  public void mount(Router router) {
    router.route().handler(StaticRoutes::protect);
    router.get("/static/*").handler(this::serve);
    router.get("/favicon.ico").handler(c -> c.redirect(assets.address("icon.svg")));
  }

  private static void protect(RoutingContext context) {
    HEADERS.forEach(context.response().headers()::set);
    context
        .response()
        .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
        // RFC 9110 §6.6.1: from it a client learns how far its own clock is off
        .putHeader(HttpHeaders.DATE, DATE.format(Instant.now()));
    context.next();
  }

  private void serve(RoutingContext context) {
    assets.at(context.normalizedPath()).ifPresentOrElse(a -> send(context, a), context::next);
  }

  private static void send(RoutingContext context, Assets.Asset asset) {
    HttpServerResponse response = context.response();
    response
        .putHeader(HttpHeaders.CACHE_CONTROL, "public, max-age=31536000, immutable")
        .putHeader(HttpHeaders.CONTENT_TYPE, asset.type())
        .putHeader(HttpHeaders.VARY, HttpHeaders.ACCEPT_ENCODING);
    List<String> codings = context.request().headers().getAll(HttpHeaders.ACCEPT_ENCODING);
    if (codings.stream().anyMatch(c -> c.contains("gzip") && !c.contains("gzip;q=0"))) {
      response.putHeader(HttpHeaders.CONTENT_ENCODING, "gzip");
      response.end(Buffer.buffer(asset.gzip()));
    } else {
      response.end(Buffer.buffer(asset.plain()));
    }
  }
}
