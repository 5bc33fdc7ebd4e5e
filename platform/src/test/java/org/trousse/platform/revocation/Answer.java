package org.trousse.platform.revocation;

/// What a door says to one question.
public enum Answer {
  /// It lets the app do what the patient had allowed.
  OPEN,
  CLOSED,
  /// It does not know now and says so (503): neither lets in nor has learnt of the end.
  UNSURE
}
