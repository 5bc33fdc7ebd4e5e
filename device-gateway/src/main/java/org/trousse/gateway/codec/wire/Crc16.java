package org.trousse.gateway.codec.wire;

/// CRC-16/MCRF4XX, the E2E-CRC of the glucose monitoring services: polynomial 0x1021 reflected,
/// seed 0xFFFF, low octet first on the wire.
public final class Crc16 {
  private static final int POLYNOMIAL_REFLECTED = 0x8408;

  private Crc16() {}

  public static int of(byte[] bytes) {
    return of(bytes, 0, bytes.length);
  }

  /// The checksum of `bytes` from `from` up to, not including, `end`.
  public static int of(byte[] bytes, int from, int end) {
    int crc = 0xFFFF;
    for (int i = from; i < end; i++) {
      crc ^= bytes[i] & 0xFF;
      for (int bit = 0; bit < 8; bit++) {
        crc = (crc & 1) == 0 ? crc >> 1 : crc >> 1 ^ POLYNOMIAL_REFLECTED;
      }
    }
    return crc;
  }

  /// Whether the two octets at `end` are the checksum of those from `from`.
  public static boolean follows(byte[] bytes, int from, int end) {
    return of(bytes, from, end) == new ByteReader(bytes, end, end + 2).u16();
  }
}
