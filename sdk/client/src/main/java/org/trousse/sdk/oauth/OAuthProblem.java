package org.trousse.sdk.oauth;

import java.time.Duration;

/// Why something is not given. What an app should do about it stands with each.
public sealed interface OAuthProblem {
  /// The server's words or ours, for developers; no secret, and no text for patients. The record's
  /// words may repeat what was sent to it, so `toString` of its refusals leaves them out and is
  /// what to log.
  String why();

  /// No answer came. Ask again later; what was sent may have been done.
  record Unreachable(String why) implements OAuthProblem {}

  /// The server has no time now (429, 503). Ask again after the wait.
  record Retry(Duration after, String why) implements OAuthProblem {
    @Override
    public String toString() {
      return "Retry(after " + after + ")";
    }
  }

  /// The answer is none that the standard knows: a fault of one side.
  record NotUnderstood(String why) implements OAuthProblem {}

  /// The answer does not belong to the request (`state`, RFC 9207 `iss`). Do nothing with it.
  record NotOurs(String why) implements OAuthProblem {}

  /// The patient said no. Respect it; do not ask again by yourself.
  record AccessDenied(String why) implements OAuthProblem {}

  /// The authorization code is used, expired or another app's. Begin anew.
  record InvalidGrant(String why) implements OAuthProblem {}

  /// The permission ended: the patient stopped it, or its time is over. The patient may be asked
  /// again when they next come to the app.
  record ConsentEnded(String why) implements OAuthProblem {}

  /// The permission rests: the patient paused the app, or the catalogue suspended it. It may come
  /// back without a new consent: keep the tokens, and ask again much later.
  record Paused(String why) implements OAuthProblem {}

  /// The user code was not entered in time. Begin anew.
  record CodeExpired(String why) implements OAuthProblem {}

  /// The permission lives, but not for this (403): the patient keeps this kind of data.
  record NotGranted(String why) implements OAuthProblem {
    @Override
    public String toString() {
      return "NotGranted";
    }
  }

  /// A new access token was refused too (401): the app may be suspended. Ask again much later.
  record TokenRefused(String why) implements OAuthProblem {
    @Override
    public String toString() {
      return "TokenRefused";
    }
  }

  /// The app itself is refused (`invalid_client`, `unauthorized_client`): a matter for its vendor.
  record ClientRefused(String error, String why) implements OAuthProblem {}

  /// The request is refused: a matter for the app's developer.
  ///
  /// @param error the code of RFC 6749 §5.2 and its kin
  record RequestRefused(String error, String why) implements OAuthProblem {}

  /// The record refused what was sent or asked, for a reason of its own.
  record RecordRefused(int status, String why) implements OAuthProblem {
    @Override
    public String toString() {
      return "RecordRefused(" + status + ")";
    }
  }
}
