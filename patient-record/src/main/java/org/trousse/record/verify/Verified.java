package org.trousse.record.verify;

import java.util.List;
import org.trousse.record.csv.Fault;

/// What becomes of a series that somebody sends.
public sealed interface Verified {
  /// Its numbers.
  ///
  /// @param json the same, as they are answered
  record Counted(SeriesKind kind, Question question, SeriesKind.Derived derived, String json)
      implements Verified {}

  /// Not understood.
  ///
  /// @param more whether there may be further faults
  record Refused(List<Fault> faults, boolean more) implements Verified {
    public Refused {
      faults = List.copyOf(faults);
    }
  }

  /// More readings than we take.
  record TooLong() implements Verified {}

  /// Too many others are being counted.
  record Busy() implements Verified {}
}
