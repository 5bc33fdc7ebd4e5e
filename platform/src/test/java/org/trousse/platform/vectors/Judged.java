package org.trousse.platform.vectors;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.trousse.gateway.codec.Said;
import org.trousse.gateway.normalise.Circumstances;
import org.trousse.gateway.normalise.Normalised;
import org.trousse.gateway.normalise.Normaliser;
import org.trousse.gateway.normalise.WallClock;
import org.trousse.sdk.DeviceId;
import org.trousse.sdk.measure.Amounts;
import org.trousse.sdk.measure.Measure;
import org.trousse.sdk.measure.MeasureCodes;
import org.trousse.sdk.reading.DeviceStatus;
import org.trousse.sdk.reading.Flag;
import org.trousse.sdk.reading.Reading;

/// What our pipeline makes of a record, in the vectors' words: outcome, flags, canonical form.
///
/// A record is judged as if it came a minute after it was measured, as the vectors are meant.
final class Judged {
  private static final Instant RECEIVED = Instant.parse("2024-06-01T10:00:00Z");
  private static final Duration DELAY = Duration.ofMinutes(1);

  /// Said by HI and LO already.
  private static final Set<DeviceStatus> RANGE =
      EnumSet.of(
          DeviceStatus.RESULT_TOO_HIGH,
          DeviceStatus.RESULT_TOO_LOW,
          DeviceStatus.RESULT_TOO_HIGH_FOR_DEVICE,
          DeviceStatus.RESULT_TOO_LOW_FOR_DEVICE);

  private Judged() {}

  static Normalised normalised(Said.Measured said) {
    Instant received =
        switch (said.time()) {
          case Said.Time.At(Instant instant, _) -> instant.plus(DELAY);
          case Said.Time.Exact(Instant instant) -> instant.plus(DELAY);
          case Said.Time.Wall(LocalDateTime local, ZoneId zone, boolean later) ->
              WallClock.of(local, zone, later).instant().plus(DELAY);
          case Said.Time.SinceSessionStart(int minutes) ->
              RECEIVED.plus(Duration.ofMinutes(minutes)).plus(DELAY);
          case Said.Time.OnReceipt _, Said.Time.Unknown _ -> RECEIVED;
        };
    return Normaliser.normalise(
        said,
        new Circumstances(
            new DeviceId("vectors", "device"), received, null, null, RECEIVED, "vector"));
  }

  static String outcome(Normalised normalised) {
    return switch (normalised.disposition()) {
      case QUALITY_CONTROL -> "ignore";
      case QUARANTINE -> "quarantine";
      case RECORD -> {
        if (normalised.reading().amounts().value() == null) {
          yield "accept-no-value";
        }
        Set<String> doubts = new LinkedHashSet<>(flags(normalised.reading()));
        doubts.remove(Flag.CONVERTED.word());
        yield doubts.isEmpty() ? "accept" : "accept-flagged";
      }
    };
  }

  /// Our flags and what the device says of itself; of a value that is not believed, only why.
  static List<String> flags(Reading reading) {
    List<String> words = new ArrayList<>(reading.flags().stream().map(Flag::word).toList());
    boolean believed = words.stream().noneMatch(word -> word.startsWith("implausible"));
    if (!believed) {
      words.remove(Flag.HI_CLAMPED.word());
      words.remove(Flag.LO_CLAMPED.word());
    } else if (!reading.flags().contains(Flag.CONTROL_SOLUTION)) {
      reading.status().stream()
          .filter(status -> !RANGE.contains(status))
          .map(DeviceStatus::word)
          .forEach(words::add);
    }
    return words;
  }

  static Map<String, @Nullable Object> of(Said said) {
    return switch (said) {
      case Said.Unreadable(String error, _, _) -> PrimitiveVectors.rejected(error);
      case Said.Measured measured -> of(normalised(measured));
      case Said.MealContext context -> {
        Map<String, @Nullable Object> out =
            PrimitiveVectors.outcome(context.flags().isEmpty() ? "accept" : "accept-flagged");
        out.put("flags", context.flags().stream().map(Flag::word).toList());
        yield out;
      }
      case Said.SensorSession _, Said.Clock _, Said.State _ -> PrimitiveVectors.outcome("accept");
      case Said.Unheld unheld -> {
        Map<String, @Nullable Object> out =
            PrimitiveVectors.outcome(unheld.flags().isEmpty() ? "accept" : "accept-flagged");
        out.put("flags", unheld.flags().stream().map(Flag::word).toList());
        yield out;
      }
      case Said.NoReading(String why, _, _) -> why("ignore", why);
      case Said.Undecided(String why, _, _) ->
          why.equals("impossible-at-source") ? why(why, why) : why("quarantine", why);
    };
  }

  private static Map<String, @Nullable Object> why(String outcome, String why) {
    Map<String, @Nullable Object> out = PrimitiveVectors.outcome(outcome);
    out.put("flags", List.of(why));
    return out;
  }

  private static Map<String, @Nullable Object> of(Normalised normalised) {
    Map<String, @Nullable Object> out = PrimitiveVectors.outcome(outcome(normalised));
    out.put("flags", flags(normalised.reading()));
    out.put("canonical", canonical(normalised.reading()));
    return out;
  }

  static Map<String, @Nullable Object> canonical(Reading reading) {
    Map<String, @Nullable Object> out = new LinkedHashMap<>();
    MeasureCodes codes = MeasureCodes.of(reading.measure(), reading.specimen());
    out.put("measure", reading.measure().word());
    amounts(out, reading.measure(), reading.amounts());
    out.put("ucum", reading.measure().unit().ucum());
    out.put("loinc", codes.loinc());
    out.put("mdc", codes.mdc());
    out.put("specimen", reading.specimen() == null ? null : reading.specimen().word());
    out.put("site", reading.site() == null ? null : reading.site().word());
    Reading.Original original = reading.original();
    if (original != null) {
      Map<String, @Nullable Object> said = new LinkedHashMap<>();
      amounts(said, reading.measure(), original.amounts());
      said.put("ucum", original.unit().ucum());
      out.put("original", said);
    }
    return out;
  }

  private static void amounts(Map<String, @Nullable Object> out, Measure measure, Amounts amounts) {
    if (measure == Measure.BLOOD_PRESSURE) {
      out.put("systolic", plain(amounts.value()));
      out.put("diastolic", plain(amounts.diastolic()));
      out.put("map", plain(amounts.mean()));
      out.put("pulse", plain(amounts.pulse()));
    } else {
      out.put("value", plain(amounts.value()));
    }
  }

  static @Nullable String plain(@Nullable BigDecimal number) {
    return number == null ? null : number.toPlainString();
  }
}
