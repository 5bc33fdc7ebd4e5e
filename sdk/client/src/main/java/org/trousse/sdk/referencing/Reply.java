package org.trousse.sdk.referencing;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/// What was asked for, or why it is not given.
public sealed interface Reply<T> {
  record Given<T>(T value) implements Reply<T> {}

  record Refused<T>(DossierProblem problem) implements Reply<T> {}

  static <T> Reply<T> given(T value) {
    return new Given<>(value);
  }

  static <T> Reply<T> refused(DossierProblem problem) {
    return new Refused<>(problem);
  }

  default Optional<T> found() {
    return this instanceof Given<T> given ? Optional.of(given.value()) : Optional.empty();
  }

  default Optional<DossierProblem> refusal() {
    return this instanceof Refused<T> refused ? Optional.of(refused.problem()) : Optional.empty();
  }

  /// Goes on with what was given; a refusal stays the refusal it is.
  default <U> Reply<U> then(Function<T, Reply<U>> next) {
    return this instanceof Given<T> given
        ? next.apply(given.value())
        : refused(((Refused<T>) this).problem());
  }

  /// The same with a next step that takes its time.
  default <U> CompletableFuture<Reply<U>> thenAsk(Function<T, CompletableFuture<Reply<U>>> next) {
    return this instanceof Given<T> given
        ? next.apply(given.value())
        : CompletableFuture.completedFuture(refused(((Refused<T>) this).problem()));
  }
}
