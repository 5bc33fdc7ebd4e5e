package org.trousse.sdk.oauth;

import java.net.URI;
import java.time.Clock;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import org.trousse.sdk.http.Form;
import org.trousse.sdk.http.HttpAnswer;
import org.trousse.sdk.http.HttpCall;
import org.trousse.sdk.http.HttpLine;
import org.trousse.sdk.jose.PrivateKeyJwt;
import org.trousse.sdk.json.JsonObject;

/// Posts forms to an authorization server as one app, and reads its refusals.
final class OAuthCaller {
  private static final int WHY_CHARACTERS_MAX = 500;

  private final Discovery server;
  private final ClientIdentity client;
  private final HttpLine line;
  private final Clock clock;

  OAuthCaller(Discovery server, ClientIdentity client, HttpLine line, Clock clock) {
    this.server = server;
    this.client = client;
    this.line = line;
    this.clock = clock;
  }

  Discovery server() {
    return server;
  }

  ClientIdentity client() {
    return client;
  }

  Clock clock() {
    return clock;
  }

  /// A form to `endpoint`, null where the server has none. What answers with 2xx and no object is
  /// [JsonObject#EMPTY].
  CompletableFuture<Answer<JsonObject>> post(@Nullable URI endpoint, Form form) {
    return post(endpoint, form, false);
  }

  /// The same with a DPoP proof, where the app has a key.
  CompletableFuture<Answer<JsonObject>> postBound(URI endpoint, Form form) {
    return post(endpoint, form, true);
  }

  /// The grant at the token endpoint, as tokens.
  CompletableFuture<Answer<TokenSet>> tokens(Form form) {
    return postBound(server.token(), form)
        .thenApply(
            answer -> answer.then(json -> TokenSet.read(json, client.dpop() != null, clock)));
  }

  private CompletableFuture<Answer<JsonObject>> post(
      @Nullable URI endpoint, Form form, boolean bound) {
    if (endpoint == null) {
      return Answer.now(
          Answer.refused(new OAuthProblem.NotUnderstood("the server has no such endpoint")));
    }
    return line.send(
            () -> {
              HttpCall call = HttpCall.post(endpoint, authenticated(form));
              return bound ? call.boundToKey() : call;
            })
        .handle((answer, failed) ->
            failed == null ? read(answer) : Answer.refused(unreachable(failed)));
  }

  /// RFC 7521 §4.2 with a key, RFC 6749 §3.2.1 without.
  private Form authenticated(Form form) {
    Form named = form.with("client_id", client.clientId());
    PrivateKeyJwt key = client.key();
    return key == null
        ? named
        : named
            .with("client_assertion_type", PrivateKeyJwt.TYPE)
            .with("client_assertion", key.assertion(client.audience(server), clock.instant()));
  }

  private static Answer<JsonObject> read(HttpAnswer answer) {
    return answer.status() / 100 == 2
        ? Answer.given(answer.json().orElse(JsonObject.EMPTY))
        : Answer.refused(problem(answer));
  }

  /// What a refusal of the server means.
  static OAuthProblem problem(HttpAnswer answer) {
    JsonObject json = answer.json().orElse(JsonObject.EMPTY);
    String why = json.text("error_description").orElse("status " + answer.status());
    if (answer.status() == 429 || answer.status() == 503) {
      return new OAuthProblem.Retry(answer.retryAfter(), shortened(why));
    }
    return json.text("error")
        .map(error -> problem(error, why))
        .orElseGet(() -> new OAuthProblem.NotUnderstood(shortened(why)));
  }

  /// RFC 6749 §4.1.2.1 and §5.2, RFC 8628 §3.5.
  static OAuthProblem problem(String error, String why) {
    String text = shortened(why);
    return switch (error) {
      case "access_denied" -> new OAuthProblem.AccessDenied(text);
      case "expired_token" -> new OAuthProblem.CodeExpired(text);
      case "invalid_grant" -> new OAuthProblem.InvalidGrant(text);
      case "invalid_client", "unauthorized_client" -> new OAuthProblem.ClientRefused(error, text);
      case "temporarily_unavailable" -> new OAuthProblem.Retry(HttpAnswer.USUAL_WAIT, text);
      default -> new OAuthProblem.RequestRefused(shortened(error), text);
    };
  }

  static OAuthProblem unreachable(Throwable failed) {
    Throwable cause =
        failed instanceof CompletionException && failed.getCause() != null
            ? failed.getCause()
            : failed;
    return new OAuthProblem.Unreachable(cause.getClass().getSimpleName());
  }

  private static String shortened(String text) {
    return text.substring(0, Math.min(text.length(), WHY_CHARACTERS_MAX));
  }
}
