package org.trousse.gateway.quarantine;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.trousse.sdk.DeviceId;
import org.trousse.sdk.PatientId;
import org.trousse.sdk.reading.Payload;

/// One record kept aside.
///
/// @param patient whose it would have been, where known
/// @param reasons words of flags, or the error of a record that cannot be read
/// @param detail a sentence for the operator; never a value
public record Quarantined(
    DeviceId device,
    @Nullable PatientId patient,
    List<String> reasons,
    String detail,
    @Nullable Instant measuredAt,
    Instant receivedAt,
    Payload payload) {
  public Quarantined {
    reasons = List.copyOf(reasons);
  }
}
