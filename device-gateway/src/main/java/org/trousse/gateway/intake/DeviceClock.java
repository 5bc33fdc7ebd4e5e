package org.trousse.gateway.intake;

import java.time.Duration;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;
import org.trousse.gateway.codec.Said;

/// What one connection knows of its device's clock: the last `up/clock` counts. Used on one event
/// loop only.
public final class DeviceClock {
  private @Nullable Integer correctionSeconds;
  private @Nullable Integer zoneMinutes;

  /// True time minus device time, rounded to seconds; null before the first `up/clock`.
  public @Nullable Integer correctionSeconds() {
    return correctionSeconds;
  }

  public @Nullable Integer zoneMinutes() {
    return zoneMinutes;
  }

  void set(Said.Clock clock) {
    long millis = Duration.between(clock.deviceTime(), clock.trueTime()).toMillis();
    correctionSeconds = Math.toIntExact(Math.round(millis / 1_000.0));
    String zone = clock.zone();
    zoneMinutes =
        zone == null
            ? null
            : ZoneId.of(zone).getRules().getOffset(clock.trueTime()).getTotalSeconds() / 60;
  }
}
