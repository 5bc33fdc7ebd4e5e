package org.trousse.record.reading;

import java.time.Instant;

/// A place in the order of a patient's readings: by time, then by key. A page of a search starts
/// after the last position of the page before it, so that readings which arrive meanwhile neither
/// repeat nor hide others.
///
/// @param at the effective time, or when it became what it is, as the search orders
public record Position(Instant at, ReadingKey key) {}
