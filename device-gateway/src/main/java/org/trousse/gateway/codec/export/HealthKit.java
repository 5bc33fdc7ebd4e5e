package org.trousse.gateway.codec.export;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.trousse.gateway.codec.Format;
import org.trousse.gateway.codec.JsonRecords;
import org.trousse.gateway.codec.Said;
import org.trousse.gateway.codec.json.MeasureUnits;
import org.trousse.gateway.codec.json.Timestamp;
import org.trousse.gateway.codec.wire.Decoded;
import org.trousse.sdk.measure.Amounts;
import org.trousse.sdk.measure.BodySite;
import org.trousse.sdk.measure.Measure;
import org.trousse.sdk.measure.Specimen;
import org.trousse.sdk.measure.Unit;
import org.trousse.sdk.reading.Flag;
import org.trousse.sdk.reading.Meal;
import org.trousse.sdk.reading.Payload;

/// healthkit: `Record` elements of Apple Health's export, alone or in their file. `startDate` is
/// when it was measured; `creationDate` may be hours later. A blood pressure stands as two records
/// of one time and source, in a `Correlation` and once more outside it. Other types are passed by.
public final class HealthKit implements Format {
  private static final String SYSTOLIC = "BloodPressureSystolic";
  private static final String DIASTOLIC = "BloodPressureDiastolic";
  private static final String FAT = "BodyFatPercentage";

  /// Apps whose glucose is a sensor's: HealthKit has one type for both.
  private static final List<String> SENSORS = List.of("dexcom", "libre", "eversense", "guardian");

  private static final Map<String, BodySite> SITES =
      Map.ofEntries(
          Map.entry("1", BodySite.ARMPIT),
          Map.entry("2", BodySite.BODY),
          Map.entry("3", BodySite.EAR),
          Map.entry("4", BodySite.FINGER),
          Map.entry("5", BodySite.GASTROINTESTINAL_TRACT),
          Map.entry("6", BodySite.MOUTH),
          Map.entry("7", BodySite.RECTUM),
          Map.entry("8", BodySite.TOE),
          Map.entry("9", BodySite.TYMPANUM),
          Map.entry("10", BodySite.TEMPLE),
          Map.entry("11", BodySite.FOREHEAD));

  @Override
  public String word() {
    return "healthkit";
  }

  @Override
  public List<Said> decode(Payload payload) {
    return switch (HealthKitXml.records(payload.bytes())) {
      case Decoded.Failed<List<HealthKitRecord>>(String error, String mend) ->
          List.of(new Said.Unreadable(error, mend, payload));
      case Decoded.Value<List<HealthKitRecord>>(List<HealthKitRecord> records) ->
          all(records, payload);
    };
  }

  private static List<Said> all(List<HealthKitRecord> records, Payload whole) {
    if (records.isEmpty()) {
      return List.of(
          new Said.NoReading(
              "unsupported-measure:other", "The file holds no type of ours.", whole));
    }
    if (records.size() > JsonRecords.RECORDS_MAX) {
      return List.of(
          new Said.Unreadable(
              "records", "The file holds more than 1000 records; send it in parts.", whole));
    }
    List<Said> said = new ArrayList<>();
    Map<String, List<HealthKitRecord>> pressures = new LinkedHashMap<>();
    for (HealthKitRecord record : records) {
      if (record.type().equals(SYSTOLIC) || record.type().equals(DIASTOLIC)) {
        String one = record.attribute("startDate") + "\n" + record.attribute("sourceName");
        pressures.computeIfAbsent(one, none -> new ArrayList<>()).add(record);
      } else {
        said.add(single(record, own(whole, List.of(record))));
      }
    }
    pressures.values().forEach(parts -> said.add(pressure(parts, whole)));
    return said;
  }

  private static Said single(HealthKitRecord record, Payload own) {
    if (record.type().equals(FAT) || record.type().equals("Height")) {
      return unheld(record, own);
    }
    Measure measure =
        switch (record.type()) {
          case "BodyMass" -> Measure.BODY_WEIGHT;
          case "BodyTemperature" -> Measure.BODY_TEMPERATURE;
          default -> sensor(record) ? Measure.INTERSTITIAL_GLUCOSE : Measure.BLOOD_GLUCOSE;
        };
    Optional<BigDecimal> value = ExportText.number(record.attribute("value"));
    return value.isEmpty()
        ? new Said.Unreadable("missing-value", "The record's value is no number.", own)
        : measured(record, measure, Amounts.single(value.get()), own);
  }

  /// Per cent stand as 0 to 1.
  private static Said unheld(HealthKitRecord record, Payload own) {
    boolean fat = record.type().equals(FAT);
    BigDecimal value = value(record).orElse(null);
    Said.Time time =
        record
            .start()
            .<Said.Time>map(start -> new Said.Time.At(start.instant(), start.zoneMinutes()))
            .orElse(Said.Time.OnReceipt.NOW);
    return new Said.Unheld(
        fat ? "body-fat" : "body-height",
        fat && value != null ? value.movePointRight(2) : value,
        record.attribute("unit"),
        time,
        Set.of(),
        own);
  }

  private static Said pressure(List<HealthKitRecord> parts, Payload whole) {
    Optional<HealthKitRecord> systolic = first(parts, SYSTOLIC);
    Optional<HealthKitRecord> diastolic = first(parts, DIASTOLIC);
    Payload own = own(whole, Stream.concat(systolic.stream(), diastolic.stream()).toList());
    Optional<BigDecimal> upper = systolic.flatMap(HealthKit::value);
    Optional<BigDecimal> lower = diastolic.flatMap(HealthKit::value);
    boolean oneUnit =
        systolic
            .map(record -> record.attribute("unit"))
            .equals(diastolic.map(record -> record.attribute("unit")));
    if (systolic.isEmpty() || upper.isEmpty() || lower.isEmpty() || !oneUnit) {
      return new Said.Undecided(
          "missing-value",
          "A blood pressure needs a systolic and a diastolic of one time, source and unit.",
          own);
    }
    Amounts both = new Amounts(upper.get(), lower.get(), null, null);
    return measured(systolic.get(), Measure.BLOOD_PRESSURE, both, own);
  }

  private static Optional<BigDecimal> value(HealthKitRecord record) {
    return ExportText.number(record.attribute("value"));
  }

  private static Optional<HealthKitRecord> first(List<HealthKitRecord> parts, String type) {
    return parts.stream().filter(record -> record.type().equals(type)).findFirst();
  }

  private static Said measured(
      HealthKitRecord record, Measure measure, Amounts amounts, Payload own) {
    Optional<Timestamp> start = record.start();
    if (start.isEmpty()) {
      return new Said.Unreadable("missing-time", "startDate is missing or no time.", own);
    }
    Optional<Unit> unit =
        Unit.of(record.attribute("unit")).filter(known -> MeasureUnits.fits(measure, known));
    if (unit.isEmpty()) {
      return new Said.Undecided(
          Flag.UNIT_UNKNOWN.word(),
          "The unit is missing or is no unit of " + measure.word() + ".",
          own);
    }
    Integer zone = start.get().zoneMinutes();
    Set<Flag> flags =
        record.metadata("HKWasUserEntered").equals("1") ? EnumSet.of(Flag.SELF_REPORTED) : Set.of();
    return new Said.Measured(
        measure,
        new Said.Time.At(start.get().instant(), zone),
        id(record),
        amounts,
        unit.get(),
        measure == Measure.INTERSTITIAL_GLUCOSE ? Specimen.INTERSTITIAL_FLUID : null,
        measure == Measure.BODY_TEMPERATURE
            ? SITES.get(record.metadata("HKBodyTemperatureSensorLocation"))
            : null,
        measure == Measure.BLOOD_GLUCOSE ? meal(record) : null,
        flags,
        Set.of(),
        own);
  }

  /// Two sources may have a record of the same second.
  private static String id(HealthKitRecord record) {
    String sync = record.metadata("HKMetadataKeySyncIdentifier");
    String named = sync.isEmpty() ? record.metadata("HKExternalUUID") : sync;
    return named.isEmpty() ? "hk:" + record.attribute("sourceName") : "hk:" + named;
  }

  private static @Nullable Meal meal(HealthKitRecord record) {
    return switch (record.metadata("HKBloodGlucoseMealTime")) {
      case "1" -> Meal.PREPRANDIAL;
      case "2" -> Meal.POSTPRANDIAL;
      default -> null;
    };
  }

  private static boolean sensor(HealthKitRecord record) {
    String source =
        (record.attribute("sourceName") + " " + record.attribute("device"))
            .toLowerCase(Locale.ROOT);
    return SENSORS.stream().anyMatch(source::contains);
  }

  private static Payload own(Payload whole, List<HealthKitRecord> records) {
    StringBuilder xml = new StringBuilder("<HealthData>");
    records.forEach(record -> xml.append(record.xml()));
    return new Payload(
        whole.codec(), xml.append("</HealthData>").toString().getBytes(StandardCharsets.UTF_8));
  }
}
