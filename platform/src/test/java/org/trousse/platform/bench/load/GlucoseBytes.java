package org.trousse.platform.bench.load;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;

/// Glucose Measurements (0x2A18) of a synthetic meter, one every ten seconds of the last day, so
/// that none is doubted for its age. No two records of a meter are the same, up to 65,536.
final class GlucoseBytes {
  static final int SIZE = 15;
  static final int DISTINCT = 1 << 16;

  private static final int TIMES = 8_192;
  private static final int STEP_SECONDS = 10;
  private static final int DATE_TIME = 7;

  private final byte[] times = new byte[TIMES * DATE_TIME];

  GlucoseBytes(Instant now) {
    ByteBuffer out = ByteBuffer.wrap(times).order(ByteOrder.LITTLE_ENDIAN);
    LocalDateTime first =
        LocalDateTime.ofInstant(now.truncatedTo(ChronoUnit.SECONDS), ZoneOffset.UTC)
            .minusSeconds((long) TIMES * STEP_SECONDS);
    for (int place = 0; place < TIMES; place++) {
      LocalDateTime at = first.plusSeconds((long) place * STEP_SECONDS);
      out.putShort((short) at.getYear()).put((byte) at.getMonthValue());
      out.put((byte) at.getDayOfMonth()).put((byte) at.getHour());
      out.put((byte) at.getMinute()).put((byte) at.getSecond());
    }
  }

  /// Writes the record that a meter takes as its `number`th.
  void put(int number, ByteBuffer out) {
    out.put((byte) 0x03); // time offset and concentration present, kg/L
    out.put((byte) number).put((byte) (number >> 8)); // sequence number
    out.put(times, number % TIMES * DATE_TIME, DATE_TIME); // base time
    out.put((byte) 0).put((byte) 0); // time offset, minutes
    int milligrams = 70 + (number * 7 & 0x7F);
    out.put((byte) milligrams).put((byte) 0xB0); // SFLOAT, exponent -5: kg/L
    out.put((byte) 0x11); // capillary whole blood, finger
  }
}
