package org.trousse.sdk.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.trousse.sdk.json.JsonObject;

/// What a server said when it did not do what was asked: the issues of a FHIR OperationOutcome, or
/// an RFC 9457 problem as one issue.
///
/// @param status of HTTP
/// @param issues empty when the server gave no reason that is understood
/// @param traceId names the request in the server's own log; empty when the server does not say one
public record ServerWords(int status, List<Issue> issues, Optional<String> traceId) {
  private static final int ISSUES_MAX = 100;
  private static final int TEXT_CHARACTERS_MAX = 500;

  /// W3C Trace Context Level 2 `traceresponse`, and what many servers write instead.
  private static final List<String> TRACE_HEADERS =
      List.of("traceresponse", "X-Trace-Id", "X-Request-Id");

  public ServerWords {
    issues = List.copyOf(issues);
  }

  /// One issue (FHIR R4 OperationOutcome.issue).
  ///
  /// @param severity `fatal`, `error`, `warning` or `information`
  /// @param code of IssueType, e.g. `invalid`, `forbidden`, `throttled`
  /// @param text in the language that was asked for, where the server speaks it: may be shown. Like
  ///   `diagnostics` it may repeat what was sent, so it is for no log
  /// @param diagnostics for developers
  /// @param expression where it is, as FHIRPath, e.g. `Observation.value`
  public record Issue(
      String severity, String code, String text, String diagnostics, List<String> expression) {
    public Issue {
      expression = List.copyOf(expression);
    }

    /// The codes and the places only.
    @Override
    public String toString() {
      return "Issue(" + severity + ", " + code + ", " + expression + ")";
    }
  }

  /// Reads them from an answer.
  public static ServerWords of(HttpAnswer answer) {
    JsonObject body = answer.json().orElse(JsonObject.EMPTY);
    return new ServerWords(answer.status(), issues(body), trace(answer, body));
  }

  /// Reads an OperationOutcome, or an RFC 9457 problem.
  public static List<Issue> issues(JsonObject body) {
    List<Issue> issues = new ArrayList<>();
    for (JsonObject issue : body.objects("issue")) {
      if (issues.size() < ISSUES_MAX) {
        issues.add(issue(issue));
      }
    }
    if (issues.isEmpty() && body.text("title").isPresent()) {
      issues.add(
          new Issue(
              "error",
              text(body, "type"),
              body.text("detail").map(ServerWords::bounded).orElse(text(body, "title")),
              "",
              List.of()));
    }
    return issues;
  }

  private static Issue issue(JsonObject issue) {
    JsonObject details = issue.object("details");
    return new Issue(
        text(issue, "severity"),
        text(issue, "code"),
        text(details, "text"),
        text(issue, "diagnostics"),
        issue.texts("expression").stream().limit(ISSUES_MAX).map(ServerWords::bounded).toList());
  }

  private static Optional<String> trace(HttpAnswer answer, JsonObject body) {
    return TRACE_HEADERS.stream()
        .flatMap(name -> answer.headers().firstValue(name).stream())
        .findFirst()
        .or(() -> body.text("traceId"))
        .map(ServerWords::bounded);
  }

  private static String text(JsonObject object, String name) {
    return object.text(name).map(ServerWords::bounded).orElse("");
  }

  private static String bounded(String text) {
    return text.substring(0, Math.min(text.length(), TEXT_CHARACTERS_MAX));
  }
}
