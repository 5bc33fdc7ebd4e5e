package org.trousse.gateway.http;

import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.trousse.gateway.app.Withheld;
import org.trousse.gateway.door.FailedSignIns;
import org.trousse.sdk.Problem;
import tools.jackson.databind.json.JsonMapper;

/// How the HTTP door answers.
final class AnswerLane {
  private static final Logger LOG = LoggerFactory.getLogger(AnswerLane.class);
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final int BUSY_SECONDS = 5;
  private static final int PAUSE_SECONDS = 300;

  private final HttpDoor door;

  AnswerLane(HttpDoor door) {
    this.door = door;
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
      refuse(context, ReadingProblems.heldBack(later.right()));
      return;
    }
    LOG.warn("request withheld: {}", cause.getClass().getSimpleName());
    refuse(context, ReadingProblems.BUSY);
  }

  /// Refuses and says by which schemes one may sign in (RFC 9110 §11.6.1).
  void challenge(RoutingContext context, Problem problem, List<String> challenges) {
    if (!context.response().ended()) {
      context.response().putHeader("WWW-Authenticate", challenges);
    }
    refuse(context, problem);
  }

  void refuse(RoutingContext context, Problem problem) {
    if (context.response().ended()) {
      return;
    }
    door.metrics().refused(problem.type());
    retryAfter(problem)
        .ifPresent(seconds ->
            context.response().putHeader(HttpHeaders.RETRY_AFTER, String.valueOf(seconds)));
    send(context, problem.status(), json(members(problem)));
  }

  /// When asking again makes sense (RFC 9110 §10.2.3).
  private OptionalLong retryAfter(Problem problem) {
    if (problem.equals(ReadingProblems.QUOTA)) {
      return OptionalLong.of(door.quota().secondsToNextDay());
    }
    if (problem.status() == 429) {
      return OptionalLong.of(FailedSignIns.WINDOW.toSeconds());
    }
    if (problem.status() != 503) {
      return OptionalLong.empty();
    }
    boolean busy = problem.type().equals(ReadingProblems.BUSY.type());
    return OptionalLong.of(busy ? BUSY_SECONDS : PAUSE_SECONDS);
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
