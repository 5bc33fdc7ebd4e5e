package org.trousse.record.door;

/// What a door does with a request.
public enum Access {
  ALLOWED,
  /// It is answered as if nothing were there.
  HIDDEN,
  /// It is refused, which tells the app no more than what it was granted.
  FORBIDDEN,
  /// The token is no longer good.
  OVER,
  /// Ask again.
  STALE
}
