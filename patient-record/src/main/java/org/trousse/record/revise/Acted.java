package org.trousse.record.revise;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.trousse.record.reading.ReadingKey;

/// Something that was done about a reading.
///
/// @param number 1 for the first act about this reading
/// @param version that it made; of a validation: that it was about
/// @param reason of a mark as entered in error; else null
/// @param note what they said; may be empty
public record Acted(
    ReadingKey key,
    int number,
    Instant at,
    Act act,
    int version,
    Author author,
    @Nullable ErrorReason reason,
    String note) {
  /// Never what was said.
  @Override
  public String toString() {
    return "Acted(" + act + ", " + version + ")";
  }
}
