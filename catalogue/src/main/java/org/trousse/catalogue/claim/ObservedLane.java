package org.trousse.catalogue.claim;

import io.vertx.core.Future;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Asks what an app did at most once in [#KEPT], however often its page is read, and waits no
/// longer than a reader would. Any thread may call.
public final class ObservedLane {
  static final Duration KEPT = Duration.ofMinutes(10);
  static final Duration FAILED_KEPT = Duration.ofSeconds(30);
  private static final long WAIT_MILLIS = 2_000;
  private static final int APPS_MAX = 2_000;

  private static final Logger LOG = LoggerFactory.getLogger(ObservedLane.class);

  private final Asks asks;
  private final Clock clock;
  private final Map<String, Kept> kept = new LinkedHashMap<>(64, 0.75f, true);

  /// What an app did; empty: nothing is known of it.
  @FunctionalInterface
  public interface Asks {
    Future<Optional<Observed>> observed(String softwareId);
  }

  private record Kept(Future<Optional<Observed>> answer, Instant at) {}

  public ObservedLane(Asks asks, Clock clock) {
    this.asks = asks;
    this.clock = clock;
  }

  /// Empty when nobody can say now; never fails.
  public Future<Optional<Observed>> observed(String softwareId) {
    Instant now = clock.instant();
    synchronized (kept) {
      Kept last = kept.get(softwareId);
      if (last != null && now.isBefore(last.at().plus(life(last.answer())))) {
        return last.answer();
      }
      Future<Optional<Observed>> answer =
          asks.observed(softwareId)
              .timeout(WAIT_MILLIS, TimeUnit.MILLISECONDS)
              .recover(failed -> {
                LOG.warn("what an app did cannot be read", failed);
                return Future.succeededFuture(Optional.empty());
              });
      kept.put(softwareId, new Kept(answer, now));
      if (kept.size() > APPS_MAX) {
        kept.remove(kept.keySet().iterator().next());
      }
      return answer;
    }
  }

  private static Duration life(Future<Optional<Observed>> answer) {
    boolean nothing = answer.succeeded() && answer.result().isEmpty();
    return nothing ? FAILED_KEPT : KEPT;
  }
}
