package org.trousse.record.temperature;

import java.time.Instant;

/// A note that something against fever was taken: a mark on the curve, which changes no number.
public record Antipyretic(Instant at, String note) {}
