package org.trousse.gateway.device;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import javax.crypto.Mac;
import javax.crypto.SecretKey;

/// HMAC-SHA-256 of a secret under the platform's key. Device passwords are made by machines and
/// have at least 128 bits, so a keyed hash keeps them and a slow one would only slow the door.
public final class KeyedHash {
  private final byte[] digest;

  private KeyedHash(byte[] digest) {
    this.digest = digest;
  }

  public static KeyedHash of(SecretKey key, String secret) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(key);
      return new KeyedHash(mac.doFinal(secret.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException absent) {
      throw new IllegalStateException("every JDK has HmacSHA256", absent);
    }
  }

  /// From a row.
  public static KeyedHash ofDigest(byte[] digest) {
    return new KeyedHash(digest.clone());
  }

  byte[] digest() {
    return digest.clone();
  }

  /// In constant time.
  public boolean matches(KeyedHash other) {
    return MessageDigest.isEqual(digest, other.digest);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof KeyedHash that && matches(that);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(digest);
  }

  @Override
  public String toString() {
    return "KeyedHash(…)";
  }
}
