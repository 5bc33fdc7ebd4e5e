package org.trousse.referencing.drill;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Optional;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.KDF;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.HKDFParameterSpec;

/// AES-GCM under a key of the platform's: how the private key of drills stands in its row. The kid
/// is bound to it.
final class KeySeal {
  private static final String PURPOSE = "trousse referencing drill key";
  private static final int KEY_BYTES = 32;
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;

  private final SecretKey key;
  private final SecureRandom random;

  private KeySeal(SecretKey key, SecureRandom random) {
    this.key = key;
    this.random = random;
  }

  /// Under a key of its own, made from the house's by HKDF (RFC 5869): the house's key hashes
  /// secrets, and no key has two uses.
  static KeySeal under(SecretKey house, SecureRandom random) {
    try {
      SecretKey own =
          KDF.getInstance("HKDF-SHA256")
              .deriveKey(
                  "AES",
                  HKDFParameterSpec.ofExtract()
                      .addIKM(house)
                      .thenExpand(PURPOSE.getBytes(StandardCharsets.UTF_8), KEY_BYTES));
      return new KeySeal(own, random);
    } catch (GeneralSecurityException failed) {
      throw new IllegalStateException("every JDK has HKDF", failed);
    }
  }

  byte[] seal(String kid, String secret) {
    byte[] nonce = new byte[NONCE_BYTES];
    random.nextBytes(nonce);
    try {
      byte[] sealed =
          cipher(Cipher.ENCRYPT_MODE, kid, nonce).doFinal(secret.getBytes(StandardCharsets.UTF_8));
      byte[] both = Arrays.copyOf(nonce, NONCE_BYTES + sealed.length);
      System.arraycopy(sealed, 0, both, NONCE_BYTES, sealed.length);
      return both;
    } catch (GeneralSecurityException failed) {
      throw new IllegalStateException("a key of ours cannot be sealed", failed);
    }
  }

  /// Empty: it was sealed under another key, or for another kid.
  Optional<String> open(String kid, byte[] sealed) {
    if (sealed.length <= NONCE_BYTES) {
      return Optional.empty();
    }
    try {
      byte[] secret =
          cipher(Cipher.DECRYPT_MODE, kid, Arrays.copyOf(sealed, NONCE_BYTES))
              .doFinal(sealed, NONCE_BYTES, sealed.length - NONCE_BYTES);
      return Optional.of(new String(secret, StandardCharsets.UTF_8));
    } catch (AEADBadTagException foreign) {
      return Optional.empty();
    } catch (GeneralSecurityException failed) {
      throw new IllegalStateException("every JDK has AES-GCM", failed);
    }
  }

  private Cipher cipher(int mode, String kid, byte[] nonce) throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
    cipher.updateAAD(kid.getBytes(StandardCharsets.UTF_8));
    return cipher;
  }
}
