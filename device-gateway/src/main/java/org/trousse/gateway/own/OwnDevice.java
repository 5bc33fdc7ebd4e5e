package org.trousse.gateway.own;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.trousse.sdk.DeviceId;
import org.trousse.sdk.measure.Measure;

/// A device that a patient has now.
///
/// @param app client id of the app that it belongs to; null: nobody's
/// @param since when it became theirs
/// @param stateAt when it last said something of itself; null: never
/// @param battery in percent, where it says so under `battery`; null: not said
/// @param clock what its clock last said; null: nothing
/// @param keptAside how many of its messages stand aside, by their reasons' words
public record OwnDevice(
    DeviceId id,
    @Nullable String app,
    Set<Measure> measures,
    Instant since,
    @Nullable Instant stateAt,
    @Nullable Integer battery,
    @Nullable Clock clock,
    Map<String, Integer> keptAside) {
  /// What a clock said at a moment that is known.
  ///
  /// @param said local time as if UTC
  /// @param zone as the device named it; null: not said
  public record Clock(Instant said, Instant truly, @Nullable String zone) {
    /// How far it is ahead. A device tells its clock's time and often not the zone: it is compared
    /// with that zone's time, or else with the patient's and with UTC, and what fits best counts.
    public Duration ahead(ZoneId patients) {
      Duration plain = Duration.between(truly, said);
      ZoneId known = zone == null ? patients : ZoneId.of(zone);
      long offset = known.getRules().getOffset(truly).getTotalSeconds();
      Duration local = plain.minusSeconds(offset);
      return plain.abs().compareTo(local.abs()) < 0 ? plain : local;
    }
  }

  public OwnDevice {
    measures = Set.copyOf(measures);
    keptAside = Map.copyOf(keptAside);
  }

  /// Never what it said.
  @Override
  public String toString() {
    return "OwnDevice(" + id + ")";
  }
}
