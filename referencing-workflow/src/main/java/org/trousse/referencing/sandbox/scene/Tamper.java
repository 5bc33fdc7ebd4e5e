package org.trousse.referencing.sandbox.scene;

import java.util.Locale;

/// What is wrong in the answer that the browser brings back.
public enum Tamper {
  NOTHING,
  /// RFC 6749 §10.12: the answer belongs to another browser.
  STATE,
  /// RFC 9207 §2.4: the answer comes from another server.
  ISS,
  /// OpenID Connect Core §3.1.3.7 (11): the ID token belongs to another request.
  NONCE;

  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
