package org.trousse.record.audit;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.trousse.sdk.measure.Measure;

/// One line for the patient's eyes.
///
/// @param event the sealed event; null for what devices sent, which is counted from the readings
/// @param who the app's name, as it was; empty: the patient's own token, or nobody in particular
/// @param what `read`, `search`, `create`, `deny`, `receive` (from a device: one line for each
///   device, measure and day) or a decision's word
/// @param measure what kind of reading; null for what is no reading
/// @param count readings concerned
public record Happened(
    @Nullable UUID event,
    Instant at,
    String who,
    @Nullable String clientId,
    String what,
    @Nullable Measure measure,
    int count,
    boolean allowed,
    String detail) {}
