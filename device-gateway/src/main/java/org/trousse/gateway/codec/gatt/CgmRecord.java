package org.trousse.gateway.codec.gatt;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.trousse.gateway.codec.wire.ByteReader;
import org.trousse.gateway.codec.wire.Crc16;
import org.trousse.gateway.codec.wire.Decoded;
import org.trousse.gateway.codec.wire.GattNumber;
import org.trousse.sdk.reading.DeviceStatus;

/// One record of a CGM Measurement (0x2AA7, CGM Service); a notification may hold several.
///
/// @param glucose mg/dL
/// @param offsetMin minutes since the start of the sensor's session
/// @param hasStatus whether any octet of the annunciation was sent
/// @param trend mg/dL a minute
/// @param quality per cent
/// @param crcChecked whether a checksum came and was right
public record CgmRecord(
    GattNumber glucose,
    int offsetMin,
    boolean hasStatus,
    Set<DeviceStatus> status,
    @Nullable GattNumber trend,
    @Nullable GattNumber quality,
    boolean crcChecked) {
  private static final int SIZE_MIN = 6;
  private static final int CRC_SIZE = 2;

  public CgmRecord {
    status = Set.copyOf(status);
  }

  /// A record's place in the payload and what stands there.
  public record Piece(int from, int end, Decoded<CgmRecord> record) {}

  /// Reads all records. After one whose size cannot be right nothing more can be found; a wrong
  /// checksum spoils its own record only.
  ///
  /// @param e2eCrc whether the CGM Feature declares checksums; null when unknown, then a record two
  ///   octets longer than its fields is taken to carry one
  public static List<Piece> decode(byte[] payload, @Nullable Boolean e2eCrc) {
    List<Piece> pieces = new ArrayList<>();
    int at = 0;
    do {
      Piece piece = next(payload, at, e2eCrc);
      pieces.add(piece);
      at = piece.end();
    } while (at < payload.length);
    return pieces;
  }

  private static Piece next(byte[] payload, int from, @Nullable Boolean e2eCrc) {
    if (payload.length - from < 2) {
      return new Piece(from, payload.length, Decoded.truncated("The CGM record"));
    }
    int size = payload[from] & 0xFF;
    int fields = fieldsSize(payload[from + 1] & 0xFF);
    if (size != fields && size != fields + CRC_SIZE) {
      return new Piece(from, payload.length, badSize(size, fields));
    }
    int end = from + size;
    if (end > payload.length) {
      return new Piece(from, payload.length, Decoded.truncated("The CGM record"));
    }
    boolean carriesCrc = size != fields;
    if (Boolean.TRUE.equals(e2eCrc) && !carriesCrc) {
      return new Piece(
          from, end, Decoded.failed("missing-crc", "The CGM Feature declares E2E-CRC; none came."));
    }
    if (Boolean.FALSE.equals(e2eCrc) && carriesCrc) {
      return new Piece(from, end, badSize(size, fields));
    }
    if (carriesCrc && !Crc16.follows(payload, from, end - CRC_SIZE)) {
      return new Piece(
          from,
          end,
          Decoded.failed("crc", "The E2E-CRC of the CGM record is wrong; send it again."));
    }
    return new Piece(from, end, Decoded.of(fields(payload, from, end, carriesCrc)));
  }

  private static Decoded<CgmRecord> badSize(int size, int fields) {
    return Decoded.failed(
        "bad-size",
        "The CGM record says that it has "
            + size
            + " octets; its flags announce "
            + fields
            + ", or 2 more with a checksum.");
  }

  private static int fieldsSize(int flags) {
    return SIZE_MIN
        + Integer.bitCount(flags & 0xE0) // one octet each
        + 2 * Integer.bitCount(flags & 0x03); // trend and quality
  }

  private static CgmRecord fields(byte[] payload, int from, int end, boolean crc) {
    ByteReader in = new ByteReader(payload, from + 1, end);
    int flags = in.u8();
    GattNumber glucose = in.sfloat();
    int offset = in.u16();
    EnumSet<DeviceStatus> status = EnumSet.noneOf(DeviceStatus.class);
    if ((flags & 0x80) != 0) {
      status.addAll(StatusBits.CGM_STATUS.of(in.u8()));
    }
    if ((flags & 0x40) != 0) {
      status.addAll(StatusBits.CGM_CALIBRATION.of(in.u8()));
    }
    if ((flags & 0x20) != 0) {
      status.addAll(StatusBits.CGM_WARNING.of(in.u8()));
    }
    GattNumber trend = (flags & 0x01) != 0 ? in.sfloat() : null;
    GattNumber quality = (flags & 0x02) != 0 ? in.sfloat() : null;
    return new CgmRecord(glucose, offset, (flags & 0xE0) != 0, status, trend, quality, crc);
  }
}
