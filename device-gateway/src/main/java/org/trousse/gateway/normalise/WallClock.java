package org.trousse.gateway.normalise;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Optional;
import org.trousse.sdk.reading.Flag;

/// A wall clock's time in a zone, and the instants that it may mean. In the hour that comes twice
/// the earlier one is taken unless the records around it tell the later; an hour that was left out
/// is taken as the clock that had not been put forward.
///
/// @param candidates in order; none for an hour that was left out
/// @param instant the one that is taken
/// @param zoneMinutes the zone's offset then
public record WallClock(
    LocalDateTime local,
    List<Instant> candidates,
    Instant instant,
    int zoneMinutes,
    Optional<Flag> flag) {
  public WallClock {
    candidates = List.copyOf(candidates);
  }

  public static WallClock of(LocalDateTime local, ZoneId zone, boolean later) {
    List<Instant> candidates =
        zone.getRules().getValidOffsets(local).stream().map(local::toInstant).sorted().toList();
    // a time in a gap is moved forward by the gap's length (ZonedDateTime.ofLocal)
    ZonedDateTime earlier = ZonedDateTime.ofLocal(local, zone, null);
    ZonedDateTime taken =
        later ? earlier.withLaterOffsetAtOverlap() : earlier.withEarlierOffsetAtOverlap();
    Optional<Flag> flag =
        switch (candidates.size()) {
          case 0 -> Optional.of(Flag.TIME_NONEXISTENT);
          case 1 -> Optional.empty();
          default -> Optional.of(Flag.TIME_AMBIGUOUS);
        };
    return new WallClock(
        local, candidates, taken.toInstant(), taken.getOffset().getTotalSeconds() / 60, flag);
  }
}
