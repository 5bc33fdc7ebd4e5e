package org.trousse.record.mine.device;

import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.trousse.sdk.DeviceId;
import org.trousse.sdk.PatientId;
import org.trousse.sdk.measure.Measure;

/// Who knows which devices a patient has.
public interface OwnDevices {
  /// Those that the patient has now, the newest first.
  Future<List<Device>> of(PatientId patient, Instant now);

  /// What it measures from now on is not this patient's. False when they do not have it.
  Future<Boolean> giveBack(PatientId patient, DeviceId device, Instant now);

  /// A device.
  ///
  /// @param app the name of the app that it belongs to; null: of none
  /// @param since when it became theirs
  /// @param stateAt when it last said something of itself; null: never
  /// @param battery in percent; null: not said
  /// @param ahead how far its clock is ahead; null: not known
  /// @param keptAside how many of its messages of the last 30 days are in no record, by the
  ///   reasons' words
  record Device(
      DeviceId id,
      @Nullable String app,
      Set<Measure> measures,
      Instant since,
      @Nullable Instant stateAt,
      @Nullable Integer battery,
      @Nullable Duration ahead,
      Map<String, Integer> keptAside) {
    public Device {
      measures = Set.copyOf(measures);
      keptAside = Map.copyOf(keptAside);
    }
  }
}
