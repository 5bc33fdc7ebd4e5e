package org.trousse.record.rest;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.trousse.sdk.DeviceId;
import org.trousse.sdk.PatientId;
import org.trousse.sdk.measure.Amounts;
import org.trousse.sdk.measure.Measure;
import org.trousse.sdk.measure.Specimen;
import org.trousse.sdk.reading.Payload;
import org.trousse.sdk.reading.Reading;

/// What [ObservationRoutesIT] finds in the record.
final class DemoHistory {
  static final Instant NOON = Instant.parse("2026-11-01T12:00:00Z");
  static final DeviceId METER = new DeviceId("demo", "meter-1");
  static final DeviceId OTHERS_SCALE = new DeviceId("demo", "scale-1");
  static final DeviceId OTHERS_NAMELESS = new DeviceId("demo", "nameless-1");
  static final PatientId MAUD = new PatientId(0x101);
  static final PatientId OTHER = new PatientId(0x102);

  private DemoHistory() {}

  /// 3,000 interstitial glucoses, 10 finger-stick ones of two kinds, a pressure and a weight; and
  /// somebody else's, of devices of theirs.
  static List<Reading> readings() {
    Amounts pressure =
        new Amounts(new BigDecimal("121"), new BigDecimal("79"), null, new BigDecimal("60"));
    return Stream.of(
            IntStream.range(0, 3_000)
                .mapToObj(i ->
                    reading(
                        MAUD, Measure.INTERSTITIAL_GLUCOSE, 300L * i, i, null, number("104.0"))),
            IntStream.range(0, 10)
                .mapToObj(i ->
                    reading(
                        MAUD,
                        Measure.BLOOD_GLUCOSE,
                        3_600L * i,
                        i,
                        i < 7 ? Specimen.CAPILLARY_WHOLE_BLOOD : Specimen.CAPILLARY_PLASMA,
                        number("98"))),
            Stream.of(
                reading(MAUD, Measure.BLOOD_PRESSURE, 0, 1, null, pressure),
                reading(MAUD, Measure.BODY_WEIGHT, 0, 1, null, number("71.35")),
                reading(OTHER, Measure.BODY_WEIGHT, 0, 1, null, number("80.00"), OTHERS_SCALE),
                reading(
                    OTHER, Measure.BODY_TEMPERATURE, 0, 1, null, number("37.2"), OTHERS_NAMELESS)))
        .flatMap(each -> each)
        .toList();
  }

  /// One more weight of Maud's.
  static Reading weightAt(long secondsAfterNoon, long nativeId) {
    return reading(MAUD, Measure.BODY_WEIGHT, secondsAfterNoon, nativeId, null, number("70.90"));
  }

  private static Amounts number(String digits) {
    return Amounts.single(new BigDecimal(digits));
  }

  private static Reading reading(
      PatientId patient,
      Measure measure,
      long secondsAfterNoon,
      long nativeId,
      @Nullable Specimen specimen,
      Amounts amounts) {
    return reading(patient, measure, secondsAfterNoon, nativeId, specimen, amounts, METER);
  }

  private static Reading reading(
      PatientId patient,
      Measure measure,
      long secondsAfterNoon,
      long nativeId,
      @Nullable Specimen specimen,
      Amounts amounts,
      DeviceId device) {
    return new Reading(
        patient,
        measure,
        NOON.plusSeconds(secondsAfterNoon),
        device,
        nativeId,
        0,
        NOON.plus(Duration.ofDays(20)),
        amounts,
        null,
        specimen,
        null,
        null,
        null,
        Set.of(),
        Set.of(),
        new Payload("json1", new byte[] {1}));
  }
}
