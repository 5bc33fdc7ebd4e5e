package org.trousse.record.append;

import org.jspecify.annotations.Nullable;
import org.trousse.sdk.DeviceId;

/// A device that readings may name: enough to say where a value came from.
///
/// @param label what people read, e.g. "Glucose meter"
/// @param specialisation MDC code, e.g. 528401 glucose meter
/// @param app client id of the app whose device it is; null: none is known
public record KnownDevice(DeviceId id, String label, int specialisation, @Nullable String app) {
  public KnownDevice(DeviceId id, String label, int specialisation) {
    this(id, label, specialisation, null);
  }
}
