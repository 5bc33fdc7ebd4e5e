package org.trousse.sdk.http;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/// A line that sends again what may be sent again, as its [RetryPolicy] says. Safe to use from
/// several threads, as far as `chance` is.
public final class RetryingLine {
  private final HttpLine line;
  private final RetryPolicy policy;
  private final RandomGenerator chance;

  /// @param chance for the jitter of the waits
  public RetryingLine(HttpLine line, RetryPolicy policy, RandomGenerator chance) {
    this.line = line;
    this.policy = policy;
    this.chance = chance;
  }

  /// Sends a request as often as the policy allows; the last answer or failure is what comes.
  ///
  /// @param call the same at each asking but for what proves an app, which serves once
  public CompletableFuture<HttpAnswer> send(Supplier<HttpCall> call) {
    CompletableFuture<HttpAnswer> last = new CompletableFuture<>();
    attempt(call, 1, last);
    return last;
  }

  private void attempt(Supplier<HttpCall> call, int number, CompletableFuture<HttpAnswer> last) {
    var unused =
        line.send(call)
            .whenComplete((answer, failed) -> {
              if (failed == null) {
                HttpCall made = call.get();
                Optional<Duration> wait =
                    policy.after(made, answer, number, chance.nextDouble(), line.now());
                wait.ifPresentOrElse(
                    time -> in(time).execute(() -> attempt(call, number + 1, last)),
                    () -> last.complete(answer));
              } else {
                Optional<Duration> wait =
                    policy.after(call.get(), failed, number, chance.nextDouble());
                wait.ifPresentOrElse(
                    time -> in(time).execute(() -> attempt(call, number + 1, last)),
                    () -> last.completeExceptionally(failed));
              }
            });
  }

  private static Executor in(Duration wait) {
    return CompletableFuture.delayedExecutor(wait.toMillis(), TimeUnit.MILLISECONDS);
  }
}
