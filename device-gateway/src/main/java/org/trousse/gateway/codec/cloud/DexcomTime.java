package org.trousse.gateway.codec.cloud;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.trousse.gateway.codec.json.Timestamp;

/// What Dexcom's two times say together. `systemTime` is true; `displayTime` is what the display
/// showed, and tells no more than where the patient's clock stood: its offset, by how much it was
/// wrong within half an hour (drift), and by how many whole half hours beyond any time zone
/// (conversion).
///
/// @param offsetMinutes null when nothing was displayed
/// @param driftMillis what the displayed clock was ahead beside offset and conversion
/// @param conversionMillis a multiple of half an hour
public record DexcomTime(
    Instant instant, @Nullable Integer offsetMinutes, long driftMillis, long conversionMillis) {
  /// A displayed clock wrong by less than this is an ordinary one.
  private static final long DRIFT_NOTED_MS = 60_000;

  private static final long STEP_MS = Duration.ofMinutes(30).toMillis();
  private static final long DAY_STEPS = 48;
  private static final long STEPS_MAX = 28; // +14:00
  private static final long STEPS_MIN = -24; // -12:00

  /// Empty when one of them is no time.
  ///
  /// @param displayTime null when the record has none
  public static Optional<DexcomTime> of(String systemTime, @Nullable String displayTime) {
    Optional<Timestamp> system = Timestamp.lenient(systemTime);
    if (displayTime == null) {
      return system.map(time -> new DexcomTime(time.instant(), null, 0, 0));
    }
    Optional<Timestamp> display = Timestamp.lenient(displayTime);
    return system.flatMap(time -> display.map(shown -> of(time.instant(), shown)));
  }

  /// Whether the displayed clock was wrong.
  public boolean drifted() {
    return conversionMillis != 0 || Math.abs(driftMillis) >= DRIFT_NOTED_MS;
  }

  private static DexcomTime of(Instant system, Timestamp shown) {
    Integer said = shown.zoneMinutes();
    long wall = shown.instant().toEpochMilli() + (said == null ? 0 : said * 60_000L);
    long ahead = wall - system.toEpochMilli();
    if (said != null) {
      long beyond = ahead - said * 60_000L;
      long conversion = steps(beyond) * STEP_MS;
      return new DexcomTime(system, said, beyond - conversion, conversion);
    }
    long steps = steps(ahead);
    long days = 0;
    if (steps > STEPS_MAX) {
      days = Math.ceilDiv(steps - STEPS_MAX, DAY_STEPS);
    } else if (steps < STEPS_MIN) {
      days = -Math.ceilDiv(STEPS_MIN - steps, DAY_STEPS);
    }
    long zone = steps - days * DAY_STEPS;
    return new DexcomTime(
        system, Math.toIntExact(zone * 30), ahead - steps * STEP_MS, days * DAY_STEPS * STEP_MS);
  }

  /// The nearest number of half hours.
  private static long steps(long millis) {
    return Math.floorDiv(millis + STEP_MS / 2, STEP_MS);
  }
}
