package org.trousse.platform.vectors;

import java.time.Instant;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.trousse.gateway.codec.Codecs;
import org.trousse.gateway.codec.DeviceFeatures;
import org.trousse.gateway.codec.Said;
import org.trousse.gateway.codec.advertised.ScaleFrame;
import org.trousse.gateway.codec.advertised.Xiaomi181b;
import org.trousse.gateway.codec.advertised.Xiaomi181d;
import org.trousse.gateway.codec.gatt.BloodPressureMeasurement;
import org.trousse.gateway.codec.gatt.BodyComposition;
import org.trousse.gateway.codec.gatt.CgmStatus;
import org.trousse.gateway.codec.wire.Decoded;
import org.trousse.gateway.normalise.Circumstances;
import org.trousse.gateway.normalise.Normalised;
import org.trousse.gateway.normalise.Normaliser;
import org.trousse.sdk.DeviceId;
import org.trousse.sdk.measure.Unit;
import org.trousse.sdk.reading.DeviceStatus;

/// Characteristics that hold no reading, or more than one; frames that only look like one.
final class SensorVectors {
  private static final Instant LONG_AFTER = Instant.parse("2200-01-01T00:00:00Z");

  private SensorVectors() {}

  static Map<String, @Nullable Object> status(Vector vector) {
    return GattVectors.run(
        "gatt-2aa9",
        vector,
        CgmStatus.decode(vector.bytes(), vector.e2eCrc().orElse(null)),
        status -> {
          Map<String, @Nullable Object> out = new LinkedHashMap<>();
          out.put("offsetMin", status.offsetMin());
          out.put("status", status.status().stream().map(DeviceStatus::word).toList());
          out.put("crcOk", status.crcChecked() ? true : null);
          return out;
        });
  }

  static Map<String, @Nullable Object> cuff(Vector vector) {
    return GattVectors.run(
        "gatt-2a36",
        vector,
        BloodPressureMeasurement.decode(vector.bytes()),
        pressure -> {
          Map<String, @Nullable Object> out = new LinkedHashMap<>();
          Unit unit = pressure.kilopascal() ? Unit.KPA : Unit.MM_HG;
          out.put("unit", unit.ucum());
          out.put("cuff", GattVectors.pressure(pressure.systolic(), unit));
          GattVectors.stamp(out, pressure.timestamp());
          out.put("pulse", GattVectors.text(pressure.pulse()));
          out.put("userId", pressure.userUnknown() ? null : pressure.userId());
          GattVectors.status(out, pressure.statusBits(), pressure.status());
          return out;
        });
  }

  static Map<String, @Nullable Object> composition(Vector vector) {
    return GattVectors.run(
        "gatt-2a9c",
        vector,
        BodyComposition.decode(vector.bytes()),
        composition -> {
          Map<String, @Nullable Object> out = new LinkedHashMap<>();
          out.put("bodyFatPct", Judged.plain(composition.fat().orElse(null)));
          GattVectors.stamp(out, composition.timestamp());
          out.put("userId", composition.userUnknown() ? null : composition.userId());
          out.put("basalMetabolismKJ", composition.basalMetabolismKj());
          out.put("musclePct", Judged.plain(composition.muscleShare().orElse(null)));
          mass(out, "muscleMass", composition, composition.rawMuscle());
          mass(out, "fatFreeMass", composition, composition.rawFatFree());
          mass(out, "softLeanMass", composition, composition.rawSoftLean());
          mass(out, "bodyWaterMass", composition, composition.rawWater());
          out.put("impedanceOhm", Judged.plain(composition.impedance().orElse(null)));
          mass(out, "weight", composition, composition.rawWeight());
          composition
              .height()
              .ifPresent(height ->
                  out.put(
                      "height",
                      GattVectors.quantity(
                          height.toPlainString(), composition.heightUnit().ucum())));
          out.put("multiplePacket", composition.multiplePacket());
          GattVectors.trailing(out, composition.trailingBytes());
          return out;
        });
  }

  private static void mass(
      Map<String, @Nullable Object> out,
      String name,
      BodyComposition composition,
      @Nullable Integer raw) {
    composition
        .mass(raw)
        .ifPresent(mass ->
            out.put(
                name, GattVectors.quantity(mass.toPlainString(), composition.massUnit().ucum())));
  }

  /// A sensor's record with the start of its session.
  static Map<String, @Nullable Object> absoluteTime(Vector vector) {
    Said start = first("gatt-2aaa", vector.input().path("sessionStart").path("hex").asString(""));
    Said record = first("gatt-2aa7", vector.input().path("measurement").path("hex").asString(""));
    if (!(start instanceof Said.SensorSession session)
        || !(record instanceof Said.Measured measured)
        || session.startedAt() == null) {
      return PrimitiveVectors.outcome("quarantine");
    }
    // as if it came a minute after it was measured, whenever that was
    Instant measuredAt = normalised(measured, session, LONG_AFTER).effectiveAt();
    Normalised normalised = normalised(measured, session, measuredAt.plusSeconds(60));
    Map<String, @Nullable Object> out = new LinkedHashMap<>(Judged.canonical(normalised.reading()));
    out.put("outcome", Judged.outcome(normalised));
    out.put("instant", normalised.effectiveAt().toString());
    return out;
  }

  private static Normalised normalised(
      Said.Measured measured, Said.SensorSession session, Instant received) {
    return Normaliser.normalise(
        measured,
        new Circumstances(
            new DeviceId("vectors", "device"),
            received,
            null,
            session.zoneMinutes(),
            session.startedAt(),
            null));
  }

  private static Said first(String codec, String hex) {
    byte[] bytes = HexFormat.of().parseHex(hex.replace(" ", ""));
    return Codecs.decode(codec, bytes, DeviceFeatures.UNKNOWN).getFirst();
  }

  static Map<String, @Nullable Object> xiaomi181d(Vector vector) {
    return scale("xiaomi-181d", Xiaomi181d.frame(vector.bytes()), vector);
  }

  static Map<String, @Nullable Object> xiaomi181b(Vector vector) {
    return scale("xiaomi-181b", Xiaomi181b.frame(vector.bytes()), vector);
  }

  private static Map<String, @Nullable Object> scale(
      String codec, Decoded<ScaleFrame> decoded, Vector vector) {
    Said said = Codecs.decode(codec, vector.bytes(), DeviceFeatures.UNKNOWN).getFirst();
    Map<String, @Nullable Object> out = Judged.of(said);
    if (said instanceof Said.Measured measured
        && decoded instanceof Decoded.Value<ScaleFrame>(ScaleFrame frame)) {
      out.put("kg", Judged.plain(Judged.normalised(measured).reading().amounts().value()));
      frame
          .clock()
          .local()
          .ifPresent(local -> out.put("deviceLocal", PrimitiveVectors.local().format(local)));
    }
    return out;
  }
}
