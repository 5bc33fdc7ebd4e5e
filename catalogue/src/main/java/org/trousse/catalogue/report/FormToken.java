package org.trousse.catalogue.report;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/// Shows that a form is one that this site gave out, not long ago, for that very page. It needs no
/// cookie, because visitors have none.
public final class FormToken {
  static final Duration LIFE = Duration.ofHours(2);
  private static final String PURPOSE = "catalogue form";

  private final SecretKey key;
  private final Clock clock;

  /// @param seal the platform's key; another is derived from it
  public FormToken(SecretKey seal, Clock clock) {
    this.key = new SecretKeySpec(mac(seal.getEncoded(), PURPOSE), "HmacSHA256");
    this.clock = clock;
  }

  /// For the form of one page.
  public String make(String page) {
    return sign(clock.instant().getEpochSecond(), page);
  }

  public boolean holds(String token, String page) {
    int dot = token.indexOf('.');
    if (dot < 1 || !token.substring(0, dot).matches("[0-9]{1,12}")) {
      return false;
    }
    long at = Long.parseLong(token.substring(0, dot));
    Instant now = clock.instant();
    boolean young =
        !now.isBefore(Instant.ofEpochSecond(at))
            && now.isBefore(Instant.ofEpochSecond(at).plus(LIFE));
    return young
        && MessageDigest.isEqual(
            sign(at, page).getBytes(StandardCharsets.UTF_8),
            token.getBytes(StandardCharsets.UTF_8));
  }

  private String sign(long at, String page) {
    return at + "." + HexFormat.of().formatHex(mac(key.getEncoded(), at + " " + page));
  }

  private static byte[] mac(byte[] key, String text) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("every JDK has HMAC-SHA-256", impossible);
    }
  }
}
