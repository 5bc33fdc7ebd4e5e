package org.trousse.record.csv;

import java.util.List;

/// What became of a text.
public sealed interface Understanding {
  /// All of it.
  ///
  /// @param samples in the order of the lines
  /// @param blank lines whose value is empty
  /// @param notANumber lines whose value is NaN
  record Samples(List<Sample> samples, int blank, int notANumber) implements Understanding {
    public Samples {
      samples = List.copyOf(samples);
    }
  }

  /// Not.
  ///
  /// @param faults at least one, in the order of the lines
  /// @param more whether reading stopped at the limit of faults
  record Faulty(List<Fault> faults, boolean more) implements Understanding {
    public Faulty {
      faults = List.copyOf(faults);
    }
  }

  /// More lines than anybody's series has.
  record TooLong() implements Understanding {}
}
