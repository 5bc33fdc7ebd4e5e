package org.trousse.platform.demo.vendor;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;

/// Both vendors' addresses. Which of the two `/.well-known/security.txt` is asked for, the host's
/// name says.
public final class DemoVendorRoutes {
  private static final int DRILL_BYTES_MAX = 4_096;
  private static final Duration VALID = Duration.ofDays(180);
  private static final String TEXT = "text/plain; charset=utf-8";
  private static final String HTML = "text/html; charset=utf-8";
  private static final String JSON = "application/json";

  private final int port;
  private final DrillKeysCaller drills;
  private final Clock clock;

  /// @param port where the demo listens
  public DemoVendorRoutes(Vertx vertx, int port, Clock clock) {
    this.port = port;
    this.drills = new DrillKeysCaller(vertx, port);
    this.clock = clock;
  }

  public void mount(Router router) {
    router.get(DemoVendor.SECURITY_TXT).handler(this::securityTxt);
    good(router, DemoVendor.ROOT + DemoVendor.GOOD.word() + "/");
    bad(router, DemoVendor.ROOT + DemoVendor.BAD.word() + "/");
  }

  private void good(Router router, String root) {
    page(router, root, "good-home.html");
    page(router, root + "privacy/fr", "good-privacy-fr.html");
    page(router, root + "privacy/en", "good-privacy-en.html");
    page(router, root + "disclosure", "good-disclosure.html");
    page(router, root + "accessibility", "good-accessibility.html");
    router
        .getWithRegex(root + "sbom/(?<software>[a-z-]{1,40})/(?<version>[0-9.]{1,20})\\.json")
        .handler(context -> send(context, JSON, build(context).sbom()));
    router
        .post(root + "incident")
        .handler(BodyHandler.create(false).setBodyLimit(DRILL_BYTES_MAX))
        .handler(this::drill);
  }

  private static void bad(Router router, String root) {
    page(router, root, "bad-home.html");
    page(router, root + "privacy/fr", "bad-privacy-fr.html");
    page(router, root + "privacy/en", "bad-privacy-en.html");
    page(router, root + "accessibility", "bad-home.html");
    router
        .getWithRegex(root + "sbom/(?<software>[a-z-]{1,40})/(?<version>[0-9.]{1,20})\\.json")
        .handler(context -> send(context, JSON, build(context).staleSbom()));
    router.get(root + "disclosure").handler(context -> context.response().setStatusCode(404).end());
    router.post(root + "incident").handler(context -> context.response().setStatusCode(503).end());
  }

  private static DemoBuild build(RoutingContext context) {
    return new DemoBuild(
        Objects.requireNonNull(context.pathParam("software")),
        Objects.requireNonNull(context.pathParam("version")));
  }

  private static void page(Router router, String path, String resource) {
    String html = read(resource);
    router.get(path).handler(context -> send(context, HTML, html));
  }

  private static String read(String resource) {
    String path = "/demo/vendor/" + resource;
    try (InputStream in = DemoVendorRoutes.class.getResourceAsStream(path)) {
      return new String(Objects.requireNonNull(in, path).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private static void send(RoutingContext context, String type, String body) {
    context.response().putHeader(HttpHeaders.CONTENT_TYPE, type).end(body);
  }

  /// RFC 9116. The bad vendor's expired last year, and leads nowhere.
  private void securityTxt(RoutingContext context) {
    Instant today = clock.instant().truncatedTo(ChronoUnit.DAYS);
    String authority = String.valueOf(context.request().authority());
    if (authority.equals(DemoVendor.BAD.authority(port))) {
      send(
          context,
          TEXT,
          "Contact: securite at vitrine-demo\nExpires: " + today.minus(VALID) + "\n");
    } else {
      send(
          context,
          TEXT,
          """
          # Fichier de démonstration : tout est inventé.
          Contact: mailto:securite@vitrine-demo.example
          Expires: %s
          Preferred-Languages: fr, en
          Canonical: %s
          Policy: %s
          """
              .formatted(
                  today.plus(VALID),
                  DemoVendor.GOOD.securityTxt(port),
                  DemoVendor.GOOD.address(port, "disclosure")));
    }
  }

  private void drill(RoutingContext context) {
    String signature = context.request().getHeader("Trousse-Signature");
    if (signature == null || context.body().buffer() == null) {
      context.response().setStatusCode(401).end();
      return;
    }
    drills
        .signed(context.body().buffer(), signature)
        .onSuccess(ours -> context.response().setStatusCode(ours ? 204 : 401).end())
        .onFailure(context::fail);
  }
}
