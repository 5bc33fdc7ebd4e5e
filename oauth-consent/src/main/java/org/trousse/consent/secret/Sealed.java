package org.trousse.consent.secret;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/// A text that only who brings a certain secret can read: AES-256-GCM under a key derived of that
/// secret. The rows hold neither the secret nor the key.
public final class Sealed {
  private static final int IV_BYTES = 12;
  private static final int TAG_BITS = 128;
  private static final byte[] LABEL =
      "trousse sealed under a secret".getBytes(StandardCharsets.UTF_8);
  private static final SecureRandom RANDOM = new SecureRandom();

  private Sealed() {}

  /// In base64url.
  public static String seal(String secret, String text) {
    byte[] iv = new byte[IV_BYTES];
    RANDOM.nextBytes(iv);
    byte[] closed = run(Cipher.ENCRYPT_MODE, secret, iv, text.getBytes(StandardCharsets.UTF_8));
    byte[] sealed = Arrays.copyOf(iv, IV_BYTES + closed.length);
    System.arraycopy(closed, 0, sealed, IV_BYTES, closed.length);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(sealed);
  }

  /// Throws when `text` was not made with this secret.
  public static String open(String secret, String text) {
    byte[] sealed = Base64.getUrlDecoder().decode(text);
    byte[] iv = Arrays.copyOf(sealed, IV_BYTES);
    byte[] closed = Arrays.copyOfRange(sealed, IV_BYTES, sealed.length);
    return new String(run(Cipher.DECRYPT_MODE, secret, iv, closed), StandardCharsets.UTF_8);
  }

  private static byte[] run(int mode, String secret, byte[] iv, byte[] bytes) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
      cipher.init(
          mode, new SecretKeySpec(mac.doFinal(LABEL), "AES"), new GCMParameterSpec(TAG_BITS, iv));
      return cipher.doFinal(bytes);
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("a sealed text does not open", impossible);
    }
  }
}
