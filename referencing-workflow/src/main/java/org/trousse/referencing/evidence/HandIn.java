package org.trousse.referencing.evidence;

import org.trousse.referencing.door.DoorProblemKind;
import org.trousse.referencing.text.Text;

/// What becomes of a file that somebody hands in.
public sealed interface HandIn {
  /// It is kept.
  ///
  /// @param fresh false: the same bytes stood there under this name already
  record Taken(Evidence evidence, boolean fresh) implements HandIn {}

  /// Nothing of it is kept.
  record NotTaken(DoorProblemKind kind, Text why) implements HandIn {
    NotTaken(DoorProblemKind kind) {
      this(kind, kind.mend());
    }
  }
}
