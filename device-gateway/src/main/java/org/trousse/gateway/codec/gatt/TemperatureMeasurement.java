package org.trousse.gateway.codec.gatt;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.trousse.gateway.codec.wire.ByteReader;
import org.trousse.gateway.codec.wire.Decoded;
import org.trousse.gateway.codec.wire.GattDateTime;
import org.trousse.gateway.codec.wire.GattNumber;
import org.trousse.sdk.measure.BodySite;

/// Temperature Measurement (0x2A1C, Health Thermometer Service).
///
/// @param type the Temperature Type, null when not sent
public record TemperatureMeasurement(
    boolean fahrenheit,
    GattNumber temperature,
    @Nullable GattDateTime timestamp,
    @Nullable Integer type,
    int trailingBytes) {
  private static final List<BodySite> SITE_OF_TYPE =
      List.of(
          BodySite.ARMPIT,
          BodySite.BODY,
          BodySite.EAR,
          BodySite.FINGER,
          BodySite.GASTROINTESTINAL_TRACT,
          BodySite.MOUTH,
          BodySite.RECTUM,
          BodySite.TOE,
          BodySite.TYMPANUM);

  /// Reads one characteristic value.
  public static Decoded<TemperatureMeasurement> decode(byte[] payload) {
    ByteReader in = new ByteReader(payload);
    int flags = in.u8();
    GattNumber temperature = in.float32();
    GattDateTime timestamp = (flags & 0x02) != 0 ? in.dateTime() : null;
    Integer type = (flags & 0x04) != 0 ? (Integer) in.u8() : null;
    if (in.truncated()) {
      return Decoded.truncated("The Temperature Measurement");
    }
    return Decoded.of(
        new TemperatureMeasurement(
            (flags & 0x01) != 0, temperature, timestamp, type, in.remaining()));
  }

  /// Where it was measured; empty when not sent or reserved.
  public Optional<BodySite> site() {
    return type == null || typeReserved()
        ? Optional.empty()
        : Optional.of(SITE_OF_TYPE.get(type - 1));
  }

  public boolean typeReserved() {
    return type != null && (type < 1 || type > SITE_OF_TYPE.size());
  }
}
