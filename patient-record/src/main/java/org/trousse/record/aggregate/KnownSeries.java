package org.trousse.record.aggregate;

import java.time.Instant;
import java.util.List;
import org.trousse.record.reading.Sample;

/// A sensor's readings, as the record stood at one moment.
///
/// @param readAt that moment
record KnownSeries(Instant readAt, List<Known> samples) {
  /// @param receivedAt when it came, or was changed
  record Known(Sample sample, Instant receivedAt, long device) {}
}
