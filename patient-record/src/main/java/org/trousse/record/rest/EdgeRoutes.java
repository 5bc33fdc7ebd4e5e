package org.trousse.record.rest;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.trousse.record.fhir.Refusal;

/// What every answer has in common: its media type, its refusals, and what a failure says of
/// itself.
final class EdgeRoutes {
  static final String MEDIA_TYPE = "application/fhir+json";

  /// Documents about the server, which other houses serve and which are no FHIR.
  private static final String WELL_KNOWN = "/fhir/.well-known/";

  /// A range of Accept with quality 0.
  private static final Pattern REFUSED = Pattern.compile("(^|;)\\s*q=0(\\.0*)?\\s*(;|$)");

  private static final String RETRY_AFTER_SECONDS = "5";

  private static final Logger LOG = LoggerFactory.getLogger(EdgeRoutes.class);

  private EdgeRoutes() {}

  /// Before all other routes.
  static void mount(Router router) {
    router.route("/fhir/*").failureHandler(EdgeRoutes::failed).handler(EdgeRoutes::negotiate);
  }

  /// After all other routes.
  static void mountLast(Router router) {
    router
        .route("/fhir/*")
        .handler(context -> {
          if (context.normalizedPath().startsWith(WELL_KNOWN)) {
            context.next();
          } else {
            refuse(context, Refusal.NOT_FOUND);
          }
        });
  }

  private static void negotiate(RoutingContext context) {
    String format = context.queryParams().get("_format");
    String wanted = format == null ? context.request().getHeader("Accept") : format;
    if (context.normalizedPath().startsWith(WELL_KNOWN) || isJson(wanted, format != null)) {
      context.next();
    } else {
      refuse(context, Refusal.NOT_ACCEPTABLE);
    }
  }

  private static boolean isJson(@Nullable String accept, boolean shortForms) {
    if (accept == null || accept.isBlank()) {
      return true;
    }
    for (String range : accept.toLowerCase(Locale.ROOT).split(",", -1)) {
      String[] parts = range.strip().split(";", 2);
      // the + of fhir+json, when it was not escaped in an address, arrives as a space
      boolean json =
          switch (parts[0].strip().replace(' ', '+')) {
            case "*/*", "application/*", "application/json", MEDIA_TYPE -> true;
            case "json" -> shortForms;
            default -> false;
          };
      if (json && (parts.length == 1 || !REFUSED.matcher(parts[1]).find())) {
        return true;
      }
    }
    return false;
  }

  static void onlyFhir(RoutingContext context) {
    String type = context.request().getHeader("Content-Type");
    String media = type == null ? "" : type.toLowerCase(Locale.ROOT).split(";", 2)[0].strip();
    if (media.equals(MEDIA_TYPE) || media.equals("application/json")) {
      context.next();
    } else {
      refuse(context, Refusal.FHIR_EXPECTED);
    }
  }

  /// What was sent; empty without a body.
  static String body(RoutingContext context) {
    Buffer body = context.body().buffer();
    return body == null ? "" : body.toString(StandardCharsets.UTF_8);
  }

  static void notAllowed(RoutingContext context, String allowed) {
    context.response().putHeader("Allow", allowed);
    refuse(context, Refusal.NOT_ALLOWED);
  }

  static void refuse(RoutingContext context, Refusal refusal) {
    Locale language = Refusal.language(context.request().getHeader("Accept-Language"));
    context.response().putHeader("Content-Language", language.getLanguage());
    send(context, refusal.status(), refusal.outcome(language));
  }

  static void failed(RoutingContext context) {
    Refusal refusal =
        switch (context.statusCode()) {
          case 413 -> Refusal.TOO_LARGE;
          case 400 -> Refusal.invalid("La requête est mal formée.", "The request is malformed.");
          default -> ours(context.failure()) ? Refusal.FAILED : Refusal.AWAY;
        };
    if (refusal.equals(Refusal.AWAY)) {
      context.response().putHeader(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS);
    }
    if (refusal.status() >= 500) {
      LOG.warn("a FHIR request failed", context.failure());
    }
    if (context.response().headWritten()) {
      context.response().reset();
    } else {
      refuse(context, refusal);
    }
  }

  /// A mistake in our code, which a second try meets again; anything else is the database's
  /// absence.
  private static boolean ours(@Nullable Throwable fault) {
    return fault instanceof RuntimeException && fault.getClass().getName().startsWith("java.");
  }

  static void send(RoutingContext context, int status, String json) {
    head(context, status).end(json).onFailure(context::fail);
  }

  static void send(RoutingContext context, int status, byte[] json) {
    head(context, status).end(Buffer.buffer(json)).onFailure(context::fail);
  }

  /// Health data stays out of caches.
  static HttpServerResponse head(RoutingContext context, int status) {
    return context
        .response()
        .setStatusCode(status)
        .putHeader("Content-Type", MEDIA_TYPE + ";charset=utf-8")
        .putHeader("Cache-Control", "no-store");
  }
}
