package org.trousse.gateway.normalise;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.trousse.sdk.DeviceId;

/// What the door knows beside the record.
///
/// @param receivedAt microseconds, different for each reading of a node
/// @param clockCorrectionSeconds true time minus device time, from the last `up/clock` of this
///   connection; null when none came
/// @param zoneMinutes the device's offset from UTC where `up/clock` or the session told it
/// @param sessionStart start of the sensor's session, local time as if UTC; null when unknown
/// @param correlation Correlation Data, the `uuid` user property or the Idempotency-Key with the
///   record's place; null when none came
public record Circumstances(
    DeviceId device,
    Instant receivedAt,
    @Nullable Integer clockCorrectionSeconds,
    @Nullable Integer zoneMinutes,
    @Nullable Instant sessionStart,
    @Nullable String correlation) {}
