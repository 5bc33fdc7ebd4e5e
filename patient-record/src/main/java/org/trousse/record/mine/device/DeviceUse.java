package org.trousse.record.mine.device;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What the record has of a device.
///
/// @param label as people call it; empty: it has no name
/// @param recent readings measured in the last 7 days
/// @param last when its newest reading of the last 30 days came; null: there is none
record DeviceUse(String label, int recent, @Nullable Instant last) {
  static final DeviceUse NONE = new DeviceUse("", 0, null);
}
