package org.trousse.record.reading;

import java.time.Instant;

/// A place in the order of a patient's readings: by effective time, then by key. A page of a search
/// starts after the last position of the page before it, so that readings which arrive meanwhile
/// neither repeat nor hide others.
public record Position(Instant effectiveAt, ReadingKey key) {}
