package org.trousse.gateway.intake;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.trousse.gateway.app.Opening;
import org.trousse.gateway.device.KnownDevice;
import org.trousse.sdk.reading.Payload;

/// A payload at a door, after the door has checked who sends it.
///
/// @param device whose readings these are
/// @param correlation the sender's own id for this payload (Correlation Data, `uuid`,
///   Idempotency-Key)
/// @param clock what this connection knows of the device's clock
/// @param token the app's, when it sends for its device; null when a device signed in
public record Arrival(
    KnownDevice device,
    Payload payload,
    @Nullable String correlation,
    DeviceClock clock,
    Opening.@Nullable Opened token) {

  /// The correlation of the record at `index` of a payload with `count` records.
  Optional<String> correlationOf(int index, int count) {
    return Optional.ofNullable(correlation).map(id -> count == 1 ? id : id + "#" + index);
  }
}
