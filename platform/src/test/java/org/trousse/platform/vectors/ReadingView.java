package org.trousse.platform.vectors;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.trousse.gateway.codec.Said;
import org.trousse.gateway.normalise.Normalised;
import org.trousse.record.terminology.FhirCodes;
import org.trousse.sdk.reading.DeviceStatus;
import org.trousse.sdk.reading.Flag;
import org.trousse.sdk.reading.Meal;
import org.trousse.sdk.reading.Reading;

/// A vendor's record as the vectors write it: the reading beside its outcome.
final class ReadingView {
  private static final DateTimeFormatter WITH_OFFSET =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ssXXX");

  private ReadingView() {}

  static Map<String, @Nullable Object> of(Said said) {
    Map<String, @Nullable Object> out = Judged.of(said);
    if (said instanceof Said.Unheld(String kind, BigDecimal value, String unit, _, _, _)) {
      out.putAll(other(kind, value, unit));
    }
    if (!(said instanceof Said.Measured measured)) {
      return out;
    }
    Normalised normalised = Judged.normalised(measured);
    Reading reading = normalised.reading();
    out.putAll(Judged.canonical(reading));
    out.put("flags", flags(reading));
    out.put("threshold", Judged.plain(measured.limit()));
    time(measured.time(), normalised, out);
    Meal meal = reading.meal();
    out.put("meal", meal == null ? null : meal.word());
    out.put("moment", meal == null ? null : FhirCodes.moment(meal).code());
    return out;
  }

  static Map<String, @Nullable Object> other(String kind, @Nullable BigDecimal value, String unit) {
    Map<String, @Nullable Object> out = new LinkedHashMap<>();
    out.put("measure", kind);
    out.put("value", Judged.plain(value));
    out.put("ucum", unit);
    return out;
  }

  /// `original` tells that a unit was converted. Of an error the sensor's own word is the better
  /// one, and what stands for HI or LO is not judged as a number besides.
  private static List<String> flags(Reading reading) {
    List<String> words = new ArrayList<>(Judged.flags(reading));
    words.remove(Flag.CONVERTED.word());
    if (reading.status().stream().map(DeviceStatus::word).anyMatch(w -> w.contains("error:"))) {
      words.remove(Flag.ERROR.word());
    }
    if (reading.flags().contains(Flag.HI_CLAMPED) || reading.flags().contains(Flag.LO_CLAMPED)) {
      words.removeIf(word -> word.startsWith("critical:"));
    }
    return words;
  }

  private static void time(
      Said.Time time, Normalised normalised, Map<String, @Nullable Object> out) {
    Instant effective = normalised.effectiveAt();
    switch (time) {
      case Said.Time.At(_, Integer zone) -> {
        if (zone == null) {
          local(normalised.reading().reportedAt(), out);
        } else {
          out.put("offsetMin", zone);
          OffsetDateTime there = effective.atOffset(ZoneOffset.ofTotalSeconds(zone * 60));
          out.put("time", WITH_OFFSET.format(there));
        }
      }
      case Said.Time.Wall(_, var zone, _) -> {
        local(normalised.reading().reportedAt(), out);
        out.put("offsetMin", Objects.requireNonNull(normalised.reading().zoneMinutes()));
        out.put("zoneSource", zone == null ? null : "account");
      }
      case Said.Time.Exact _,
          Said.Time.SinceSessionStart _,
          Said.Time.OnReceipt _,
          Said.Time.Unknown _ -> {}
    }
    out.put("instant", effective.toString());
  }

  private static void local(Instant asIfUtc, Map<String, @Nullable Object> out) {
    out.put(
        "deviceLocal",
        PrimitiveVectors.local().format(asIfUtc.atOffset(ZoneOffset.UTC).toLocalDateTime()));
  }
}
