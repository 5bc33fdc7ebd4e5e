package org.trousse.sdk.jose;

import java.math.BigInteger;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import org.trousse.sdk.json.JsonObject;

/// RFC 7515 §2: base64url without padding, and the numbers that JWKs write in it.
public final class Base64Url {
  private static final int RANDOM_BYTES = 32;

  private Base64Url() {}

  public static String encode(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /// 256 bits that nobody guesses, in 43 characters.
  public static String random(SecureRandom random) {
    byte[] bytes = new byte[RANDOM_BYTES];
    random.nextBytes(bytes);
    return encode(bytes);
  }

  public static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every JDK has SHA-256", impossible);
    }
  }

  static String needed(JsonObject jwk, String name) {
    return jwk.text(name).orElseThrow(() -> new IllegalArgumentException("the key has no " + name));
  }

  static BigInteger number(JsonObject jwk, String name) {
    return new BigInteger(1, Base64.getUrlDecoder().decode(needed(jwk, name)));
  }

  /// RFC 7518 §6.2.1.2: a coordinate has its full length.
  static String coordinate(BigInteger value, int length) {
    if (value.signum() < 0 || value.bitLength() > Byte.SIZE * length) {
      throw new IllegalArgumentException("not a number of " + length + " bytes");
    }
    byte[] bytes = value.toByteArray();
    byte[] full = new byte[length];
    int kept = Math.min(bytes.length, length);
    System.arraycopy(bytes, bytes.length - kept, full, length - kept, kept);
    return encode(full);
  }
}
