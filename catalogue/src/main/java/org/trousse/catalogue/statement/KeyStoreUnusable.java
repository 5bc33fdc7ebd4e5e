package org.trousse.catalogue.statement;

import java.io.Serial;

/// The catalogue must not start: it could sign only with a key that it cannot read.
public final class KeyStoreUnusable extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  KeyStoreUnusable(String kid) {
    super(
        "The catalogue's key %s was sealed under another platform key: start with the key file that"
            .concat(" belongs to this database.")
            .formatted(kid));
  }
}
