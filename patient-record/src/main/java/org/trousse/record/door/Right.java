package org.trousse.record.door;

/// Whether somebody may do one thing, at this moment.
public enum Right {
  HELD,
  /// The token is good, and does not hold this.
  NOT_GRANTED,
  /// The token is no longer good: it or its grant ended, or is paused.
  OVER,
  /// Nobody here can know right now: ask again.
  STALE
}
