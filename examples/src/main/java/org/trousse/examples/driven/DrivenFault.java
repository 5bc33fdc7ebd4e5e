package org.trousse.examples.driven;

/// What the app of `BadTestDriver` does wrong.
public enum DrivenFault {
  /// OAU-04.
  IGNORES_STATE,
  /// OAU-06.
  REPLAYS_REFRESH,
  /// OAU-09.
  SYNCS_ON,
  /// API-02.
  ROUNDS_UNITS,
  /// API-03.
  NAMES_NO_DEVICE,
  /// API-04.
  SENDS_ERRORS,
  /// API-05.
  NEW_ID_EACH_TIME,
  /// API-06.
  TRUSTS_DEVICE_CLOCK,
  /// API-07.
  IGNORES_RETRY_AFTER,
  /// API-08.
  FIRST_PAGE_ONLY,
  /// DEV-02.
  SHARES_SECRET
}
