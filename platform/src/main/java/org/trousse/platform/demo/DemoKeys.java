package org.trousse.platform.demo;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.trousse.sdk.DeviceId;
import org.trousse.sdk.PatientId;

/// The demo's passwords and tokens, derived from one secret key, so that a restart prints the same
/// and no other installation has them.
public final class DemoKeys {
  private static final String ALGORITHM = "HmacSHA256";
  private static final int KEY_BYTES_MIN = 32;

  /// 144 bits, 24 characters of base64url.
  private static final int DERIVED_BYTES = 18;

  private final SecretKeySpec key;

  /// @param key at least 256 random bits
  public DemoKeys(byte[] key) {
    if (key.length < KEY_BYTES_MIN) {
      throw new IllegalArgumentException("the demo's key has at least 32 bytes");
    }
    this.key = new SecretKeySpec(key, ALGORITHM);
  }

  /// What the device signs in with.
  public String password(DeviceId device) {
    return derived("device-password", device.username());
  }

  /// The bearer token that opens the person's own record.
  public String token(PatientId patient) {
    return derived("patient-token", patient.text());
  }

  /// The purpose keeps a password from ever being a token.
  private String derived(String purpose, String whose) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      byte[] all = mac.doFinal((purpose + '\u001f' + whose).getBytes(StandardCharsets.UTF_8));
      byte[] some = Arrays.copyOf(all, DERIVED_BYTES);
      return Base64.getUrlEncoder().withoutPadding().encodeToString(some);
    } catch (GeneralSecurityException absent) {
      throw new IllegalStateException("every JDK has HMAC-SHA-256", absent);
    }
  }

  /// Never the key.
  @Override
  public String toString() {
    return "DemoKeys(…)";
  }
}
