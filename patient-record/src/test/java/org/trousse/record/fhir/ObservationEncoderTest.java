package org.trousse.record.fhir;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.context.FhirContext;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.trousse.record.reading.StoredReading;
import org.trousse.record.reading.StoredReading.Source;
import org.trousse.record.reading.StoredReading.Status;
import org.trousse.sdk.DeviceId;
import org.trousse.sdk.PatientId;
import org.trousse.sdk.measure.Amounts;
import org.trousse.sdk.measure.BodySite;
import org.trousse.sdk.measure.Measure;
import org.trousse.sdk.measure.Specimen;
import org.trousse.sdk.measure.Unit;
import org.trousse.sdk.reading.DeviceStatus;
import org.trousse.sdk.reading.Flag;
import org.trousse.sdk.reading.Meal;
import org.trousse.sdk.reading.Payload;
import org.trousse.sdk.reading.Reading;
import org.trousse.sdk.reading.Reading.Original;

final class ObservationEncoderTest {
  private static final byte[] SECRET = "a secret of 16 b".getBytes(StandardCharsets.UTF_8);
  private static final FhirContext R4 = FhirContext.forR4Cached();

  private final ObservationEncoder encoder = new ObservationEncoder(FhirIds.own(SECRET));

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void writes_what_hapi_writes_of_the_same_resource(long seed) {
    SeededReadings readings = new SeededReadings(seed);
    for (int i = 0; i < 400; i++) {
      StoredReading stored = readings.next();

      String ours = new String(encoder.encode(stored), StandardCharsets.UTF_8);

      assertThat(ours)
          .isEqualTo(
              R4.newJsonParser()
                  .encodeResourceToString(
                      HapiObservations.build(stored, encoder.id(stored.key()))));
    }
  }

  /// Written by hand: what the codes and the shape must be, whoever builds them.
  @Test
  void writes_a_converted_glucose_as_expected() throws IOException {
    Reading glucose =
        reading(
            Measure.BLOOD_GLUCOSE,
            Amounts.single(new BigDecimal("70.26")),
            new Original(Amounts.single(new BigDecimal("3.90")), Unit.MMOL_PER_L),
            Specimen.CAPILLARY_WHOLE_BLOOD,
            BodySite.FINGER,
            Meal.FASTING,
            60,
            Set.of(Flag.CONVERTED),
            Set.of());

    assertThat(encoded(glucose)).isEqualTo(golden("glucose-mmol", glucose));
  }

  @Test
  void writes_a_blood_pressure_with_a_missing_number_as_expected() throws IOException {
    Reading pressure =
        reading(
            Measure.BLOOD_PRESSURE,
            new Amounts(new BigDecimal("121.0"), null, null, new BigDecimal("61")),
            null,
            null,
            BodySite.UPPER_ARM,
            null,
            null,
            Set.of(Flag.NOT_A_NUMBER),
            Set.of(DeviceStatus.CUFF_TOO_LOOSE));

    assertThat(encoded(pressure)).isEqualTo(golden("blood-pressure-nan", pressure));
  }

  private static StoredReading stored(Reading reading) {
    return new StoredReading(
        reading, Status.FINAL, new Source(reading.device().key(), "Demo meter", 528401));
  }

  private String encoded(Reading reading) {
    return new String(encoder.encode(stored(reading)), StandardCharsets.UTF_8);
  }

  private String golden(String name, Reading reading) throws IOException {
    try (InputStream file =
        Objects.requireNonNull(
            ObservationEncoderTest.class.getResourceAsStream("/fhir/" + name + ".fhir.json"))) {
      return new String(file.readAllBytes(), StandardCharsets.UTF_8)
          .replace("\n", "")
          .replace("\"ID\"", '"' + encoder.id(stored(reading).key()) + '"')
          .replace("DEVICE", stored(reading).source().text());
    }
  }

  private static Reading reading(
      Measure measure,
      Amounts amounts,
      @Nullable Original original,
      @Nullable Specimen specimen,
      @Nullable BodySite site,
      @Nullable Meal meal,
      @Nullable Integer zone,
      Set<Flag> flags,
      Set<DeviceStatus> status) {
    return new Reading(
        new PatientId(42),
        measure,
        Instant.parse("2026-11-01T12:00:00Z"),
        new DeviceId("demo", "device-1"),
        7,
        -30,
        Instant.parse("2026-11-01T12:00:01.234Z"),
        amounts,
        original,
        specimen,
        site,
        meal,
        zone,
        flags,
        status,
        new Payload("", new byte[0]));
  }
}
