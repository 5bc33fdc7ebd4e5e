package org.trousse.sdk.record;

import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.trousse.sdk.http.HttpAnswer;
import org.trousse.sdk.http.HttpCall;
import org.trousse.sdk.http.HttpLine;
import org.trousse.sdk.http.RetryPolicy;
import org.trousse.sdk.http.RetryingLine;
import org.trousse.sdk.http.ServerWords;
import org.trousse.sdk.json.JsonObject;
import org.trousse.sdk.oauth.Answer;
import org.trousse.sdk.oauth.OAuthProblem;
import org.trousse.sdk.oauth.TokenKeeper;
import org.trousse.sdk.oauth.TokenSet;

/// A door that a patient's permission opens. What failed in passing is sent again as a
/// [RetryPolicy] allows; a token that it refuses is refreshed once and the request sent again; a
/// second refusal is the answer.
public final class RecordDoor {
  private static final int WHY_CHARACTERS_MAX = 500;

  private final RetryingLine line;
  private final TokenKeeper keeper;

  /// The door for one patient's permission, with the usual retries.
  ///
  /// @param line of the app, with its key where it has one
  public RecordDoor(HttpLine line, TokenKeeper keeper) {
    this(new RetryingLine(line, RetryPolicy.USUAL, new Random()), keeper);
  }

  /// The door for one patient's permission.
  ///
  /// @param line of the app, with its key where it has one
  public RecordDoor(RetryingLine line, TokenKeeper keeper) {
    this.line = line;
    this.keeper = keeper;
  }

  /// Sends a request that the patient's permission opens; every answer but 2xx is a refusal.
  public CompletableFuture<Answer<HttpAnswer>> send(HttpCall call) {
    return keeper.current().thenCompose(tokens -> tokens.thenAsk(with -> send(call, with)));
  }

  private CompletableFuture<Answer<HttpAnswer>> send(HttpCall call, TokenSet tokens) {
    return once(call, tokens)
        .thenCompose(answer ->
            answer.refusal().orElse(null) instanceof OAuthProblem.TokenRefused
                ? keeper
                    .newerThan(tokens)
                    .thenCompose(newer -> newer.thenAsk(with -> once(call, with)))
                : Answer.now(answer));
  }

  private CompletableFuture<Answer<HttpAnswer>> once(HttpCall call, TokenSet tokens) {
    return line.send(() -> call.opening(tokens.access()))
        .handle((answer, failed) -> failed == null ? judged(answer) : Answer.refused(lost(failed)));
  }

  private static Answer<HttpAnswer> judged(HttpAnswer answer) {
    if (answer.status() / 100 == 2) {
      return Answer.given(answer);
    }
    String why = why(answer);
    return Answer.refused(
        switch (answer.status()) {
          case 401 -> new OAuthProblem.TokenRefused(why);
          case 403 -> new OAuthProblem.NotGranted(why);
          case 429, 503 -> new OAuthProblem.Retry(answer.retryAfter(), why);
          default -> new OAuthProblem.RecordRefused(answer.status(), why);
        },
        ServerWords.of(answer));
  }

  /// The words of an OperationOutcome or of RFC 9457.
  private static String why(HttpAnswer answer) {
    JsonObject said = answer.json().orElse(JsonObject.EMPTY);
    String why =
        said.objects("issue").stream()
            .flatMap(issue ->
                issue.text("diagnostics").or(() -> issue.object("details").text("text")).stream())
            .findFirst()
            .or(() -> said.text("detail"))
            .orElse("status " + answer.status());
    return why.substring(0, Math.min(why.length(), WHY_CHARACTERS_MAX));
  }

  private static OAuthProblem lost(Throwable failed) {
    Throwable cause = failed.getCause();
    Throwable told = failed instanceof CompletionException && cause != null ? cause : failed;
    return new OAuthProblem.Unreachable(told.getClass().getSimpleName());
  }
}
