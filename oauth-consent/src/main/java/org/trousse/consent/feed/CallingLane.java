package org.trousse.consent.feed;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;

/// What several event loops wait for, told to each on its own.
public final class CallingLane {
  private CallingLane() {}

  /// The same, told on the calling event loop: what follows may belong to that loop alone.
  public static <T> Future<T> here(Future<T> elsewhere) {
    Context asking = Vertx.currentContext();
    if (asking == null) {
      return elsewhere;
    }
    Promise<T> told = Promise.promise();
    elsewhere.onComplete(answer -> {
      if (asking.equals(Vertx.currentContext())) {
        told.handle(answer);
      } else {
        asking.runOnContext(now -> told.handle(answer));
      }
    });
    return told.future();
  }
}
