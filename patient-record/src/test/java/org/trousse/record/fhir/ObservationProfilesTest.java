package org.trousse.record.fhir;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.trousse.record.reading.StoredReading;
import org.trousse.record.reading.StoredReading.Source;
import org.trousse.record.reading.StoredReading.Status;
import org.trousse.record.terminology.FhirCodes;
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

/// R4 vital signs: every measure, with and without its number, follows the profile it names.
final class ObservationProfilesTest {
  private static final byte[] SECRET = "a secret of 16 b".getBytes(StandardCharsets.UTF_8);

  private final ObservationEncoder encoder = new ObservationEncoder(FhirIds.own(SECRET));

  static Stream<Arguments> readings() {
    Stream<Flag> absences =
        Stream.of(
            Flag.NOT_A_NUMBER,
            Flag.POSITIVE_INFINITY,
            Flag.NEGATIVE_INFINITY,
            Flag.ERROR,
            Flag.NO_VALUE);
    return Stream.concat(
        Arrays.stream(Measure.values())
            .flatMap(measure ->
                Stream.of(Arguments.of(measure, null), Arguments.of(measure, Flag.CONVERTED))),
        absences.flatMap(
            flag -> Arrays.stream(Measure.values()).map(measure -> Arguments.of(measure, flag))));
  }

  @ParameterizedTest
  @MethodSource("readings")
  void follows_the_profile_of_its_measure(Measure measure, @Nullable Flag flag) {
    String json = json(reading(measure, flag));

    assertThat(json).contains("\"profile\":[\"" + FhirCodes.profile(measure) + "\"]");
    assertThat(json.contains("dataAbsentReason")).isEqualTo(flag != null && flag != Flag.CONVERTED);
    assertThat(R4Validator.errors(json)).isEmpty();
  }

  /// The red control: were the validator blind, these would pass.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "BODY_WEIGHT|\"code\":\"kg\"|\"code\":\"mi\"",
        "BODY_TEMPERATURE|\"code\":\"Cel\"|\"code\":\"kg\"",
        "BLOOD_PRESSURE|\"code\":\"8480-6\"|\"code\":\"8480-0\"",
        "BLOOD_GLUCOSE|\"code\":\"vital-signs\"|\"code\":\"laboratory\"",
        "INTERSTITIAL_GLUCOSE|\"effectiveDateTime\"|\"effectiveInstant\""
      })
  void the_validator_catches_a_broken_resource(Measure measure, String right, String wrong) {
    String json = json(reading(measure, null));

    assertThat(json).contains(right);
    assertThat(R4Validator.errors(json.replace(right, wrong))).isNotEmpty();
  }

  @Test
  void says_everything_at_once_and_is_still_valid() {
    Reading plain = reading(Measure.BLOOD_GLUCOSE, null);
    for (BodySite site : BodySite.values()) {
      Reading full =
          new Reading(
              plain.patient(),
              Measure.BODY_TEMPERATURE,
              plain.reportedAt(),
              plain.device(),
              plain.nativeId(),
              plain.correctionSeconds(),
              plain.receivedAt(),
              Amounts.single(new BigDecimal("41.30")),
              null,
              null,
              site,
              Meal.ofCode(1 + site.code() % 5).orElseThrow(),
              120,
              Set.of(Flag.values()),
              Set.of(DeviceStatus.values()),
              plain.payload());

      assertThat(R4Validator.errors(json(full))).isEmpty();
    }
  }

  private String json(Reading reading) {
    Source source = new Source(reading.device().key(), "Demo device", 528401);
    return new String(
        encoder.encode(new StoredReading(reading, Status.FINAL, source)), StandardCharsets.UTF_8);
  }

  private static Reading reading(Measure measure, @Nullable Flag flag) {
    boolean present = flag == null || flag == Flag.CONVERTED;
    BigDecimal number = present ? new BigDecimal("37.60") : null;
    Amounts amounts =
        measure == Measure.BLOOD_PRESSURE
            ? new Amounts(number, number, number, present ? new BigDecimal("61") : null)
            : Amounts.single(number);
    return new Reading(
        new PatientId(42),
        measure,
        Instant.parse("2026-11-01T12:00:00Z"),
        new DeviceId("demo", "device-1"),
        7,
        -30,
        Instant.parse("2026-11-01T12:00:01.234Z"),
        amounts,
        flag == Flag.CONVERTED ? new Original(amounts, Unit.MMOL_PER_L) : null,
        measure == Measure.BLOOD_GLUCOSE ? Specimen.CAPILLARY_WHOLE_BLOOD : null,
        measure == Measure.BODY_TEMPERATURE ? BodySite.MOUTH : null,
        measure == Measure.BLOOD_GLUCOSE ? Meal.FASTING : null,
        measure == Measure.BODY_WEIGHT ? 60 : null,
        flag == null ? Set.of() : Set.of(flag),
        Set.of(),
        new Payload("", new byte[0]));
  }
}
