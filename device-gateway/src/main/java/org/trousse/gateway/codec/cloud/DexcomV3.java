package org.trousse.gateway.codec.cloud;

import java.math.BigDecimal;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.trousse.gateway.codec.Format;
import org.trousse.gateway.codec.Said;
import org.trousse.gateway.codec.cloud.ShownRange.Shown;
import org.trousse.sdk.measure.Amounts;
import org.trousse.sdk.measure.Measure;
import org.trousse.sdk.measure.Specimen;
import org.trousse.sdk.measure.Unit;
import org.trousse.sdk.reading.Flag;
import org.trousse.sdk.reading.Payload;
import tools.jackson.databind.JsonNode;

/// dexcom-v3: estimated glucose values of Dexcom's API v3, alone or in the answer of `/egvs`, and
/// the calibrations of `/calibrations`, which are blood glucose that a person typed in. A value
/// below 40 or above 400 mg/dL stands for Low and High; the status word is not relied on.
public final class DexcomV3 implements Format {
  private static final List<List<String>> LISTS = List.of(List.of("records"), List.of("egvs"));

  @Override
  public String word() {
    return "dexcom-v3";
  }

  @Override
  public List<Said> decode(Payload payload) {
    return CloudRecords.each(
        payload,
        LISTS,
        (answer, record, own) ->
            Stream.of(said(answer.path("recordType").asString("egv"), record, own)));
  }

  private static Said said(String type, JsonNode record, Payload own) {
    boolean calibration = type.equals("calibration") || type.equals("calibrations");
    if (!calibration && !type.equals("egv") && !type.equals("egvs")) {
      String why = "unsupported-measure:" + CloudFields.word(type);
      return new Said.NoReading(why, "Only egvs and calibrations are measurements.", own);
    }
    Optional<String> system = CloudFields.text(record, "systemTime");
    if (system.isEmpty()) {
      return CloudFields.missing("time", own);
    }
    Optional<DexcomTime> time =
        DexcomTime.of(system.get(), CloudFields.text(record, "displayTime").orElse(null));
    if (time.isEmpty()) {
      return new Said.Unreadable(
          "time", "/systemTime or /displayTime is no date and time of ISO 8601.", own);
    }
    BigDecimal value = CloudFields.number(record, "value");
    Optional<Unit> unit = unit(record);
    if (unit.isEmpty()) {
      return new Said.Undecided(
          Flag.UNIT_UNKNOWN.word(), "/unit says neither mg/dL nor mmol/L.", own);
    }
    Shown shown = shown(record, value, unit.get(), calibration);
    return measured(record, time.get(), shown, unit.get(), calibration, own);
  }

  private static Shown shown(
      JsonNode record, @Nullable BigDecimal value, Unit unit, boolean calibration) {
    ShownRange range = ShownRange.dexcom(unit);
    if (value != null) {
      return calibration ? new Shown(Amounts.single(value), Set.of(), null) : range.sentinel(value);
    }
    return range
        .word(CloudFields.text(record, "status").orElse(""))
        .orElseGet(() -> new Shown(Amounts.NONE, EnumSet.of(Flag.NO_VALUE), null));
  }

  private static Said measured(
      JsonNode record, DexcomTime time, Shown shown, Unit unit, boolean calibration, Payload own) {
    Set<Flag> flags = CloudFields.flags(calibration);
    flags.addAll(shown.flags());
    if (time.drifted()) {
      flags.add(Flag.CLOCK_DRIFT);
    }
    Integer offset = time.offsetMinutes();
    return new Said.Measured(
        calibration ? Measure.BLOOD_GLUCOSE : Measure.INTERSTITIAL_GLUCOSE,
        offset == null
            ? new Said.Time.Exact(time.instant())
            : new Said.Time.At(time.instant(), offset),
        CloudFields.text(record, "recordId").map(id -> "rid:" + id).orElse(null),
        shown.amounts(),
        unit,
        calibration ? null : Specimen.INTERSTITIAL_FLUID,
        null,
        null,
        flags,
        Set.of(),
        shown.limit(),
        own);
  }

  /// `unknown` is one of the API's own words; the size of a number tells no unit.
  private static Optional<Unit> unit(JsonNode record) {
    return CloudFields.text(record, "unit")
        .flatMap(Unit::of)
        .filter(unit -> unit == Unit.MG_PER_DL || unit == Unit.MMOL_PER_L);
  }
}
