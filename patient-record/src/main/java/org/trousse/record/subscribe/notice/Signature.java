package org.trousse.record.subscribe.notice;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/// Signs notifications in the manner of Standard Webhooks: HMAC-SHA-256 over id, time and body,
/// under a secret of the subscription. The secret stands in no table: it is derived from a key that
/// the database does not know, and told once.
public final class Signature {
  private static final String PREFIX = "whsec_";
  private static final String HMAC = "HmacSHA256";

  private final byte[] key;

  /// @param key of the platform; what signs is derived from it
  public Signature(SecretKey key) {
    this.key = key.getEncoded().clone();
  }

  /// What the app is told: `whsec_` and 32 bytes in base64.
  public String secret(UUID subscription) {
    return PREFIX + Base64.getEncoder().encodeToString(derived(subscription));
  }

  /// The header `webhook-signature`.
  public String of(UUID subscription, String id, Instant at, String body) {
    String signed = id + "." + at.getEpochSecond() + "." + body;
    byte[] signature = hmac(derived(subscription), signed);
    return "v1," + Base64.getEncoder().encodeToString(signature);
  }

  private byte[] derived(UUID subscription) {
    return hmac(key, "secret of a subscription\u001f" + subscription);
  }

  private static byte[] hmac(byte[] key, String text) {
    try {
      Mac mac = Mac.getInstance(HMAC);
      mac.init(new SecretKeySpec(key, HMAC));
      return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException absent) {
      throw new IllegalStateException("every JDK has HMAC", absent);
    }
  }

  /// Never the key.
  @Override
  public String toString() {
    return "Signature";
  }
}
