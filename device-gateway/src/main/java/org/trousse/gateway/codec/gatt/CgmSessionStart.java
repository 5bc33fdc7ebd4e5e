package org.trousse.gateway.codec.gatt;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.trousse.gateway.codec.wire.ByteReader;
import org.trousse.gateway.codec.wire.Crc16;
import org.trousse.gateway.codec.wire.Decoded;
import org.trousse.gateway.codec.wire.GattDateTime;

/// CGM Session Start Time (0x2AAA).
///
/// @param timeZone quarters of an hour; -128 means unknown
/// @param dst the DST Offset characteristic's code; 255 means unknown
/// @param crcChecked whether a checksum came and was right
public record CgmSessionStart(GattDateTime dateTime, int timeZone, int dst, boolean crcChecked) {
  private static final int SIZE = 9;
  private static final int SIZE_WITH_CRC = 11;
  private static final int ZONE_UNKNOWN = -128;
  private static final int DST_UNKNOWN = 255;
  private static final int ZONE_MIN = -48;
  private static final int ZONE_MAX = 56;
  private static final int MINUTES_PER_ZONE_STEP = 15;

  /// Reads one characteristic value.
  ///
  /// @param e2eCrc whether the CGM Feature declares checksums; null when unknown
  public static Decoded<CgmSessionStart> decode(byte[] payload, @Nullable Boolean e2eCrc) {
    if (payload.length < SIZE) {
      return Decoded.truncated("The CGM Session Start Time");
    }
    boolean carriesCrc = payload.length == SIZE_WITH_CRC;
    if (Boolean.TRUE.equals(e2eCrc) && payload.length == SIZE) {
      return Decoded.failed("missing-crc", "The CGM Feature declares E2E-CRC; none came.");
    }
    if ((payload.length != SIZE && !carriesCrc) || (Boolean.FALSE.equals(e2eCrc) && carriesCrc)) {
      return Decoded.failed(
          "bad-size", "A CGM Session Start Time has 9 octets, or 11 with its checksum.");
    }
    if (carriesCrc && !Crc16.follows(payload, 0, SIZE)) {
      return Decoded.failed(
          "crc", "The E2E-CRC of the CGM Session Start Time is wrong; send it again.");
    }
    ByteReader in = new ByteReader(payload);
    return Decoded.of(new CgmSessionStart(in.dateTime(), in.i8(), in.u8(), carriesCrc));
  }

  public boolean zoneUnknown() {
    return timeZone == ZONE_UNKNOWN || dst == DST_UNKNOWN;
  }

  /// A zone or a DST code that the characteristics do not define.
  public boolean reserved() {
    boolean zoneReserved = timeZone != ZONE_UNKNOWN && (timeZone < ZONE_MIN || timeZone > ZONE_MAX);
    return zoneReserved || (dst != DST_UNKNOWN && dstMinutes().isEmpty());
  }

  /// What daylight saving adds; empty when unknown or reserved.
  public Optional<Integer> dstMinutes() {
    return switch (dst) {
      case 0 -> Optional.of(0);
      case 2 -> Optional.of(30);
      case 4 -> Optional.of(60);
      case 8 -> Optional.of(120);
      default -> Optional.empty();
    };
  }

  public Optional<Integer> timeZone15Min() {
    return timeZone == ZONE_UNKNOWN ? Optional.empty() : Optional.of(timeZone);
  }

  /// Minutes that the device's clock is ahead of UTC.
  public Optional<Integer> utcOffsetMin() {
    return zoneUnknown() || reserved()
        ? Optional.empty()
        : dstMinutes().map(minutes -> timeZone * MINUTES_PER_ZONE_STEP + minutes);
  }

  /// The start as an instant, where date and zone are known.
  public Optional<Instant> instant() {
    return dateTime
        .local()
        .flatMap(local ->
            utcOffsetMin().map(minutes -> local.minusMinutes(minutes).toInstant(ZoneOffset.UTC)));
  }
}
