package org.trousse.sdk.oauth;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Keeps one patient's tokens fresh: however many threads ask, one refresh is under way at a time,
/// as a refresh token that is rotated serves once. When the answer to a refresh is lost, the next
/// question sends the same refresh token again, which the server takes for a while.
public final class TokenKeeper {
  /// A token that ends while a request is under way helps nobody.
  static final Duration MARGIN = Duration.ofSeconds(20);

  /// How long the server is left alone after it said that the permission rests.
  static final Duration REST = Duration.ofMinutes(1);

  private final OAuthClient client;
  private final Consumer<TokenSet> store;
  private final Clock clock;

  private final Object lock = new Object();
  private TokenSet tokens;
  private @Nullable OAuthProblem ended;
  private OAuthProblem.@Nullable Paused paused;
  private Instant restsUntil = Instant.MIN;
  private @Nullable CompletableFuture<Answer<TokenSet>> underWay;

  /// @param tokens as the exchange gave them or the app's store kept them
  /// @param store keeps new tokens before anybody uses them; when it throws, nobody gets them
  public TokenKeeper(OAuthClient client, TokenSet tokens, Consumer<TokenSet> store) {
    this.client = client;
    this.tokens = tokens;
    this.store = store;
    this.clock = client.clock();
  }

  /// Tokens that are good for the next request.
  public CompletableFuture<Answer<TokenSet>> current() {
    synchronized (lock) {
      if (ended != null) {
        return Answer.now(Answer.refused(ended));
      }
      return clock.instant().isBefore(tokens.expires().minus(MARGIN))
          ? Answer.now(Answer.given(tokens))
          : refreshOnce();
    }
  }

  /// Tokens newer than those that a door refused. When another thread refreshed meanwhile, its
  /// tokens are the answer.
  public CompletableFuture<Answer<TokenSet>> newerThan(TokenSet refused) {
    synchronized (lock) {
      if (ended != null) {
        return Answer.now(Answer.refused(ended));
      }
      return tokens.access().equals(refused.access())
          ? refreshOnce()
          : Answer.now(Answer.given(tokens));
    }
  }

  /// Gives the permission's tokens back, and uses them no more. A refresh that is under way ends
  /// first, so that what it brings is given back too.
  public CompletableFuture<Answer<Boolean>> revoke() {
    CompletableFuture<Answer<TokenSet>> running;
    synchronized (lock) {
      ended = new OAuthProblem.ConsentEnded("given back by the app");
      running = underWay == null ? Answer.now(Answer.given(tokens)) : underWay;
    }
    return running.handle((answer, failed) -> last()).thenCompose(client::revoke);
  }

  private TokenSet last() {
    synchronized (lock) {
      return tokens;
    }
  }

  private CompletableFuture<Answer<TokenSet>> refreshOnce() {
    CompletableFuture<Answer<TokenSet>> running = underWay;
    if (running != null) {
      return running.copy();
    }
    OAuthProblem.Paused resting = paused;
    if (resting != null && clock.instant().isBefore(restsUntil)) {
      return Answer.now(Answer.refused(resting));
    }
    CompletableFuture<Answer<TokenSet>> started = new CompletableFuture<>();
    underWay = started;
    var unused =
        client
            .refresh(tokens)
            .thenApply(answer -> kept(answer))
            .whenComplete((answer, failed) -> {
              finished();
              if (failed == null) {
                started.complete(answer);
              } else {
                started.completeExceptionally(failed);
              }
            });
    return started.copy();
  }

  private void finished() {
    synchronized (lock) {
      underWay = null;
    }
  }

  private Answer<TokenSet> kept(Answer<TokenSet> answer) {
    answer.found().ifPresent(store);
    synchronized (lock) {
      answer.found().ifPresent(newer -> tokens = newer);
      paused = answer.refusal().orElse(null) instanceof OAuthProblem.Paused rests ? rests : null;
      restsUntil = clock.instant().plus(REST);
      if (ended == null && answer.refusal().orElse(null) instanceof OAuthProblem.ConsentEnded e) {
        ended = e;
      }
      return ended == null ? answer : Answer.refused(ended);
    }
  }
}
