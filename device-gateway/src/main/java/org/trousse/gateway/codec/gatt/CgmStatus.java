package org.trousse.gateway.codec.gatt;

import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.trousse.gateway.codec.wire.ByteReader;
import org.trousse.gateway.codec.wire.Crc16;
import org.trousse.gateway.codec.wire.Decoded;
import org.trousse.sdk.reading.DeviceStatus;

/// CGM Status (0x2AA9): what a sensor says of itself without a value.
///
/// @param offsetMin minutes since the start of the sensor's session
/// @param crcChecked whether a checksum came and was right
public record CgmStatus(int offsetMin, Set<DeviceStatus> status, boolean crcChecked) {
  private static final int SIZE = 5;
  private static final int SIZE_WITH_CRC = 7;

  public CgmStatus {
    status = Set.copyOf(status);
  }

  /// Reads one characteristic value.
  ///
  /// @param e2eCrc whether the CGM Feature declares checksums; null when unknown
  public static Decoded<CgmStatus> decode(byte[] payload, @Nullable Boolean e2eCrc) {
    if (payload.length < SIZE) {
      return Decoded.truncated("The CGM Status");
    }
    boolean carriesCrc = payload.length == SIZE_WITH_CRC;
    if (Boolean.TRUE.equals(e2eCrc) && payload.length == SIZE) {
      return Decoded.failed("missing-crc", "The CGM Feature declares E2E-CRC; none came.");
    }
    if ((payload.length != SIZE && !carriesCrc) || (Boolean.FALSE.equals(e2eCrc) && carriesCrc)) {
      return Decoded.failed("bad-size", "A CGM Status has 5 octets, or 7 with its checksum.");
    }
    if (carriesCrc && !Crc16.follows(payload, 0, SIZE)) {
      return Decoded.failed("crc", "The E2E-CRC of the CGM Status is wrong; send it again.");
    }
    ByteReader in = new ByteReader(payload);
    int offset = in.u16();
    EnumSet<DeviceStatus> status = EnumSet.noneOf(DeviceStatus.class);
    status.addAll(StatusBits.CGM_STATUS.of(in.u8()));
    status.addAll(StatusBits.CGM_CALIBRATION.of(in.u8()));
    status.addAll(StatusBits.CGM_WARNING.of(in.u8()));
    return Decoded.of(new CgmStatus(offset, status, carriesCrc));
  }
}
