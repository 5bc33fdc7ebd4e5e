package org.trousse.sdk.subscription;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Whether a notification was sent by who knows the subscription's secret, and lately: HMAC-SHA-256
/// (RFC 2104) over `id.timestamp.body`, as Standard Webhooks 1.0 has it. Check before anything else
/// is done with a notification, over the bytes as they came.
public final class SubscriptionSignature {
  /// How far the sender's time may be from ours, either way.
  public static final Duration TOLERANCE = Duration.ofMinutes(5);

  private static final String PREFIX = "whsec_";
  private static final String VERSION = "v1,";
  private static final int SECRET_BYTES_MIN = 16;
  private static final int SIGNATURES_MAX = 16;

  private SubscriptionSignature() {}

  /// What a check comes to. Answer everything but `GOOD` with 401 and do nothing.
  public enum Check {
    GOOD,

    /// One of `webhook-id`, `webhook-timestamp`, `webhook-signature` is missing, stands twice, or
    /// is none.
    HEADER_MISSING,

    /// More than [#TOLERANCE] ago: perhaps an old one sent again by somebody else.
    TOO_OLD,

    /// More than [#TOLERANCE] ahead: one of the clocks is wrong.
    TOO_NEW,

    /// Another secret, or something was changed on the way.
    WRONG
  }

  /// Checks a notification.
  ///
  /// @param secret as the record told it once, `whsec_` and base64
  /// @param headers as they came; names in whatever case
  /// @param body the bytes as they came, before anything reads them
  /// @throws IllegalArgumentException when `secret` is no secret: a mistake of the app's own
  public static Check check(
      String secret, Map<String, List<String>> headers, byte[] body, Instant now) {
    byte[] key = key(secret);
    Optional<String> id = only(headers, "webhook-id");
    Optional<String> time = only(headers, "webhook-timestamp");
    Optional<String> signatures = only(headers, "webhook-signature");
    if (id.isEmpty() || signatures.isEmpty() || !time.orElse("").matches("[0-9]{1,11}")) {
      return Check.HEADER_MISSING;
    }
    Instant sent = Instant.ofEpochSecond(Long.parseLong(time.orElseThrow()));
    if (!isSigned(key, id.get() + "." + time.get() + ".", body, signatures.get())) {
      return Check.WRONG;
    }
    if (sent.isBefore(now.minus(TOLERANCE))) {
      return Check.TOO_OLD;
    }
    return sent.isAfter(now.plus(TOLERANCE)) ? Check.TOO_NEW : Check.GOOD;
  }

  /// Several signatures stand side by side while a secret is replaced: one that is right will do.
  /// All are compared, each in constant time.
  private static boolean isSigned(byte[] key, String before, byte[] body, String signatures) {
    byte[] made = hmac(key, before.getBytes(StandardCharsets.UTF_8), body);
    byte[] expected =
        (VERSION + Base64.getEncoder().encodeToString(made)).getBytes(StandardCharsets.UTF_8);
    boolean good = false;
    for (String one : signatures.split(" ", SIGNATURES_MAX)) {
      good |= MessageDigest.isEqual(expected, one.getBytes(StandardCharsets.UTF_8));
    }
    return good;
  }

  private static byte[] key(String secret) {
    if (!secret.startsWith(PREFIX)) {
      throw new IllegalArgumentException("a secret begins with " + PREFIX);
    }
    byte[] key = Base64.getDecoder().decode(secret.substring(PREFIX.length()));
    if (key.length < SECRET_BYTES_MIN) {
      throw new IllegalArgumentException("a secret has " + SECRET_BYTES_MIN + " bytes or more");
    }
    return key;
  }

  private static Optional<String> only(Map<String, List<String>> headers, String name) {
    List<String> values =
        headers.entrySet().stream()
            .filter(header -> String.valueOf(header.getKey()).toLowerCase(Locale.ROOT).equals(name))
            .flatMap(header -> header.getValue().stream())
            .collect(Collectors.toList());
    return values.size() == 1 && !values.get(0).isEmpty()
        ? Optional.of(values.get(0))
        : Optional.empty();
  }

  private static byte[] hmac(byte[] key, byte[] before, byte[] body) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      mac.update(before);
      return mac.doFinal(body);
    } catch (GeneralSecurityException absent) {
      throw new IllegalStateException("every JDK has HMAC", absent);
    }
  }
}
