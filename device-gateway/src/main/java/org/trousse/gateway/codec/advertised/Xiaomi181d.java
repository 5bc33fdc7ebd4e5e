package org.trousse.gateway.codec.advertised;

import java.util.List;
import org.trousse.gateway.codec.Format;
import org.trousse.gateway.codec.Said;
import org.trousse.gateway.codec.wire.ByteReader;
import org.trousse.gateway.codec.wire.Decoded;
import org.trousse.sdk.reading.Payload;

/// xiaomi-181d: the service data that Mi scales advertise under 0x181D. It looks like a Weight
/// Measurement (0x2A9D) with a time and is none: its flags mean something else.
///
/// `flags u8 | weight u16 | date and time 7`; flags: bit 0 pounds, bit 4 jin, bit 5 the weight has
/// settled, bit 7 the person has stepped off.
public final class Xiaomi181d implements Format {
  private static final int SIZE = 10;
  private static final int POUNDS = 0x01;
  private static final int SETTLED = 0x20;
  private static final int RESERVED_IN_2A9D = 0xF0;
  private static final int TIME_IN_2A9D = 0x02;

  @Override
  public String word() {
    return "xiaomi-181d";
  }

  /// Whether a payload that claims to be a Weight Measurement is such a frame: it has its size, and
  /// flags that the Weight Scale Service reserves.
  public static boolean looksLike(byte[] bytes) {
    return bytes.length == SIZE
        && (bytes[0] & RESERVED_IN_2A9D) != 0
        && (bytes[0] & TIME_IN_2A9D) != 0;
  }

  /// The frame's fields.
  public static Decoded<ScaleFrame> frame(byte[] bytes) {
    if (bytes.length != SIZE) {
      return Decoded.failed("bad-size", "A frame of 0x181D has 10 octets.");
    }
    ByteReader in = new ByteReader(bytes);
    int flags = in.u8();
    int raw = in.u16();
    return Decoded.of(
        ScaleFrame.of(raw, (flags & POUNDS) != 0, (flags & SETTLED) != 0, in.dateTime()));
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
