package org.trousse.platform.vectors;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.trousse.gateway.codec.Codecs;
import org.trousse.gateway.codec.DeviceFeatures;
import org.trousse.gateway.codec.Said;
import org.trousse.gateway.codec.gatt.BloodPressureMeasurement;
import org.trousse.gateway.codec.gatt.CgmRecord;
import org.trousse.gateway.codec.gatt.CgmSessionStart;
import org.trousse.gateway.codec.gatt.GlucoseMeasurement;
import org.trousse.gateway.codec.gatt.TemperatureMeasurement;
import org.trousse.gateway.codec.gatt.WeightMeasurement;
import org.trousse.gateway.codec.wire.Decoded;
import org.trousse.gateway.codec.wire.GattDateTime;
import org.trousse.gateway.codec.wire.GattNumber;
import org.trousse.gateway.normalise.Conversion;
import org.trousse.sdk.measure.Amounts;
import org.trousse.sdk.measure.BodySite;
import org.trousse.sdk.measure.Measure;
import org.trousse.sdk.measure.MeasureCodes;
import org.trousse.sdk.measure.Specimen;
import org.trousse.sdk.measure.Unit;
import org.trousse.sdk.reading.DeviceStatus;
import org.trousse.sdk.reading.Flag;
import org.trousse.sdk.reading.Payload;
import org.trousse.sdk.reading.Reading;

/// Bluetooth characteristics: every field under `decoded`, the judgement beside it.
final class GattVectors {
  private GattVectors() {}

  static Map<String, @Nullable Object> glucose(Vector vector) {
    return run(
        "gatt-2a18",
        vector,
        GlucoseMeasurement.decode(vector.bytes()),
        glucose -> {
          Map<String, @Nullable Object> out = new LinkedHashMap<>();
          out.put("sequence", glucose.sequence());
          out.put("baseTime", PrimitiveVectors.stamp(glucose.baseTime()));
          Integer offset = glucose.timeOffset();
          if (glucose.offsetOutOfRange()) {
            out.put("timeOffset", glucose.offsetOverrun() ? "overrun" : "underrun");
          } else {
            out.put("timeOffsetMin", offset);
          }
          out.put(
              "deviceLocal",
              glucose.deviceLocal().map(PrimitiveVectors.local()::format).orElse(null));
          concentration(out, glucose);
          status(out, glucose.statusBits(), glucose.status());
          out.put("contextFollows", glucose.contextFollows());
          trailing(out, glucose.trailingBytes());
          return out;
        });
  }

  private static void concentration(Map<String, @Nullable Object> out, GlucoseMeasurement glucose) {
    GattNumber concentration = glucose.concentration();
    if (concentration == null) {
      return;
    }
    out.put("raw", quantity(concentration.text(), glucose.molar() ? "mol/L" : "kg/L"));
    Reading reading = reading("gatt-2a18", glucose, concentration);
    out.put("mgPerDl", Judged.plain(reading.amounts().value()));
    Reading.Original original = reading.original();
    out.put("mmolPerL", original == null ? null : Judged.plain(original.amounts().value()));
    out.put(
        "specimen",
        Specimen.ofCode(glucose.type()).map(Specimen::word).orElse("reserved-" + glucose.type()));
    out.put(
        "location",
        switch (glucose.location()) {
          case 1 -> "finger";
          case 2 -> "alternate-site";
          case 3 -> "earlobe";
          case GlucoseMeasurement.LOCATION_CONTROL_SOLUTION -> "control-solution";
          case GlucoseMeasurement.LOCATION_NOT_AVAILABLE -> "not-available";
          default -> "reserved-" + glucose.location();
        });
  }

  /// The numbers as the normaliser makes them, whatever else the record says.
  private static Reading reading(
      String codec, GlucoseMeasurement glucose, GattNumber concentration) {
    Said.Measured said =
        new Said.Measured(
            Measure.BLOOD_GLUCOSE,
            Said.Time.OnReceipt.NOW,
            null,
            Amounts.single(concentration.value()),
            glucose.molar() ? Unit.MOL_PER_L : Unit.KG_PER_L,
            null,
            null,
            null,
            Set.of(),
            Set.of(),
            new Payload(codec, new byte[0]));
    return Judged.normalised(said).reading();
  }

  static Map<String, @Nullable Object> cgm(Vector vector) {
    Boolean crc = vector.e2eCrc().orElse(null);
    List<Said> said = Codecs.decode("gatt-2aa7", vector.bytes(), new DeviceFeatures(crc));
    List<Map<String, @Nullable Object>> records = new ArrayList<>();
    Map<String, @Nullable Object> worst = PrimitiveVectors.outcome("accept");
    Set<Object> flags = new LinkedHashSet<>();
    for (Said one : said) {
      Map<String, @Nullable Object> judged = Judged.of(one);
      if (rank(judged) > rank(worst)) {
        worst = judged;
      }
      if (judged.get("flags") instanceof List<?> words) {
        flags.addAll(words);
      }
    }
    for (CgmRecord.Piece piece : CgmRecord.decode(vector.bytes(), crc)) {
      if (piece.record() instanceof Decoded.Value<CgmRecord>(CgmRecord record)) {
        records.add(record(record));
      }
    }
    Map<String, @Nullable Object> decoded = new LinkedHashMap<>();
    decoded.put("records", records);
    Map<String, @Nullable Object> out = new LinkedHashMap<>(worst);
    out.put("flags", List.copyOf(flags));
    out.put("decoded", decoded);
    return out;
  }

  private static int rank(Map<String, @Nullable Object> judged) {
    return List.of("accept", "accept-flagged", "accept-no-value", "ignore", "quarantine", "reject")
        .indexOf(judged.get("outcome"));
  }

  private static Map<String, @Nullable Object> record(CgmRecord record) {
    Map<String, @Nullable Object> out = new LinkedHashMap<>();
    out.put("glucoseMgPerDl", record.glucose().text());
    out.put("offsetMin", record.offsetMin());
    if (record.hasStatus()) {
      out.put("status", record.status().stream().map(DeviceStatus::word).toList());
    }
    out.put("trendMgPerDlMin", text(record.trend()));
    out.put("qualityPct", text(record.quality()));
    out.put("crcOk", record.crcChecked() ? true : null);
    return out;
  }

  static Map<String, @Nullable Object> sessionStart(Vector vector) {
    return switch (CgmSessionStart.decode(vector.bytes(), vector.e2eCrc().orElse(null))) {
      case Decoded.Failed<CgmSessionStart>(String error, _) -> PrimitiveVectors.rejected(error);
      case Decoded.Value<CgmSessionStart>(CgmSessionStart start) -> {
        List<String> flags = new ArrayList<>();
        start.dateTime().flag().ifPresent(flag -> flags.add(flag.word()));
        if (start.zoneUnknown()) {
          flags.add("zone-unknown");
        }
        if (start.reserved()) {
          flags.add(Flag.RESERVED_CODE.word());
        }
        Map<String, @Nullable Object> out =
            PrimitiveVectors.outcome(flags.isEmpty() ? "accept" : "accept-flagged");
        out.put("flags", flags);
        out.put("decoded", session(start));
        yield out;
      }
    };
  }

  private static Map<String, @Nullable Object> session(CgmSessionStart start) {
    Map<String, @Nullable Object> out = PrimitiveVectors.stamp(start.dateTime());
    out.put("timeZone15Min", start.timeZone15Min().orElse(null));
    out.put(
        "dst",
        switch (start.dst()) {
          case 0 -> "0";
          case 2 -> "+30";
          case 4 -> "+60";
          case 8 -> "+120";
          case 255 -> "unknown";
          default -> "reserved-" + start.dst();
        });
    out.put("crcOk", start.crcChecked() ? true : null);
    out.put("utcOffsetMin", start.utcOffsetMin().orElse(null));
    out.put("instant", start.instant().map(Object::toString).orElse(null));
    return out;
  }

  static Map<String, @Nullable Object> bloodPressure(Vector vector) {
    return run(
        "gatt-2a35",
        vector,
        BloodPressureMeasurement.decode(vector.bytes()),
        pressure -> {
          Map<String, @Nullable Object> out = new LinkedHashMap<>();
          Unit unit = pressure.kilopascal() ? Unit.KPA : Unit.MM_HG;
          out.put("unit", unit.ucum());
          out.put("systolic", pressure(pressure.systolic(), unit));
          out.put("diastolic", pressure(pressure.diastolic(), unit));
          out.put("map", pressure(pressure.mean(), unit));
          stamp(out, pressure.timestamp());
          out.put("pulse", text(pressure.pulse()));
          out.put("userId", pressure.userUnknown() ? null : pressure.userId());
          status(out, pressure.statusBits(), pressure.status());
          trailing(out, pressure.trailingBytes());
          return out;
        });
  }

  static Map<String, @Nullable Object> pressure(GattNumber number, Unit unit) {
    Map<String, @Nullable Object> out = new LinkedHashMap<>();
    BigDecimal value = number.value();
    out.put("raw", number.text());
    out.put(
        "mmHg",
        value == null || unit == Unit.MM_HG
            ? Judged.plain(value)
            : Conversion.convert(value, unit, Unit.MM_HG, 0)
                .map(BigDecimal::toPlainString)
                .orElse(null));
    return out;
  }

  static Map<String, @Nullable Object> weight(Vector vector) {
    return run(
        "gatt-2a9d",
        vector,
        WeightMeasurement.decode(vector.bytes()),
        weight -> {
          Map<String, @Nullable Object> out = new LinkedHashMap<>();
          if (weight.weight().isPresent()) {
            BigDecimal number = weight.weight().get();
            out.put("raw", quantity(number.toPlainString(), weight.unit().ucum()));
            out.put("kg", canonical(number, weight.unit(), Unit.KG, 3));
          } else {
            out.put("weight", "unsuccessful");
          }
          stamp(out, weight.timestamp());
          out.put("userId", weight.userUnknown() ? null : weight.userId());
          out.put("bmi", Judged.plain(weight.bmi().orElse(null)));
          weight
              .height()
              .ifPresent(height ->
                  out.put("height", quantity(height.toPlainString(), weight.heightUnit().ucum())));
          trailing(out, weight.trailingBytes());
          return out;
        });
  }

  static Map<String, @Nullable Object> temperature(Vector vector) {
    return run(
        "gatt-2a1c",
        vector,
        TemperatureMeasurement.decode(vector.bytes()),
        temperature -> {
          Map<String, @Nullable Object> out = new LinkedHashMap<>();
          Unit unit = temperature.fahrenheit() ? Unit.FAHRENHEIT : Unit.CELSIUS;
          GattNumber number = temperature.temperature();
          BigDecimal value = number.value();
          out.put("raw", quantity(number.text(), unit.ucum()));
          out.put("celsius", value == null ? null : canonical(value, unit, Unit.CELSIUS, 1));
          stamp(out, temperature.timestamp());
          Integer type = temperature.type();
          if (type != null) {
            String site = temperature.site().map(BodySite::word).orElse("reserved-" + type);
            out.put("type", site);
            out.put("site", site);
            temperature
                .site()
                .flatMap(MeasureCodes::temperatureMdc)
                .ifPresent(mdc -> out.put("siteMdc", mdc));
          }
          trailing(out, temperature.trailingBytes());
          return out;
        });
  }

  private static String canonical(BigDecimal number, Unit from, Unit to, int scale) {
    return from == to
        ? number.toPlainString()
        : Conversion.convert(number, from, to, scale).orElseThrow().toPlainString();
  }

  static <T> Map<String, @Nullable Object> run(
      String codec,
      Vector vector,
      Decoded<T> decoded,
      Function<T, Map<String, @Nullable Object>> fields) {
    DeviceFeatures features = new DeviceFeatures(vector.e2eCrc().orElse(null));
    Map<String, @Nullable Object> out =
        Judged.of(Codecs.decode(codec, vector.bytes(), features).getFirst());
    if (decoded instanceof Decoded.Value<T>(T value)) {
      out.put("decoded", fields.apply(value));
    }
    return out;
  }

  static void stamp(Map<String, @Nullable Object> out, @Nullable GattDateTime stamp) {
    if (stamp != null) {
      out.put("timestamp", PrimitiveVectors.stamp(stamp));
    }
  }

  static void status(
      Map<String, @Nullable Object> out, @Nullable Integer bits, Set<DeviceStatus> status) {
    if (bits != null) {
      out.put("status", status.stream().map(DeviceStatus::word).toList());
    }
  }

  static void trailing(Map<String, @Nullable Object> out, int bytes) {
    if (bytes > 0) {
      out.put("trailingBytes", bytes);
    }
  }

  static Map<String, @Nullable Object> quantity(String number, String unit) {
    Map<String, @Nullable Object> out = new LinkedHashMap<>();
    out.put("number", number);
    out.put("unit", unit);
    return out;
  }

  static @Nullable String text(@Nullable GattNumber number) {
    return number == null ? null : number.text();
  }
}
