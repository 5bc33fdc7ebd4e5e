package org.trousse.consent.grant;

/// May this app do this on this record now?
public enum Verdict {
  ALLOWED,
  /// There is a live grant, and it does not hold this permission.
  NOT_GRANTED,
  /// No grant, or one that ended: it will not come back by itself.
  ENDED,
  /// The patient paused the app: what it has may come later.
  PAUSED,
  /// The app or the grant is suspended by the platform: what it has may come later.
  SUSPENDED,
  /// The doors' copy was not confirmed lately: ask again.
  STALE
}
