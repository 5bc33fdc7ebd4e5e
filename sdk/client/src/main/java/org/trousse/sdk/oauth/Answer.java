package org.trousse.sdk.oauth;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.trousse.sdk.http.ServerWords;

/// What was asked for, or why it is not given.
public sealed interface Answer<T> {
  record Given<T>(T value) implements Answer<T> {}

  /// It is not given.
  ///
  /// @param words what the server said about it; empty when it is not the server who refuses
  record Refused<T>(OAuthProblem problem, Optional<ServerWords> words) implements Answer<T> {
    public Refused(OAuthProblem problem) {
      this(problem, Optional.empty());
    }

    private <U> Answer<U> same() {
      return new Refused<>(problem, words);
    }
  }

  static <T> Answer<T> given(T value) {
    return new Given<>(value);
  }

  static <T> Answer<T> refused(OAuthProblem problem) {
    return new Refused<>(problem);
  }

  static <T> Answer<T> refused(OAuthProblem problem, ServerWords words) {
    return new Refused<>(problem, Optional.of(words));
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

  /// What the server said when it refused: codes, a text in the language that was asked for,
  /// places, and its trace id.
  default Optional<ServerWords> words() {
    return this instanceof Refused<T> refused ? refused.words() : Optional.empty();
  }

  /// Goes on with what was given; a refusal stays the refusal it is.
  default <U> Answer<U> then(Function<T, Answer<U>> next) {
    return this instanceof Given<T> given ? next.apply(given.value()) : ((Refused<T>) this).same();
  }

  /// The same with a next step that takes its time.
  default <U> CompletableFuture<Answer<U>> thenAsk(Function<T, CompletableFuture<Answer<U>>> next) {
    return this instanceof Given<T> given
        ? next.apply(given.value())
        : now(((Refused<T>) this).same());
  }
}
