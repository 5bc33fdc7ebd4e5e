package org.trousse.sdk;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.regex.Pattern;

/// A device as its tenant names it. Both parts are topic levels: 1 to 64 of `A-Z a-z 0-9 . _ -`.
public record DeviceId(String tenant, String name) {
  private static final Pattern LEVEL = Pattern.compile("[A-Za-z0-9._-]{1,64}");

  public DeviceId {
    if (!isLevel(tenant) || !isLevel(name)) {
      throw new IllegalArgumentException(
          "tenant and device are 1 to 64 characters of A-Z a-z 0-9 . _ -");
    }
  }

  /// Whether `text` may stand as a tenant or a device name.
  public static boolean isLevel(String text) {
    return LEVEL.matcher(text).matches();
  }

  /// The number that stands for this device in rows: the first 63 bits of SHA-256(tenant, 0x1F,
  /// name). The same everywhere, so that no house has to ask another for it; the registry refuses
  /// the second of two devices whose numbers collide.
  public long key() {
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      byte[] digest = sha.digest((tenant + '\u001f' + name).getBytes(StandardCharsets.UTF_8));
      return ByteBuffer.wrap(digest).getLong() >>> 1;
    } catch (NoSuchAlgorithmException absent) {
      throw new IllegalStateException("every JDK has SHA-256", absent);
    }
  }

  /// What the device signs in with: `name@tenant`.
  public String username() {
    return name + "@" + tenant;
  }
}
