package org.trousse.referencing.evidence.content;

import org.trousse.referencing.text.Text;

/// What a file's bytes say that it is.
public sealed interface Recognition {
  /// One of the kinds that are taken, whole and alone.
  record Recognised(FileKind kind) implements Recognition {}

  /// Not taken.
  record NotTaken(Text why) implements Recognition {}
}
