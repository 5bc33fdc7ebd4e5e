package org.trousse.record.rest.edge;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.function.BiPredicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.trousse.record.fhir.Refusal;

/// What every answer has in common: its media type, its refusals, and what a failure says of
/// itself.
public final class EdgeRoutes {
  public static final String MEDIA_TYPE = "application/fhir+json";

  /// R4 nd-json: a resource a line.
  public static final String LINES_TYPE = "application/fhir+ndjson";

  /// Documents about the server, which other houses serve and which are no FHIR.
  private static final String WELL_KNOWN = "/fhir/.well-known/";

  /// A range of Accept with quality 0.
  private static final Pattern REFUSED = Pattern.compile("(^|;)\\s*q=0(\\.0*)?\\s*(;|$)");

  private static final String RETRY_AFTER_SECONDS = "5";

  private static final Logger LOG = LoggerFactory.getLogger(EdgeRoutes.class);

  private EdgeRoutes() {}

  /// Before all other routes.
  public static void mount(Router router) {
    router.route("/fhir/*").failureHandler(EdgeRoutes::failed).handler(EdgeRoutes::negotiate);
  }

  /// After all other routes.
  public static void mountLast(Router router) {
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
    boolean fits =
        context.normalizedPath().startsWith(WELL_KNOWN)
            || wants(context, EdgeRoutes::isJson)
            || (context.normalizedPath().endsWith("/$everything") && wantsLines(context));
    if (fits) {
      context.next();
    } else {
      refuse(context, Refusal.NOT_ACCEPTABLE);
    }
  }

  /// Whether a resource a line is what the client takes, and no Bundle.
  public static boolean wantsLines(RoutingContext context) {
    return !wants(context, EdgeRoutes::isJson) && wants(context, EdgeRoutes::isLines);
  }

  private static boolean wants(RoutingContext context, BiPredicate<String, Boolean> type) {
    String format = context.queryParams().get("_format");
    String wanted = format == null ? context.request().getHeader("Accept") : format;
    if (wanted == null || wanted.isBlank()) {
      return type.test("*/*", false);
    }
    for (String range : wanted.toLowerCase(Locale.ROOT).split(",", -1)) {
      String[] parts = range.strip().split(";", 2);
      // the + of fhir+json, when it was not escaped in an address, arrives as a space
      boolean fits = type.test(parts[0].strip().replace(' ', '+'), format != null);
      if (fits && (parts.length == 1 || !REFUSED.matcher(parts[1]).find())) {
        return true;
      }
    }
    return false;
  }

  private static boolean isJson(String range, boolean shortForms) {
    return switch (range) {
      case "*/*", "application/*", "application/json", MEDIA_TYPE -> true;
      case "json" -> shortForms;
      default -> false;
    };
  }

  private static boolean isLines(String range, boolean shortForms) {
    return switch (range) {
      case LINES_TYPE, "application/ndjson" -> true;
      case "ndjson" -> shortForms;
      default -> false;
    };
  }

  /// 415 unless the body is FHIR.
  public static void onlyFhir(RoutingContext context) {
    String type = context.request().getHeader("Content-Type");
    String media = type == null ? "" : type.toLowerCase(Locale.ROOT).split(";", 2)[0].strip();
    if (media.equals(MEDIA_TYPE) || media.equals("application/json")) {
      context.next();
    } else {
      refuse(context, Refusal.FHIR_EXPECTED);
    }
  }

  /// What was sent; empty without a body.
  public static String body(RoutingContext context) {
    Buffer body = context.body().buffer();
    return body == null ? "" : body.toString(StandardCharsets.UTF_8);
  }

  /// 405 with `Allow`.
  public static void notAllowed(RoutingContext context, String allowed) {
    context.response().putHeader("Allow", allowed);
    refuse(context, Refusal.NOT_ALLOWED);
  }

  /// An OperationOutcome in the language of who asks.
  public static void refuse(RoutingContext context, Refusal refusal) {
    Locale language = Refusal.language(context.request().getHeader("Accept-Language"));
    context.response().putHeader("Content-Language", language.getLanguage());
    send(context, refusal.status(), refusal.outcome(language));
  }

  public static void failed(RoutingContext context) {
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

  /// Answers with a resource.
  public static void send(RoutingContext context, int status, String json) {
    head(context, status).end(json).onFailure(context::fail);
  }

  /// Answers with a resource.
  public static void send(RoutingContext context, int status, byte[] json) {
    head(context, status).end(Buffer.buffer(json)).onFailure(context::fail);
  }

  /// Health data stays out of caches.
  public static HttpServerResponse head(RoutingContext context, int status) {
    return context
        .response()
        .setStatusCode(status)
        .putHeader("Content-Type", MEDIA_TYPE + ";charset=utf-8")
        .putHeader("Cache-Control", "no-store");
  }
}
