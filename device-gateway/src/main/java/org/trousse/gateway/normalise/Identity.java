package org.trousse.gateway.normalise;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The number that tells a device's records of one time apart.
final class Identity {
  /// The record has no id of its own.
  static final long NONE = 0;

  private static final Pattern NUMBER = Pattern.compile("(?:seq|off):([0-9]{1,18})");

  private Identity() {}

  /// A device's own number as it is; of any other id the first 63 bits of its SHA-256, made
  /// negative so that the two never meet.
  static long of(String id) {
    Matcher number = NUMBER.matcher(id);
    return number.matches() ? Long.parseLong(number.group(1)) : hashed(id);
  }

  private static long hashed(String id) {
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      byte[] digest = sha.digest(id.getBytes(StandardCharsets.UTF_8));
      return (ByteBuffer.wrap(digest).getLong() >>> 1) | Long.MIN_VALUE;
    } catch (NoSuchAlgorithmException absent) {
      throw new IllegalStateException("every JDK has SHA-256", absent);
    }
  }
}
