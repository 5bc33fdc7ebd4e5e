package org.trousse.gateway.device;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.SecretKey;
import org.trousse.sdk.DeviceId;
import org.trousse.sdk.PatientId;

/// How devices of apps are called: an app names its devices for each patient anew, so that one
/// patient's token can never reach another's device, and both are topic levels.
public final class AppDeviceIds {
  /// Characters of the name that an app gives.
  public static final int NAME_CHARS_MAX = 40;

  private static final int LEVEL_CHARS_MAX = 64;
  private static final int MARK_BYTES = 9;
  private static final int HASH_BYTES = 21;
  private static final char BETWEEN = '\u001f';

  private AppDeviceIds() {}

  /// The tenant of an app's devices: `app.` and the client id, or `app-` and its hash where it is
  /// no topic level, e.g. a URL. So two apps never share a tenant.
  public static String tenant(String clientId) {
    String spelt = "app." + clientId;
    return spelt.length() <= LEVEL_CHARS_MAX && DeviceId.isLevel(spelt)
        ? spelt
        : "app-" + text(sha256(clientId), HASH_BYTES);
  }

  /// The device that an app calls `name` at a patient's: always the same one. The mark behind the
  /// name tells nothing of the patient to who has not the key.
  public static DeviceId of(SecretKey key, String clientId, PatientId patient, String name) {
    if (name.length() > NAME_CHARS_MAX) {
      throw new IllegalArgumentException("a device's name has at most 40 characters");
    }
    String whole = "device name" + BETWEEN + clientId + BETWEEN + patient.text() + BETWEEN + name;
    String mark = text(KeyedHash.of(key, whole).digest(), MARK_BYTES);
    return new DeviceId(tenant(clientId), name + "-" + mark);
  }

  private static String text(byte[] bytes, int length) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(bytes, length));
  }

  private static byte[] sha256(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException absent) {
      throw new IllegalStateException("every JDK has SHA-256", absent);
    }
  }
}
