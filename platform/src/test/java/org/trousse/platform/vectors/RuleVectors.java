package org.trousse.platform.vectors;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.trousse.gateway.codec.Codecs;
import org.trousse.gateway.codec.DeviceFeatures;
import org.trousse.gateway.codec.Said;
import org.trousse.gateway.codec.cloud.DexcomTime;
import org.trousse.gateway.normalise.Circumstances;
import org.trousse.gateway.normalise.Normalised;
import org.trousse.gateway.normalise.Normaliser;
import org.trousse.gateway.normalise.RecordKey;
import org.trousse.gateway.normalise.WallClock;
import org.trousse.record.clinical.ClinicalClass;
import org.trousse.record.clinical.ClinicalClass.Setting;
import org.trousse.record.glucose.GlucoseNumbers;
import org.trousse.record.glucose.GlucoseReading;
import org.trousse.record.glucose.GlucoseSeries;
import org.trousse.record.glucose.GlucoseUnit;
import org.trousse.sdk.DeviceId;
import org.trousse.sdk.measure.Amounts;
import org.trousse.sdk.measure.Measure;
import org.trousse.sdk.measure.Unit;
import org.trousse.sdk.reading.Flag;
import org.trousse.sdk.reading.Payload;
import org.trousse.sdk.reading.Reading;
import tools.jackson.databind.JsonNode;

/// Rules of time, identity and belief, each through the code that applies it.
final class RuleVectors {
  private RuleVectors() {}

  static Map<String, @Nullable Object> dexcomTime(Vector vector) {
    String display = vector.text("displayTime");
    Optional<DexcomTime> time =
        DexcomTime.of(vector.text("systemTime"), display.isEmpty() ? null : display);
    if (time.isEmpty()) {
      return PrimitiveVectors.rejected("time");
    }
    boolean drifted = time.get().drifted();
    Map<String, @Nullable Object> out =
        PrimitiveVectors.outcome(drifted ? "accept-flagged" : "accept");
    out.put("instant", time.get().instant().toString());
    out.put("offsetMin", time.get().offsetMinutes());
    out.put("clockDriftMs", Math.toIntExact(time.get().driftMillis()));
    out.put("conversionOffsetMs", Math.toIntExact(time.get().conversionMillis()));
    out.put("flags", drifted ? List.of(Flag.CLOCK_DRIFT.word()) : List.of());
    return out;
  }

  static Map<String, @Nullable Object> localTime(Vector vector) {
    WallClock clock =
        WallClock.of(
            LocalDateTime.parse(vector.text("deviceLocal")), ZoneId.of(vector.text("zone")), false);
    Map<String, @Nullable Object> out =
        PrimitiveVectors.outcome(clock.flag().isEmpty() ? "accept" : "accept-flagged");
    out.put("candidates", clock.candidates().stream().map(Instant::toString).toList());
    out.put("instant", clock.instant().toString());
    out.put("flags", clock.flag().map(Flag::word).stream().toList());
    return out;
  }

  /// A weight is as good as any: only its time is looked at.
  static Map<String, @Nullable Object> timeWindow(Vector vector) {
    Said.Measured said =
        measured(
            Measure.BODY_WEIGHT,
            new Said.Time.At(Instant.parse(vector.text("measuredAt")), 0),
            Amounts.single(new BigDecimal("70.0")),
            Unit.KG);
    Normalised normalised =
        Normaliser.normalise(said, at(Instant.parse(vector.text("receivedAt"))));
    return judged(normalised, List.of());
  }

  static Map<String, @Nullable Object> idempotency(Vector vector) {
    Map<String, @Nullable Object> out = PrimitiveVectors.outcome("key");
    String key =
        RecordKey.of(
            vector.text("tenant"),
            vector.text("device"),
            vector.text("channel"),
            vector.text("code"),
            vector.text("identityTime"),
            vector.text("discriminator"));
    out.put("key", key);
    String other = vector.expect().path("differsFrom").asString("");
    out.put("differsFrom", key.equals(other) ? null : other);
    return out;
  }

  /// Two records are one reading when every part of their identity is the same.
  static Map<String, @Nullable Object> dedupe(Vector vector) {
    Set<List<Object>> identities = new HashSet<>();
    byte[] all = vector.input().path("records").toString().getBytes(StandardCharsets.UTF_8);
    for (Said said : Codecs.decode("nightscout", all, DeviceFeatures.UNKNOWN)) {
      if (said instanceof Said.Measured measured) {
        Reading reading = Judged.normalised(measured).reading();
        identities.add(
            List.of(reading.measure(), reading.reportedAt(), reading.device(), reading.nativeId()));
      }
    }
    return PrimitiveVectors.outcome(
        switch (identities.size()) {
          case 1 -> "one-reading";
          case 2 -> "two-readings";
          default -> identities.size() + "-readings";
        });
  }

  static Map<String, @Nullable Object> gap(Vector vector) {
    List<GlucoseReading> readings = new ArrayList<>();
    for (JsonNode instant : vector.input().path("instants")) {
      readings.add(new GlucoseReading(Instant.parse(instant.asString("")), 100));
    }
    GlucoseSeries series = GlucoseSeries.of(readings, GlucoseUnit.MG_PER_DL, ZoneOffset.UTC);
    int interval = vector.input().path("intervalMin").asInt();
    Long missing = GlucoseNumbers.of(series, null, interval).coverage().activeMissing();
    Map<String, @Nullable Object> out =
        PrimitiveVectors.outcome(missing == null || missing == 0 ? "accept" : "gap");
    out.put("missing", missing == null ? null : (Integer) Math.toIntExact(missing));
    return out;
  }

  /// What is believed, and of that what is serious and what it is called.
  static Map<String, @Nullable Object> plausibility(Vector vector) {
    Optional<Measure> measure = Measure.of(vector.text("measure"));
    Optional<Unit> unit = Unit.of(vector.text("ucum"));
    if (measure.isEmpty() || unit.isEmpty()) {
      return PrimitiveVectors.rejected(measure.isEmpty() ? "measure" : "unit");
    }
    Amounts amounts = amounts(vector, measure.get());
    Instant now = Instant.parse("2024-06-01T10:00:00Z");
    Said.Measured said = measured(measure.get(), new Said.Time.At(now, 0), amounts, unit.get());
    Normalised normalised = Normaliser.normalise(said, at(now));
    if (normalised.disposition() != Normalised.Disposition.RECORD) {
      return judged(normalised, List.of());
    }
    Setting setting = vector.text("setting").equals("office") ? Setting.OFFICE : Setting.HOME;
    boolean glucose = measure.get().unit() == Unit.MG_PER_DL;
    return judged(
        normalised,
        ClinicalClass.of(
                measure.get(),
                glucose ? amounts : normalised.reading().amounts(),
                glucose ? unit.get() : measure.get().unit(),
                setting)
            .stream()
            .toList());
  }

  private static Amounts amounts(Vector vector, Measure measure) {
    return measure == Measure.BLOOD_PRESSURE
        ? new Amounts(
            number(vector, "systolic"),
            number(vector, "diastolic"),
            number(vector, "map"),
            number(vector, "pulse"))
        : Amounts.single(number(vector, "value"));
  }

  private static @Nullable BigDecimal number(Vector vector, String field) {
    String text = vector.text(field);
    return text.isEmpty() ? null : new BigDecimal(text);
  }

  private static Map<String, @Nullable Object> judged(
      Normalised normalised, List<ClinicalClass> classes) {
    List<String> flags = new ArrayList<>(Judged.flags(normalised.reading()));
    flags.remove(Flag.CONVERTED.word());
    classes.forEach(one -> flags.add(one.word()));
    String outcome = Judged.outcome(normalised);
    boolean notable = classes.stream().anyMatch(ClinicalClass::notable);
    Map<String, @Nullable Object> out =
        new LinkedHashMap<>(
            PrimitiveVectors.outcome(
                outcome.equals("accept") && notable ? "accept-flagged" : outcome));
    out.put("flags", flags);
    return out;
  }

  private static Said.Measured measured(
      Measure measure, Said.Time time, Amounts amounts, Unit unit) {
    return new Said.Measured(
        measure,
        time,
        "vector",
        amounts,
        unit,
        null,
        null,
        null,
        Set.of(),
        Set.of(),
        new Payload("json1", new byte[0]));
  }

  private static Circumstances at(Instant received) {
    return new Circumstances(new DeviceId("vectors", "device"), received, null, null, null, null);
  }
}
