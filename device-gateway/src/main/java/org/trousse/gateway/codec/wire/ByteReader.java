package org.trousse.gateway.codec.wire;

import java.util.Arrays;

/// Reads little endian fields one after the other. Reading past the end gives zeros and is
/// remembered: ask [#truncated()] once, at the end, instead of before every field.
public final class ByteReader {
  private final byte[] bytes;
  private final int end;
  private int at;
  private boolean truncated;

  public ByteReader(byte[] bytes) {
    this(bytes, 0, bytes.length);
  }

  /// Reads `bytes` from `from` up to, not including, `end`.
  public ByteReader(byte[] bytes, int from, int end) {
    this.bytes = bytes;
    this.at = from;
    this.end = end;
  }

  public int u8() {
    if (at >= end) {
      truncated = true;
      return 0;
    }
    return bytes[at++] & 0xFF;
  }

  public int i8() {
    return (byte) u8();
  }

  public int u16() {
    int low = u8();
    return u8() << 8 | low;
  }

  public int i16() {
    return (short) u16();
  }

  public GattNumber sfloat() {
    return Sfloat.of(u16());
  }

  public GattNumber float32() {
    int low = u16();
    return Float32.of(u16() << 16 | low);
  }

  public GattDateTime dateTime() {
    return new GattDateTime(u16(), u8(), u8(), u8(), u8(), u8());
  }

  public byte[] bytes(int count) {
    if (count > remaining()) {
      truncated = true;
      return new byte[0];
    }
    at += count;
    return Arrays.copyOfRange(bytes, at - count, at);
  }

  public int remaining() {
    return end - at;
  }

  /// Whether a field was read that is not there.
  public boolean truncated() {
    return truncated;
  }
}
