package org.trousse.record.subscribe;

/// Where an app's endpoint may be.
public enum Reach {
  /// the app does not declare this host, or the address is no https address
  NOWHERE,
  /// on the internet, and on no address that is not public
  PUBLIC,
  /// on this machine, as in a demo
  LOOPBACK
}
