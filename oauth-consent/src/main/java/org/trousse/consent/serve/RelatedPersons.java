package org.trousse.consent.serve;

import java.util.HexFormat;
import java.util.UUID;
import org.trousse.consent.secret.KeyedHash;

/// How an app calls a person who acts for a patient: another id for each app.
final class RelatedPersons {
  private static final int BYTES = 16;

  private RelatedPersons() {}

  static String id(KeyedHash hash, String clientId, UUID account) {
    byte[] digest = hash.of("RelatedPerson " + clientId + " " + account);
    return HexFormat.of().formatHex(digest, 0, BYTES);
  }
}
