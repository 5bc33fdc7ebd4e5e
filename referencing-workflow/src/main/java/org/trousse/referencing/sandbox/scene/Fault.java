package org.trousse.referencing.sandbox.scene;

/// What goes wrong while a scene is played.
public enum Fault {
  /// The first two access tokens serve once; then 401.
  EXPIRED_TOKENS,
  /// The line breaks before the answer to the first refresh.
  LOST_REFRESH,
  /// The patient ends the permission after two requests.
  REVOKED,
  /// 429, then 503, both with Retry-After, then 401 of an expired token.
  READ_TROUBLE,
  /// Adding: 409, 422, 503 with Retry-After and 403, of one reading each.
  ADD_TROUBLE,
  /// The first device is ended after its first reading.
  DEVICE_ENDED
}
