package org.trousse.referencing.dossier.move;

/// What the app's tokens open in a state.
public enum TokenEffect {
  /// The sandbox only.
  SANDBOX,
  /// Nothing at all.
  NONE,
  /// Records of a test cohort.
  TEST_COHORT,
  /// Records, of a limited number of people.
  LIVE_CAPPED,
  LIVE,
  /// Records; people see a banner.
  LIVE_BANNER,
  /// All are dead, writes and devices are refused; data stay.
  REVOKED
}
