package org.trousse.record.subscribe;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.trousse.sdk.measure.Measure;

/// What an app wants to hear of, and where.
///
/// @param kinds never empty
/// @param bloodKinds of the blood glucoses only those with these specimens
///   ([org.trousse.sdk.measure.Specimen#code], 0: not said); null: all
/// @param filters `backport-filter-criteria`, as the app wrote them
/// @param end R4 `Subscription.end`; null: none
/// @param heartbeatSeconds null: no heartbeat
/// @param timeoutSeconds null: the usual
/// @param maxCount events of a notification; null: the usual
public record Wanted(
    Set<Measure> kinds,
    @Nullable Set<Integer> bloodKinds,
    List<String> filters,
    URI endpoint,
    String reason,
    @Nullable Instant end,
    @Nullable Integer heartbeatSeconds,
    @Nullable Integer timeoutSeconds,
    @Nullable Integer maxCount) {
  public static final int HEARTBEAT_SECONDS_MIN = 60;
  public static final int HEARTBEAT_SECONDS_MAX = 86_400;
  public static final int TIMEOUT_SECONDS_MAX = 30;
  public static final int COUNT_MAX = 100;

  static final Duration TIMEOUT = Duration.ofSeconds(10);
  static final int COUNT = 20;

  public Wanted {
    kinds = Set.copyOf(kinds);
    bloodKinds = bloodKinds == null ? null : Set.copyOf(bloodKinds);
    filters = List.copyOf(filters);
    if (kinds.isEmpty()) {
      throw new IllegalArgumentException("a subscription is to something");
    }
  }

  /// The same of these kinds only.
  public Wanted of(Set<Measure> some) {
    return new Wanted(
        some,
        bloodKinds,
        filters,
        endpoint,
        reason,
        end,
        heartbeatSeconds,
        timeoutSeconds,
        maxCount);
  }

  public Duration timeout() {
    return timeoutSeconds == null ? TIMEOUT : Duration.ofSeconds(timeoutSeconds);
  }

  /// Events of a notification, at most.
  public int count() {
    return Objects.requireNonNullElse(maxCount, COUNT);
  }

  /// Never the endpoint, whose path may be a secret.
  @Override
  public String toString() {
    return "Wanted(" + kinds + ")";
  }
}
