package org.trousse.sdk.oauth;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/// What was asked for, or why it is not given.
public sealed interface Answer<T> {
  record Given<T>(T value) implements Answer<T> {}

  record Refused<T>(OAuthProblem problem) implements Answer<T> {}

  static <T> Answer<T> given(T value) {
    return new Given<>(value);
  }

  static <T> Answer<T> refused(OAuthProblem problem) {
    return new Refused<>(problem);
  }

  /// An answer that is there already.
  static <T> CompletableFuture<Answer<T>> now(Answer<T> answer) {
    return CompletableFuture.completedFuture(answer);
  }

  default Optional<T> found() {
    return this instanceof Given<T> given ? Optional.of(given.value()) : Optional.empty();
  }

  default Optional<OAuthProblem> refusal() {
    return this instanceof Refused<T> refused ? Optional.of(refused.problem()) : Optional.empty();
  }

  /// Goes on with what was given; a refusal stays the refusal it is.
  default <U> Answer<U> then(Function<T, Answer<U>> next) {
    return this instanceof Given<T> given
        ? next.apply(given.value())
        : refused(((Refused<T>) this).problem());
  }

  /// The same with a next step that takes its time.
  default <U> CompletableFuture<Answer<U>> thenAsk(Function<T, CompletableFuture<Answer<U>>> next) {
    return this instanceof Given<T> given
        ? next.apply(given.value())
        : now(refused(((Refused<T>) this).problem()));
  }
}
