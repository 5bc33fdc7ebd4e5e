package org.trousse.gateway.normalise;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/// One name for a record in every system that sees it: the same record sent again, even after its
/// value was revised or its clock set right, has the same key; two readings of one minute with
/// numbers of their own do not. 43 characters, since some servers compare no more than 128.
public final class RecordKey {
  private static final String UNIT_SEPARATOR = "\u001f";

  private RecordKey() {}

  /// Base64url (RFC 4648 §5, no padding) of the SHA-256 of the parts.
  ///
  /// @param channel where it came from, e.g. `2A18` or `dexcom-v3`
  /// @param code what was measured, e.g. its MDC code
  /// @param identityTime as the device said it, before any correction
  /// @param discriminator the strongest id that the device gave, e.g. `seq:8`
  public static String of(
      String tenant,
      String device,
      String channel,
      String code,
      String identityTime,
      String discriminator) {
    String parts =
        String.join(UNIT_SEPARATOR, tenant, device, channel, code, identityTime, discriminator);
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(parts.getBytes(StandardCharsets.UTF_8));
      return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
    } catch (NoSuchAlgorithmException absent) {
      throw new IllegalStateException("every JDK has SHA-256", absent);
    }
  }
}
