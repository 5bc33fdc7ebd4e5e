package org.trousse.gateway.http;

import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.trousse.gateway.app.Right;
import org.trousse.gateway.app.Withheld;
import org.trousse.gateway.door.DoorMetrics;
import org.trousse.sdk.Problem;
import tools.jackson.databind.json.JsonMapper;

/// How the HTTP door answers.
final class AnswerLane {
  private static final Logger LOG = LoggerFactory.getLogger(AnswerLane.class);
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final int RETRY_AFTER_SECONDS = 5;
  private static final int RETRY_AFTER_PAUSE_SECONDS = 300;

  private final DoorMetrics metrics;

  AnswerLane(DoorMetrics metrics) {
    this.metrics = metrics;
  }

  Future<Void> send(RoutingContext context, int status, String answer) {
    String type = status < 400 ? "application/json" : Problem.MEDIA_TYPE;
    return context
        .response()
        .setStatusCode(status)
        .putHeader(HttpHeaders.CONTENT_TYPE, type)
        .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
        .end(answer);
  }

  /// What failed is not promised: the sender has to come back.
  void withhold(RoutingContext context, Throwable cause) {
    if (cause instanceof Withheld later) {
      refuse(context, ReadingProblems.heldBack(later.right()), retryAfter(later.right()));
      return;
    }
    LOG.warn("request withheld: {}", cause.getClass().getSimpleName());
    refuse(context, ReadingProblems.BUSY);
  }

  void refuse(RoutingContext context, Problem problem) {
    refuse(context, problem, RETRY_AFTER_SECONDS);
  }

  /// Refuses and says by which schemes one may sign in (RFC 9110 §11.6.1).
  void challenge(RoutingContext context, Problem problem, List<String> challenges) {
    if (!context.response().ended()) {
      context.response().putHeader("WWW-Authenticate", challenges);
    }
    refuse(context, problem);
  }

  private void refuse(RoutingContext context, Problem problem, int retryAfterSeconds) {
    if (context.response().ended()) {
      return;
    }
    metrics.refused(problem.type());
    if (problem.status() == 429 || problem.status() == 503) {
      context.response().putHeader(HttpHeaders.RETRY_AFTER, String.valueOf(retryAfterSeconds));
    }
    send(context, problem.status(), json(members(problem)));
  }

  private static int retryAfter(Right right) {
    return right == Right.STALE ? RETRY_AFTER_SECONDS : RETRY_AFTER_PAUSE_SECONDS;
  }

  static Map<String, Object> members(Problem problem) {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("type", Problem.TYPE_BASE + problem.type());
    members.put("title", problem.title());
    members.put("status", problem.status());
    members.put("detail", problem.detail());
    members.putAll(problem.more());
    return members;
  }

  static String json(Map<String, Object> members) {
    return JSON.writeValueAsString(members);
  }
}
