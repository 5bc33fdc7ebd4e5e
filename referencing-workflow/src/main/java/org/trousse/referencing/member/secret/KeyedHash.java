package org.trousse.referencing.member.secret;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.SecretKey;

/// HMAC-SHA-256 under the platform's key: what stands in rows instead of a secret. The secrets are
/// random and of 256 bits, so no slow hash is needed.
public final class KeyedHash {
  private static final String ALGORITHM = "HmacSHA256";

  private final SecretKey key;

  public KeyedHash(SecretKey key) {
    this.key = key;
  }

  /// 32 bytes.
  ///
  /// @param use keeps the hashes of different things apart, e.g. `invitation`
  public byte[] of(String use, String secret) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      return mac.doFinal((use + ' ' + secret).getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException absent) {
      throw new IllegalStateException("every JDK has " + ALGORITHM, absent);
    }
  }
}
