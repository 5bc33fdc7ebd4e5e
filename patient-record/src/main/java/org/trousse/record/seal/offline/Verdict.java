package org.trousse.record.seal.offline;

/// What became of verifying a trail.
public sealed interface Verdict {
  /// What is wrong.
  enum Kind {
    /// An event, or its kept hash, is not what was sealed.
    CHANGED,
    /// An event is no longer there.
    MISSING,
    /// An event stands where another one was.
    REORDERED,
    /// An event stands in a place that is taken, or under no checkpoint.
    ADDED,
    /// The end is missing.
    TRUNCATED,
    /// A checkpoint was not signed with the key, or cannot be read.
    FORGED,
    /// Two trees were signed: one past is not the other's.
    FORK,
    /// A checkpoint is in the database and not in the folder, or the other way round.
    CHECKPOINT_MISSING
  }

  /// Every checkpoint is that of the events.
  ///
  /// @param root in base64
  /// @param waiting events that were not sealed yet
  record Sound(long size, String root, long checkpoints, long waiting) implements Verdict {}

  /// The first thing that is wrong.
  ///
  /// @param from the first leaf that it may concern
  /// @param to the first leaf behind it
  record Wrong(Kind kind, long from, long to) implements Verdict {}
}
