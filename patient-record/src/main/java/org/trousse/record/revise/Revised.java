package org.trousse.record.revise;

import java.util.List;
import java.util.Locale;

/// What became of a wish.
public sealed interface Revised {
  /// It was done.
  ///
  /// @param version of the reading now
  record Done(int version) implements Revised {}

  /// There is no such reading.
  record Unknown() implements Revised {}

  /// Somebody else changed the reading meanwhile; nothing was done.
  ///
  /// @param version that stands
  record Overtaken(int version) implements Revised {}

  /// It cannot be done to this reading, and why.
  record Refused(List<Fault> faults) implements Revised {
    public Refused {
      faults = List.copyOf(faults);
    }
  }

  /// Why a wish cannot be fulfilled.
  enum Fault {
    /// a reading in error is restored before anything else
    IN_ERROR,
    /// only what is marked as an error can be restored
    NOT_IN_ERROR,
    /// an amended value is a value
    NO_VALUE,
    /// nobody would believe it
    NOT_BELIEVED,
    /// the same value is no amendment
    SAME_VALUE,
    /// an annotation says something, "other" says what
    NOTE_MISSING,
    /// see [Revision#NOTE_CHARACTERS_MAX]
    NOTE_TOO_LONG;

    /// In names of texts.
    public String word() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }
}
