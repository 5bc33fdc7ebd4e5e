package org.trousse.gateway.codec.advertised;

import java.util.List;
import org.trousse.gateway.codec.Format;
import org.trousse.gateway.codec.Said;
import org.trousse.gateway.codec.wire.ByteReader;
import org.trousse.gateway.codec.wire.Decoded;
import org.trousse.gateway.codec.wire.GattDateTime;
import org.trousse.sdk.reading.Payload;

/// xiaomi-181b: the service data that Mi body composition scales advertise under 0x181B. It looks
/// like a Body Composition Measurement (0x2A9C) and is none. The impedance stays in the bytes.
///
/// `unit u8 | flags u8 | date and time 7 | impedance u16 | weight u16`; unit: bit 0 pounds, bit 4
/// jin; flags: bit 1 impedance measured, bit 5 the weight has settled, bit 7 the person has stepped
/// off.
public final class Xiaomi181b implements Format {
  private static final int SIZE = 13;
  private static final int POUNDS = 0x01;
  private static final int SETTLED = 0x20;

  @Override
  public String word() {
    return "xiaomi-181b";
  }

  /// Whether a payload that claims to be a Body Composition Measurement is such a frame: it has its
  /// size, and says that the weight has settled in a bit that the Body Composition Service
  /// reserves.
  public static boolean looksLike(byte[] bytes) {
    return bytes.length == SIZE && (bytes[1] & SETTLED) != 0;
  }

  /// The frame's fields but the impedance.
  public static Decoded<ScaleFrame> frame(byte[] bytes) {
    if (bytes.length != SIZE) {
      return Decoded.failed("bad-size", "A frame of 0x181B has 13 octets.");
    }
    ByteReader in = new ByteReader(bytes);
    boolean pounds = (in.u8() & POUNDS) != 0;
    boolean settled = (in.u8() & SETTLED) != 0;
    GattDateTime clock = in.dateTime();
    in.bytes(2);
    return Decoded.of(ScaleFrame.of(in.u16(), pounds, settled, clock));
  }

  @Override
  public List<Said> decode(Payload payload) {
    return List.of(
        switch (frame(payload.bytes())) {
          case Decoded.Failed<ScaleFrame>(String error, String mend) ->
              new Said.Unreadable(error, mend, payload);
          case Decoded.Value<ScaleFrame>(ScaleFrame frame) -> frame.said(payload);
        });
  }
}
