package org.trousse.consent.secret;

import java.security.SecureRandom;
import java.util.Base64;

/// Fresh secrets: 256 bits of base64url, 43 characters.
public final class Secrets {
  private static final int BYTES = 32;
  private static final SecureRandom RANDOM = new SecureRandom();

  private Secrets() {}

  public static String fresh() {
    byte[] bytes = new byte[BYTES];
    RANDOM.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
