package org.trousse.record.audit;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/// The chain of seals: each hash is an HMAC over the hash before it, its number and what its events
/// digest to. The key is not in the database, so nobody who can only write there can make a link
/// that fits.
final class Chain {
  /// A seal as it stands, and what its events digest to now, hashes in hexadecimal. A part that is
  /// missing is null.
  record Link(
      long number,
      @Nullable Integer events,
      @Nullable String content,
      @Nullable String hash,
      int eventsNow,
      @Nullable String contentNow) {}

  private final SecretKey key;

  Chain(SecretKey ids) {
    this.key =
        new SecretKeySpec(
            mac(ids, ByteBuffer.wrap("audit seals".getBytes(StandardCharsets.US_ASCII))),
            "HmacSHA256");
  }

  byte[] hash(byte[] previous, long number, int events, byte[] content) {
    ByteBuffer all = ByteBuffer.allocate(previous.length + Long.BYTES + Integer.BYTES + 32);
    return mac(key, all.put(previous).putLong(number).putInt(events).put(content).flip());
  }

  /// The first of these links that does not fit the one before; empty when all do.
  ///
  /// @param previous the hash before the first of them; empty before number 1
  Optional<Long> broken(byte[] previous, long first, List<Link> links) {
    byte[] before = previous;
    long expected = first;
    for (Link link : links) {
      String hash = link.hash();
      if (link.number() != expected || hash == null || !fits(before, link)) {
        return Optional.of(Math.min(expected, link.number()));
      }
      before = HexFormat.of().parseHex(hash);
      expected++;
    }
    return Optional.empty();
  }

  private boolean fits(byte[] before, Link link) {
    Integer events = link.events();
    String content = link.content();
    if (events == null || content == null || content.length() != 64) {
      return false;
    }
    byte[] expected = hash(before, link.number(), events, HexFormat.of().parseHex(content));
    return events == link.eventsNow()
        && content.equals(link.contentNow())
        && HexFormat.of().formatHex(expected).equals(link.hash());
  }

  private static byte[] mac(SecretKey key, ByteBuffer text) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(key);
      mac.update(text);
      return mac.doFinal();
    } catch (GeneralSecurityException absent) {
      throw new IllegalStateException("every JDK has HMAC", absent);
    }
  }
}
