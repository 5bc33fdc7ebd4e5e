package org.trousse.record.audit;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.trousse.sdk.PatientId;
import org.trousse.sdk.measure.Measure;

/// One line of the trail.
///
/// @param at whole microseconds
/// @param what `read`, `search`, `create`, `notify`, `deny`, or a decision's word
/// @param clientId the app; null for the patient's own token and where no app is concerned
/// @param appName as people called it then
/// @param person who decided; null when an app or the platform did
/// @param tokenId names the token; never the token
/// @param counts the readings concerned
/// @param detail words; no secret and no value of a reading
public record Event(
    Instant at,
    UUID id,
    PatientId patient,
    String what,
    @Nullable String clientId,
    @Nullable String appName,
    @Nullable UUID person,
    @Nullable UUID tokenId,
    boolean allowed,
    Map<Measure, Integer> counts,
    String detail) {
  /// A line is a line.
  public static final int DETAIL_CHARACTERS_MAX = 500;

  public Event {
    at = at.truncatedTo(ChronoUnit.MICROS);
    counts = Map.copyOf(counts);
    detail =
        detail.length() > DETAIL_CHARACTERS_MAX
            ? detail.substring(0, DETAIL_CHARACTERS_MAX)
            : detail;
  }

  /// Never whose.
  @Override
  public String toString() {
    return "Event(" + what + ", " + allowed + ")";
  }
}
