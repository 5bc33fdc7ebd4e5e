package org.trousse.platform.revocation;

import java.util.concurrent.CompletableFuture;

/// Asks one door once more.
@FunctionalInterface
public interface Probe {
  /// Fails when the answer is none that the door may give.
  CompletableFuture<Answer> ask();
}
