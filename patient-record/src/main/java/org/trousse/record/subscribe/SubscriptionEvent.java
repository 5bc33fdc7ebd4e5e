package org.trousse.record.subscribe;

import java.time.Instant;
import org.trousse.record.reading.ReadingKey;

/// A new reading that a subscription is about.
///
/// @param number 1, 2, 3, … of its subscription
/// @param at when the reading was received
/// @param effectiveAt when it was measured
public record SubscriptionEvent(long number, Instant at, ReadingKey key, Instant effectiveAt) {}
