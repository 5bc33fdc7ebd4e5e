package org.trousse.referencing.door;

import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.trousse.referencing.text.Text;
import org.trousse.sdk.Problem;
import tools.jackson.databind.json.JsonMapper;

/// How these doors answer.
public final class AnswerLane {
  /// Where the request's context keeps the word of the problem that was told.
  public static final String PROBLEM = "trousse.problem";

  private static final Logger LOG = LoggerFactory.getLogger(AnswerLane.class);
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final int BUSY_SECONDS = 5;

  private AnswerLane() {}

  /// Any value that Jackson can write; nobody keeps it.
  public static Future<Void> json(RoutingContext context, int status, Object value) {
    return begin(context, status, "application/json").end(JSON.writeValueAsString(value));
  }

  /// A problem in its kind's own words.
  public static Future<Void> refuse(RoutingContext context, DoorProblemKind kind) {
    return refuse(context, kind, kind.mend());
  }

  /// A problem in words of its own.
  public static Future<Void> refuse(RoutingContext context, DoorProblemKind kind, Text detail) {
    return refuse(context, kind, detail, Map.of());
  }

  /// The same with members of its own (RFC 9457 §3.2).
  public static Future<Void> refuse(
      RoutingContext context, DoorProblemKind kind, Text detail, Map<String, Object> more) {
    if (context.response().ended() || context.response().closed()) {
      return Future.succeededFuture();
    }
    Locale language = language(context);
    Problem problem = kind.problem(detail, language, more);
    context.put(PROBLEM, problem.type());
    HttpServerResponse response =
        begin(context, problem.status(), Problem.MEDIA_TYPE)
            .putHeader(HttpHeaders.CONTENT_LANGUAGE, language.getLanguage())
            .putHeader(HttpHeaders.VARY, HttpHeaders.ACCEPT_LANGUAGE);
    if (kind == DoorProblemKind.BUSY) {
      response.putHeader(HttpHeaders.RETRY_AFTER, Integer.toString(BUSY_SECONDS));
    }
    if (kind == DoorProblemKind.SIGN_IN) {
      response.putHeader("WWW-Authenticate", "Bearer realm=\"referencing\"");
    }
    return response.end(JSON.writeValueAsString(members(problem)));
  }

  /// What failed is not done: the sender has to come back. The cause stays here.
  public static void withhold(RoutingContext context, Throwable cause) {
    LOG.warn("request withheld: {}", cause.getClass().getSimpleName());
    refuse(context, DoorProblemKind.BUSY);
  }

  public static Locale language(RoutingContext context) {
    return Language.of(context.request().getHeader(HttpHeaders.ACCEPT_LANGUAGE));
  }

  private static HttpServerResponse begin(RoutingContext context, int status, String type) {
    return context
        .response()
        .setStatusCode(status)
        .putHeader(HttpHeaders.CONTENT_TYPE, type)
        .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
        .putHeader("X-Content-Type-Options", "nosniff");
  }

  private static Map<String, Object> members(Problem problem) {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("type", Problem.TYPE_BASE + problem.type());
    members.put("title", problem.title());
    members.put("status", problem.status());
    members.put("detail", problem.detail());
    members.putAll(problem.more());
    return members;
  }
}
