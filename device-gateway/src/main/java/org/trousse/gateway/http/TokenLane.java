package org.trousse.gateway.http;

import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.trousse.gateway.app.Opening;
import org.trousse.gateway.app.Presented;
import org.trousse.gateway.app.Right;
import org.trousse.gateway.app.RightsLane;
import org.trousse.gateway.app.Withheld;

/// An app that signs in with its access token (RFC 6750 §2.1, RFC 9449 §7.1).
final class TokenLane {
  private static final Pattern CREDENTIALS =
      Pattern.compile("(?i)(Bearer|DPoP) +([A-Za-z0-9._~+/-]{1,4096}=*)");

  private final HttpDoor door;
  private final AnswerLane answers;

  TokenLane(HttpDoor door, AnswerLane answers) {
    this.door = door;
    this.answers = answers;
  }

  /// Whether the request tries to sign in with a token.
  static boolean tried(RoutingContext context) {
    String header = context.request().getHeader(HttpHeaders.AUTHORIZATION);
    String scheme = header == null ? "" : header.split(" ", 2)[0].toLowerCase(Locale.ROOT);
    return scheme.equals("bearer") || scheme.equals("dpop");
  }

  /// Empty when the request is answered already.
  Future<Optional<Opening.Opened>> open(RoutingContext context) {
    String address = context.request().remoteAddress().hostAddress();
    if (door.failures().tooMany(address)) {
      answers.refuse(context, ReadingProblems.TOO_MANY_FAILURES);
      return Future.succeededFuture(Optional.empty());
    }
    Optional<Presented> presented = presented(context);
    if (presented.isEmpty()) {
      answers.challenge(
          context, ReadingProblems.TOKEN, List.of("Bearer realm=\"devices\"", "DPoP"));
      return Future.succeededFuture(Optional.empty());
    }
    return RightsLane.here(door.tokens().open(presented.get()))
        .map(opening ->
            switch (opening) {
              case Opening.Opened opened -> Optional.of(opened);
              case Opening.Refused refused -> {
                door.failures().refused(address);
                answers.challenge(context, ReadingProblems.TOKEN, List.of(challenge(refused)));
                yield Optional.empty();
              }
              case Opening.Stale() -> throw new Withheld(Right.STALE);
            });
  }

  /// RFC 9449 §4.3: one proof at most; two of anything are nobody's.
  private Optional<Presented> presented(RoutingContext context) {
    List<String> headers = context.request().headers().getAll(HttpHeaders.AUTHORIZATION);
    List<String> proofs = context.request().headers().getAll("DPoP");
    if (headers.size() != 1 || proofs.size() > 1) {
      return Optional.empty();
    }
    Matcher credentials = CREDENTIALS.matcher(headers.getFirst());
    return credentials.matches()
        ? Optional.of(
            new Presented(
                credentials.group(1),
                credentials.group(2),
                proofs.isEmpty() ? null : proofs.getFirst(),
                context.request().method().name(),
                door.reach().publicUrl() + context.request().path()))
        : Optional.empty();
  }

  private static String challenge(Opening.Refused refused) {
    return (refused.dpop() ? "DPoP" : "Bearer")
        + " error=\""
        + quotable(refused.error())
        + "\", error_description=\""
        + quotable(refused.description())
        + "\"";
  }

  /// RFC 6750 §3: no quotation mark and no backslash.
  private static String quotable(String text) {
    return text.replaceAll("[^\\x20-\\x21\\x23-\\x5b\\x5d-\\x7e]", " ");
  }
}
