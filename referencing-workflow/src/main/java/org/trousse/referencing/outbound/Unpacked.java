package org.trousse.referencing.outbound;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.Optional;
import java.util.zip.GZIPInputStream;

/// A body without its content coding (RFC 9110 §8.4), never longer than a limit: a small body may
/// unpack to anything.
final class Unpacked {
  private Unpacked() {}

  /// Empty: longer than `limit`, or a coding that we did not ask for and do not read.
  static Optional<byte[]> of(byte[] body, String coding, int limit) {
    return switch (coding.strip().toLowerCase(Locale.ROOT)) {
      case "", "identity" -> body.length <= limit ? Optional.of(body) : Optional.empty();
      case "gzip", "x-gzip" -> gunzip(body, limit);
      default -> Optional.empty();
    };
  }

  private static Optional<byte[]> gunzip(byte[] body, int limit) {
    try (InputStream plain = new GZIPInputStream(new ByteArrayInputStream(body))) {
      byte[] bytes = plain.readNBytes(limit + 1);
      return bytes.length > limit ? Optional.empty() : Optional.of(bytes);
    } catch (IOException broken) {
      return Optional.empty();
    }
  }
}
