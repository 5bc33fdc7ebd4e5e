package org.trousse.referencing.calendar;

/// Whose turn it is.
public enum Turn {
  /// The platform's and its officers'.
  OURS,
  VENDORS
}
