package org.trousse.platform.vectors;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.trousse.gateway.codec.wire.ByteReader;
import org.trousse.gateway.codec.wire.Crc16;
import org.trousse.gateway.codec.wire.GattDateTime;
import org.trousse.gateway.codec.wire.GattNumber;
import org.trousse.gateway.normalise.Conversion;
import org.trousse.sdk.measure.Unit;
import org.trousse.sdk.reading.Flag;

/// Numbers, checksums, dates and units.
final class PrimitiveVectors {
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss");
  private static final DateTimeFormatter LOCAL =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss");

  private PrimitiveVectors() {}

  static Map<String, @Nullable Object> sfloat(Vector vector) {
    ByteReader in = new ByteReader(vector.bytes());
    return number(in.sfloat(), in);
  }

  static Map<String, @Nullable Object> float32(Vector vector) {
    ByteReader in = new ByteReader(vector.bytes());
    return number(in.float32(), in);
  }

  private static Map<String, @Nullable Object> number(GattNumber number, ByteReader in) {
    if (in.truncated() || in.remaining() > 0) {
      return rejected(in.truncated() ? "truncated" : "bad-size");
    }
    Map<String, @Nullable Object> out = outcome("accept");
    out.put("value", number.value() == null ? null : number.text());
    out.put("special", number.special() == null ? null : number.text());
    return out;
  }

  static Map<String, @Nullable Object> crc(Vector vector) {
    int crc = Crc16.of(vector.bytes());
    HexFormat hex = HexFormat.of().withUpperCase();
    Map<String, @Nullable Object> out = outcome("accept");
    out.put("crc", hex.toHexDigits((short) crc));
    out.put("wire", hex.formatHex(new byte[] {(byte) crc, (byte) (crc >> 8)}));
    return out;
  }

  static Map<String, @Nullable Object> dateTime(Vector vector) {
    ByteReader in = new ByteReader(vector.bytes());
    GattDateTime stamp = in.dateTime();
    if (in.truncated()) {
      return rejected("truncated");
    }
    List<String> flags = new ArrayList<>(stamp.flag().map(Flag::word).stream().toList());
    if (in.remaining() > 0) {
      flags.add(Flag.TRAILING_BYTES.word());
    }
    Map<String, @Nullable Object> out = outcome(flags.isEmpty() ? "accept" : "accept-flagged");
    out.put("deviceLocal", stamp.local().map(LOCAL::format).orElse(null));
    out.put("timeOfDay", stamp.timeOfDay().map(TIME::format).orElse(null));
    out.put("zone", "unknown");
    out.put("flags", flags);
    return out;
  }

  static Map<String, @Nullable Object> unit(Vector vector) {
    return Unit.of(vector.text("unit"))
        .map(unit -> {
          Map<String, @Nullable Object> out = outcome("accept");
          out.put("ucum", unit.ucum());
          out.put("flags", List.of());
          return out;
        })
        .orElseGet(PrimitiveVectors::unknownUnit);
  }

  /// Vectors may name another factor than ours, to show what other systems make of the same value.
  static Map<String, @Nullable Object> glucose(Vector vector) {
    Optional<Unit> from = Unit.of(vector.text("from"));
    Optional<Unit> to = Unit.of(vector.text("to"));
    if (from.isEmpty() || to.isEmpty()) {
      return unknownUnit();
    }
    BigDecimal value = new BigDecimal(vector.text("value"));
    int scale = vector.input().path("scale").asInt(to.get() == Unit.MMOL_PER_L ? 1 : 0);
    String said = vector.text("factor");
    BigDecimal factor = said.isEmpty() ? Conversion.GLUCOSE_FACTOR : new BigDecimal(said);
    BigDecimal converted = glucose(value, from.get(), to.get(), factor, scale);
    BigDecimal back = glucose(converted, to.get(), from.get(), factor, value.scale());
    Map<String, @Nullable Object> out = outcome("accept");
    out.put("value", converted.toPlainString());
    out.put("ucum", to.get().ucum());
    out.put("roundTrip", back.toPlainString());
    return out;
  }

  private static BigDecimal glucose(
      BigDecimal value, Unit from, Unit to, BigDecimal factor, int scale) {
    if (factor.compareTo(Conversion.GLUCOSE_FACTOR) == 0 || from == to) {
      return Conversion.convert(value, from, to, scale).orElseThrow();
    }
    return to == Unit.MG_PER_DL
        ? value.multiply(factor).setScale(scale, RoundingMode.HALF_UP)
        : value.divide(factor, scale, RoundingMode.HALF_UP);
  }

  static Map<String, @Nullable Object> convert(Vector vector) {
    Optional<Unit> from = Unit.of(vector.text("from"));
    Optional<Unit> to = Unit.of(vector.text("to"));
    if (from.isEmpty() || to.isEmpty()) {
      return unknownUnit();
    }
    BigDecimal value = new BigDecimal(vector.text("value"));
    int scale = vector.input().path("scale").asInt(value.scale());
    return Conversion.convert(value, from.get(), to.get(), scale)
        .map(converted -> {
          Map<String, @Nullable Object> out = outcome("accept");
          out.put("value", converted.toPlainString());
          out.put("ucum", to.get().ucum());
          out.put("flags", from.equals(to) ? List.of() : List.of(Flag.CONVERTED.word()));
          return out;
        })
        .orElseGet(() -> rejected("unit"));
  }

  private static Map<String, @Nullable Object> unknownUnit() {
    Map<String, @Nullable Object> out = outcome("quarantine");
    out.put("flags", List.of(Flag.UNIT_UNKNOWN.word()));
    return out;
  }

  static Map<String, @Nullable Object> rejected(String error) {
    Map<String, @Nullable Object> out = outcome("reject");
    out.put("error", error);
    return out;
  }

  static Map<String, @Nullable Object> outcome(String word) {
    Map<String, @Nullable Object> out = new LinkedHashMap<>();
    out.put("outcome", word);
    return out;
  }

  /// A date as the vectors write it: whole, or what of it the device knows.
  static Map<String, @Nullable Object> stamp(GattDateTime stamp) {
    Map<String, @Nullable Object> out = new LinkedHashMap<>();
    boolean known = stamp.local().isPresent();
    out.put("known", known);
    if (known) {
      out.put("local", stamp.local().map(LOCAL::format).orElse(null));
    } else {
      out.put("year", stamp.year() == 0 ? null : (Integer) stamp.year());
      out.put("month", stamp.month() == 0 ? null : (Integer) stamp.month());
      out.put("day", stamp.day() == 0 ? null : (Integer) stamp.day());
      out.put("time", stamp.timeOfDay().map(TIME::format).orElse(null));
    }
    return out;
  }

  static DateTimeFormatter local() {
    return LOCAL;
  }
}
