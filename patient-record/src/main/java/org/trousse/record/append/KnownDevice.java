package org.trousse.record.append;

import org.trousse.sdk.DeviceId;

/// A device that readings may name: enough to say where a value came from.
///
/// @param label what people read, e.g. "Glucose meter"
/// @param specialisation MDC code, e.g. 528401 glucose meter
public record KnownDevice(DeviceId id, String label, int specialisation) {}
