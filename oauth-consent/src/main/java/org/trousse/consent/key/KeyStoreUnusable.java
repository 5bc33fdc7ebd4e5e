package org.trousse.consent.key;

import java.io.Serial;

/// The server must not start: it could sign nothing, or only with a key that it cannot read.
public final class KeyStoreUnusable extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  KeyStoreUnusable(String kid) {
    super(
        "The signing key %s was sealed under another platform key: start with the key file that belongs to this database."
            .formatted(kid));
  }
}
