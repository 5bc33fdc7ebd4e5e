package org.trousse.gateway.door;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.trousse.sdk.PatientId;

/// Changes that an app makes to a patient's devices, counted by each node for itself: each of them
/// is a change of the registry, which every node follows.
public final class RegistrationRate {
  /// Changes a minute of one app at one patient's.
  public static final int CHANGES_MAX = 30;

  private static final Duration WINDOW = Duration.ofMinutes(1);
  private static final int PAIRS_MAX = 100_000;

  private record Pair(String clientId, PatientId patient) {}

  private final Cache<Pair, AtomicInteger> counts =
      Caffeine.newBuilder().expireAfterWrite(WINDOW).maximumSize(PAIRS_MAX).build();

  /// Counts one change; false when there were too many before it.
  public boolean take(String clientId, PatientId patient) {
    return counts.get(new Pair(clientId, patient), first -> new AtomicInteger()).incrementAndGet()
        <= CHANGES_MAX;
  }
}
