package org.trousse.record.reading;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.trousse.record.reading.StoredReading.Status;

/// What a question leaves out of the readings of its measures and its time.
///
/// @param measured only readings of these effective times
/// @param updated only readings that became what they are then
/// @param statuses only these; null: all
/// @param devices only readings of these, [org.trousse.sdk.DeviceId#key]; null: all
/// @param keys only these readings; null: all
public record Narrowing(
    Times measured,
    Times updated,
    @Nullable Set<Status> statuses,
    @Nullable Set<Long> devices,
    @Nullable Set<ReadingKey> keys) {
  public static final Narrowing NONE = new Narrowing(Times.ALL, Times.ALL, null, null, null);

  public Narrowing {
    statuses = statuses == null ? null : Set.copyOf(statuses);
    devices = devices == null ? null : Set.copyOf(devices);
    keys = keys == null ? null : Set.copyOf(keys);
  }

  /// The same, of these statuses only.
  Narrowing of(Set<Status> only) {
    return new Narrowing(measured, updated, only, devices, keys);
  }

  /// Whether it leaves nothing.
  boolean isEmpty() {
    return measured.spans().isEmpty()
        || updated.spans().isEmpty()
        || (statuses != null && statuses.isEmpty())
        || (devices != null && devices.isEmpty())
        || (keys != null && keys.isEmpty());
  }
}
