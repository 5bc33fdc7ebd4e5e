package org.trousse.consent.secret;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.SecretKey;

/// HMAC-SHA-256 of a secret under the platform's key: what stands in rows. Our secrets are random
/// and of 128 bits or more, so no slow hash is needed.
public final class KeyedHash {
  private final SecretKey key;

  public KeyedHash(SecretKey key) {
    this.key = key;
  }

  /// 32 bytes.
  public byte[] of(String secret) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(key);
      return mac.doFinal(secret.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException absent) {
      throw new IllegalStateException("every JDK has HmacSHA256", absent);
    }
  }
}
