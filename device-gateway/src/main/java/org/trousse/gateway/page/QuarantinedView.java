package org.trousse.gateway.page;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.trousse.sdk.reading.Payload;

/// One payload kept aside, as operators see it. No patient: operators do not need to know.
///
/// @param device as `tenant/name`
/// @param reasons one word each: a codec's error (`crc`, `truncated`) or a flag (`owner-unknown`,
///   `implausible:systolic>300`)
/// @param detail what was wrong and what the sender was told; empty when nothing was
/// @param payload as received
public record QuarantinedView(
    UUID id,
    Instant receivedAt,
    String device,
    List<String> reasons,
    String detail,
    Payload payload) {
  public QuarantinedView {
    reasons = List.copyOf(reasons);
  }
}
