package org.trousse.gateway.door;

import org.trousse.gateway.device.KnownDevice;

/// What came of a sign-in with user name and password.
public sealed interface SignIn {
  /// It is this device.
  record Welcome(KnownDevice device) implements SignIn {}

  /// Unknown device or other password: the answer is the same for both.
  record Refused() implements SignIn {}

  /// The device is known, its registration has ended.
  record Ended() implements SignIn {}
}
