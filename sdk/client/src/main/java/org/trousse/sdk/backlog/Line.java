package org.trousse.sdk.backlog;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;
import org.trousse.sdk.backlog.Backlog.Entry;
import org.trousse.sdk.reading.Payload;

/// One line of the log, and its bytes: length of the body (4), CRC32C of the body (4; RFC 3720
/// §B.4), body. The body's first byte is its kind.
sealed interface Line {
  /// The first line of a file: what the numbers have come to.
  record Start(long lastNumber) implements Line {}

  record Keep(Entry entry) implements Line {}

  /// Acknowledged, or a dead letter that was discarded.
  record Settled(long number) implements Line {}

  record Dead(long number, Instant at, String reason) implements Line {}

  int HEAD_BYTES = 8;
  int BODY_BYTES_MAX = 1 << 24;

  /// The line with its head.
  default byte[] bytes() {
    byte[] body = body(this);
    return ByteBuffer.allocate(HEAD_BYTES + body.length)
        .putInt(body.length)
        .putInt(sum(body, 0, body.length))
        .put(body)
        .array();
  }

  /// How many bytes the whole line at this place has; empty when none stands there.
  static Optional<Integer> lengthAt(byte[] file, int at) {
    if (file.length - at < HEAD_BYTES) {
      return Optional.empty();
    }
    ByteBuffer head = ByteBuffer.wrap(file, at, HEAD_BYTES);
    int length = head.getInt();
    if (length < 1 || length > BODY_BYTES_MAX || length > file.length - at - HEAD_BYTES) {
      return Optional.empty();
    }
    boolean whole = head.getInt() == sum(file, at + HEAD_BYTES, length);
    return whole ? Optional.of(HEAD_BYTES + length) : Optional.empty();
  }

  /// Reads a line whose sum was right.
  ///
  /// @throws IllegalArgumentException when it is none of ours, as of a later version
  static Line read(byte[] file, int at, int length) {
    byte[] body = new byte[length - HEAD_BYTES];
    System.arraycopy(file, at + HEAD_BYTES, body, 0, body.length);
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(body))) {
      byte kind = in.readByte();
      return switch (kind) {
        case 'S' -> new Start(in.readLong());
        case 'K' -> new Keep(entry(in));
        case 'A' -> new Settled(in.readLong());
        case 'D' -> new Dead(in.readLong(), Instant.ofEpochMilli(in.readLong()), text(in));
        default -> throw new IllegalArgumentException("a line of a kind that is not known");
      };
    } catch (IOException tooShort) {
      throw new IllegalArgumentException("a line that ends too early", tooShort);
    }
  }

  private static Entry entry(DataInputStream in) throws IOException {
    long number = in.readLong();
    String codec = text(in);
    @Nullable String correlation = in.readBoolean() ? text(in) : null;
    return new Entry(number, new Payload(codec, block(in)), correlation);
  }

  private static byte[] body(Line line) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      if (line instanceof Start start) {
        out.writeByte('S');
        out.writeLong(start.lastNumber());
      } else if (line instanceof Keep keep) {
        keep(out, keep.entry());
      } else if (line instanceof Settled settled) {
        out.writeByte('A');
        out.writeLong(settled.number());
      } else if (line instanceof Dead dead) {
        out.writeByte('D');
        out.writeLong(dead.number());
        out.writeLong(dead.at().toEpochMilli());
        block(out, dead.reason().getBytes(StandardCharsets.UTF_8));
      }
    } catch (IOException never) {
      throw new UncheckedIOException(never);
    }
    return bytes.toByteArray();
  }

  private static void keep(DataOutputStream out, Entry entry) throws IOException {
    out.writeByte('K');
    out.writeLong(entry.number());
    block(out, entry.payload().codec().getBytes(StandardCharsets.UTF_8));
    String correlation = entry.correlation();
    out.writeBoolean(correlation != null);
    if (correlation != null) {
      block(out, correlation.getBytes(StandardCharsets.UTF_8));
    }
    block(out, entry.payload().bytes());
  }

  private static void block(DataOutputStream out, byte[] bytes) throws IOException {
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  private static byte[] block(DataInputStream in) throws IOException {
    int length = in.readInt();
    if (length < 0 || length > in.available()) {
      throw new IOException("a block beyond its line");
    }
    return in.readNBytes(length);
  }

  private static String text(DataInputStream in) throws IOException {
    return new String(block(in), StandardCharsets.UTF_8);
  }

  private static int sum(byte[] bytes, int from, int length) {
    CRC32C sum = new CRC32C();
    sum.update(bytes, from, length);
    return (int) sum.getValue();
  }
}
