package org.trousse.gateway.codec.cloud;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.trousse.gateway.codec.Format;
import org.trousse.gateway.codec.Said;
import org.trousse.gateway.codec.cloud.ShownRange.Shown;
import org.trousse.gateway.codec.json.Timestamp;
import org.trousse.sdk.measure.Amounts;
import org.trousse.sdk.measure.Measure;
import org.trousse.sdk.measure.Specimen;
import org.trousse.sdk.measure.Unit;
import org.trousse.sdk.reading.DeviceStatus;
import org.trousse.sdk.reading.Flag;
import org.trousse.sdk.reading.Payload;
import tools.jackson.databind.JsonNode;

/// nightscout: entries of Nightscout's API v1 (an array) and v3 (`result`). `sgv` is a sensor's
/// glucose and `mbg` a meter's, in mg/dL unless `units` says otherwise; `date` counts before
/// `dateString`. A sensor's number below 39 is an error code of the receiver, never a low glucose;
/// 39 and 401 stand for Low and High. Two sensors of one second are two readings.
public final class Nightscout implements Format {
  private static final List<List<String>> LISTS = List.of(List.of("result"));
  private static final BigDecimal CODES_BELOW = BigDecimal.valueOf(39);
  private static final BigDecimal LOW = BigDecimal.valueOf(39);
  private static final BigDecimal HIGH = BigDecimal.valueOf(401);

  private static final Map<Integer, DeviceStatus> ERRORS =
      Map.of(
          1, DeviceStatus.SENSOR_NOT_ACTIVE,
          2, DeviceStatus.SENSOR_MINIMAL_DEVIATION,
          3, DeviceStatus.SENSOR_NO_ANTENNA,
          5, DeviceStatus.SENSOR_NOT_CALIBRATED,
          6, DeviceStatus.SENSOR_COUNTS_DEVIATION,
          9, DeviceStatus.SENSOR_ABSOLUTE_DEVIATION,
          10, DeviceStatus.SENSOR_POWER_DEVIATION,
          12, DeviceStatus.SENSOR_BAD_RADIO);

  @Override
  public String word() {
    return "nightscout";
  }

  @Override
  public List<Said> decode(Payload payload) {
    return CloudRecords.each(payload, LISTS, (answer, entry, own) -> Stream.of(said(entry, own)));
  }

  private static Said said(JsonNode entry, Payload own) {
    String type =
        CloudFields.text(entry, "type")
            .orElse(entry.has("sgv") ? "sgv" : entry.has("mbg") ? "mbg" : "other");
    if (type.equals("cal")) {
      return new Said.NoReading(
          "calibration-not-measurement", "A calibration's slope and intercept.", own);
    }
    if (!type.equals("sgv") && !type.equals("mbg")) {
      String why = "unsupported-measure:" + CloudFields.word(type);
      return new Said.NoReading(why, "Only sgv and mbg are measurements.", own);
    }
    if (entry.path("isValid").isBoolean() && !entry.path("isValid").booleanValue()) {
      return new Said.NoReading("deleted", "The entry was deleted at its source.", own);
    }
    Optional<Said.Time> time = time(entry);
    Optional<Unit> unit = unit(entry);
    if (time.isEmpty()) {
      return CloudFields.missing("time", own);
    }
    if (unit.isEmpty()) {
      return new Said.Undecided(
          Flag.UNIT_UNKNOWN.word(), "/units says neither mg/dl nor mmol.", own);
    }
    BigDecimal value = CloudFields.number(entry, type);
    String id = "ns:" + CloudFields.text(entry, "device").orElse("") + "/" + type;
    return type.equals("mbg")
        ? CloudFields.measured(
            Measure.BLOOD_GLUCOSE,
            time.get(),
            id,
            Amounts.single(value),
            unit.get(),
            value == null ? EnumSet.of(Flag.NO_VALUE) : Set.of(),
            own)
        : sensor(value, time.get(), unit.get(), id, own);
  }

  private static Said sensor(
      @Nullable BigDecimal value, Said.Time time, Unit unit, String id, Payload own) {
    Set<DeviceStatus> status = Set.of();
    Shown shown;
    if (value == null) {
      shown = new Shown(Amounts.NONE, EnumSet.of(Flag.NO_VALUE), null);
    } else if (unit == Unit.MG_PER_DL && value.compareTo(CODES_BELOW) < 0) {
      shown = new Shown(Amounts.NONE, EnumSet.of(Flag.ERROR), null);
      DeviceStatus code = value.stripTrailingZeros().scale() > 0 ? null : ERRORS.get(code(value));
      status = code == null ? Set.of() : EnumSet.of(code);
    } else {
      shown = number(value, unit);
    }
    return new Said.Measured(
        Measure.INTERSTITIAL_GLUCOSE,
        time,
        id,
        shown.amounts(),
        unit,
        Specimen.INTERSTITIAL_FLUID,
        null,
        null,
        shown.flags(),
        status,
        shown.limit(),
        own);
  }

  /// Below 39, so that it fits; what is far below is no code either.
  private static int code(BigDecimal value) {
    return value.signum() < 0 ? 0 : value.intValue();
  }

  /// Other sensors than Dexcom's show more than 400, so that only the sentinels are none.
  private static Shown number(BigDecimal value, Unit unit) {
    if (unit == Unit.MG_PER_DL && value.compareTo(LOW) == 0) {
      return ShownRange.dexcom(unit).lo();
    }
    return unit == Unit.MG_PER_DL && value.compareTo(HIGH) == 0
        ? ShownRange.dexcom(unit).hi()
        : new Shown(Amounts.single(value), Set.of(), null);
  }

  private static Optional<Unit> unit(JsonNode entry) {
    String said = CloudFields.text(entry, "units").orElse("mg/dl");
    return said.equals("mmol")
        ? Optional.of(Unit.MMOL_PER_L)
        : Unit.of(said).filter(unit -> unit == Unit.MG_PER_DL || unit == Unit.MMOL_PER_L);
  }

  private static Optional<Said.Time> time(JsonNode entry) {
    BigDecimal millis = CloudFields.number(entry, "date");
    Optional<Instant> instant =
        CloudFields.epoch(millis == null ? null : millis.movePointLeft(3))
            .or(() -> CloudFields.time(entry, "dateString").map(Timestamp::instant));
    int offset = CloudFields.whole(entry, "utcOffset", Integer.MAX_VALUE);
    return instant.map(at ->
        Math.abs((long) offset) <= 18 * 60
            ? new Said.Time.At(at, offset)
            : new Said.Time.Exact(at));
  }
}
