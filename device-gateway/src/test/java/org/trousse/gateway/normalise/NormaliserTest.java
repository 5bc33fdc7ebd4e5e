package org.trousse.gateway.normalise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.trousse.gateway.normalise.Normalised.Disposition.QUALITY_CONTROL;
import static org.trousse.gateway.normalise.Normalised.Disposition.QUARANTINE;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.trousse.gateway.codec.Said;
import org.trousse.sdk.DeviceId;
import org.trousse.sdk.measure.Amounts;
import org.trousse.sdk.measure.Measure;
import org.trousse.sdk.measure.Unit;
import org.trousse.sdk.reading.DeviceStatus;
import org.trousse.sdk.reading.Flag;
import org.trousse.sdk.reading.Payload;
import org.trousse.sdk.reading.Reading;

class NormaliserTest {
  private static final Instant RECEIVED = Instant.parse("2024-06-01T10:00:00.000007Z");
  private static final Instant ON_TIME = Instant.parse("2024-06-01T09:59:00Z");
  private static final Circumstances NOTHING = known(null, null, null, null);

  @ParameterizedTest
  @CsvSource({
    "BLOOD_GLUCOSE, MMOL_PER_L, 5.3, 95, 5.3",
    "BLOOD_GLUCOSE, MOL_PER_L, 0.0053, 95, 5.3",
    "BLOOD_GLUCOSE, KG_PER_L, 0.00095, 95,",
    "BLOOD_GLUCOSE, MG_PER_DL, 95.0, 95.0,",
    "BODY_WEIGHT, KG, 70.000, 70.000,",
    "BODY_WEIGHT, KG, 77.5643875134944, 77.564, 77.5643875134944",
    "BODY_WEIGHT, POUND, 157.00, 71.214, 157.00",
    "BODY_WEIGHT, STONE, 12, 76.204, 12",
    "BODY_WEIGHT, GRAM, 3250, 3.250, 3250",
    "BODY_WEIGHT, OUNCE, 2469.2, 70.001, 2469.2",
    "BODY_TEMPERATURE, FAHRENHEIT, 100.4, 38.0, 100.4",
    "BODY_TEMPERATURE, KELVIN, 310.15, 37.0, 310.15",
    "BODY_TEMPERATURE, CELSIUS, 37.60, 37.60,"
  })
  void brings_every_unit_to_the_canonical_one_and_keeps_what_was_said(
      Measure measure, Unit unit, String said, String canonical, @Nullable String original) {
    Reading reading = normalise(single(measure, unit, said), NOTHING).reading();

    assertThat(reading.amounts().value()).isEqualTo(canonical);
    assertThat(reading.original() == null ? null : reading.original().amounts().value())
        .isEqualTo(original == null ? null : new BigDecimal(original));
  }

  @Test
  void converts_pressures_and_leaves_the_pulse() {
    Said.Measured said = pressure("16.0", "10.7", "12.5", "72", Unit.KPA);

    Reading reading = normalise(said, NOTHING).reading();

    assertThat(reading.amounts().value()).isEqualTo("120");
    assertThat(reading.amounts().diastolic()).isEqualTo("80");
    assertThat(reading.amounts().mean()).isEqualTo("94");
    assertThat(reading.amounts().pulse()).isEqualTo("72");
    assertThat(reading.flags()).containsExactly(Flag.CONVERTED);
  }

  @ParameterizedTest
  @CsvSource({
    "BLOOD_GLUCOSE, 9, IMPLAUSIBLE_GLUCOSE_LOW, QUARANTINE",
    "BLOOD_GLUCOSE, 10, CRITICAL_GLUCOSE_LOW, RECORD",
    "BLOOD_GLUCOSE, 39, CRITICAL_GLUCOSE_LOW, RECORD",
    "BLOOD_GLUCOSE, 40, , RECORD",
    "BLOOD_GLUCOSE, 400, , RECORD",
    "BLOOD_GLUCOSE, 401, CRITICAL_GLUCOSE_HIGH, RECORD",
    "BLOOD_GLUCOSE, 1500, CRITICAL_GLUCOSE_HIGH, RECORD",
    "BLOOD_GLUCOSE, 1501, IMPLAUSIBLE_GLUCOSE_HIGH, QUARANTINE",
    "INTERSTITIAL_GLUCOSE, 19, IMPLAUSIBLE_CGM_LOW, RECORD",
    "INTERSTITIAL_GLUCOSE, 20, CRITICAL_GLUCOSE_LOW, RECORD",
    "INTERSTITIAL_GLUCOSE, 600, CRITICAL_GLUCOSE_HIGH, RECORD",
    "INTERSTITIAL_GLUCOSE, 601, IMPLAUSIBLE_CGM_HIGH, RECORD",
    "BODY_WEIGHT, 0.4, IMPLAUSIBLE_WEIGHT_LOW, QUARANTINE",
    "BODY_WEIGHT, 0.5, , RECORD",
    "BODY_WEIGHT, 650, , RECORD",
    "BODY_TEMPERATURE, 19.9, IMPLAUSIBLE_TEMPERATURE_LOW, QUARANTINE",
    "BODY_TEMPERATURE, 20, , RECORD",
    "BODY_TEMPERATURE, 41.1, , RECORD",
    "BODY_TEMPERATURE, 41.2, CRITICAL_TEMPERATURE, RECORD",
    "BODY_TEMPERATURE, 45, CRITICAL_TEMPERATURE, RECORD",
    "BODY_TEMPERATURE, 45.1, IMPLAUSIBLE_TEMPERATURE_HIGH, QUARANTINE"
  })
  void flags_at_and_past_each_limit(
      Measure measure, String value, @Nullable Flag flag, Normalised.Disposition disposition) {
    Normalised normalised = normalise(single(measure, measure.unit(), value), NOTHING);

    assertThat(normalised.reading().flags()).isEqualTo(flag == null ? Set.of() : Set.of(flag));
    assertThat(normalised.disposition()).isEqualTo(disposition);
  }

  @ParameterizedTest
  @CsvSource({
    "39, 30, , , IMPLAUSIBLE_SYSTOLIC_LOW",
    "40, 25, , , ",
    "301, 120, , , IMPLAUSIBLE_SYSTOLIC_HIGH",
    "300, 120, , , 'CRITICAL_BLOOD_PRESSURE PULSE_PRESSURE_UNUSUAL'",
    "100, 19, , , IMPLAUSIBLE_DIASTOLIC_LOW",
    "250, 201, , , IMPLAUSIBLE_DIASTOLIC_HIGH",
    "80, 80, , , IMPLAUSIBLE_PRESSURES",
    "120, 80, , 19, IMPLAUSIBLE_PULSE_LOW",
    "120, 80, , 301, IMPLAUSIBLE_PULSE_HIGH",
    "179, 109, , , ",
    "180, 90, , , CRITICAL_BLOOD_PRESSURE",
    "150, 110, , , CRITICAL_BLOOD_PRESSURE",
    "89, 80, , , PULSE_PRESSURE_UNUSUAL",
    "90, 80, , , ",
    "138, 88, 120, , MAP_IMPLAUSIBLE",
    "138, 88, 105, , ",
    "120, 80, 79, , MAP_IMPLAUSIBLE"
  })
  void judges_blood_pressures(
      String systolic,
      String diastolic,
      @Nullable String mean,
      @Nullable String pulse,
      @Nullable String flags) {
    Said.Measured said = pressure(systolic, diastolic, mean, pulse, Unit.MM_HG);

    Set<Flag> found = normalise(said, NOTHING).reading().flags();

    assertThat(found.stream().map(Enum::name).sorted().toList())
        .isEqualTo(flags == null ? List.of() : List.of(flags.split(" ")));
  }

  @ParameterizedTest
  @CsvSource({
    "BLOOD_GLUCOSE, MG_PER_DL, 5.3, true",
    "BLOOD_GLUCOSE, MG_PER_DL, 9, false",
    "BLOOD_GLUCOSE, KG_PER_L, 30, true",
    "BLOOD_GLUCOSE, MMOL_PER_L, 95, true",
    "BODY_TEMPERATURE, CELSIUS, 98.6, true",
    "BODY_TEMPERATURE, FAHRENHEIT, 37, true",
    "BODY_TEMPERATURE, CELSIUS, 45.1, false",
    "BODY_WEIGHT, KG, 3250, true",
    "BODY_WEIGHT, KG, 0.4, false"
  })
  void suspects_the_unit_only_where_the_digits_would_be_ordinary_in_another(
      Measure measure, Unit unit, String value, boolean suspect) {
    Normalised normalised = normalise(single(measure, unit, value), NOTHING);

    assertThat(normalised.reading().flags().contains(Flag.UNIT_SUSPECT)).isEqualTo(suspect);
    assertThat(normalised.disposition()).isEqualTo(QUARANTINE);
  }

  @Test
  void control_solution_goes_to_quality_control_whatever_it_reads() {
    Said.Measured said =
        measured(
            Measure.BLOOD_GLUCOSE,
            Unit.MG_PER_DL,
            Amounts.single(new BigDecimal("9")),
            new Said.Time.At(ON_TIME, 0),
            "seq:1",
            Set.of(Flag.CONTROL_SOLUTION),
            Set.of());

    assertThat(normalise(said, NOTHING).disposition()).isEqualTo(QUALITY_CONTROL);
  }

  @Test
  void says_hi_and_lo_from_the_status_bits() {
    assertThat(range(null, DeviceStatus.RESULT_TOO_HIGH)).containsExactly(Flag.HI);
    assertThat(range(null, DeviceStatus.RESULT_TOO_LOW_FOR_DEVICE)).containsExactly(Flag.LO);
    assertThat(range("120", DeviceStatus.RESULT_TOO_HIGH)).containsExactly(Flag.HI_CLAMPED);
    assertThat(range("120", DeviceStatus.RESULT_TOO_HIGH, DeviceStatus.RESULT_TOO_LOW)).isEmpty();
  }

  @Test
  void identity_is_the_devices_number_or_a_negative_hash_or_nothing() {
    long byNumber = nativeId(new Said.Time.At(ON_TIME, 0), "seq:65535", NOTHING);
    long byText = nativeId(new Said.Time.At(ON_TIME, 0), "a1", NOTHING);
    long sameText = nativeId(new Said.Time.At(ON_TIME, 0), "a1", NOTHING);
    long otherText = nativeId(new Said.Time.At(ON_TIME, 0), "seq:-1", NOTHING);
    long none = nativeId(new Said.Time.At(ON_TIME, 0), null, known(null, null, null, "c-1"));

    assertThat(byNumber).isEqualTo(65_535);
    assertThat(byText).isNegative().isEqualTo(sameText).isNotEqualTo(otherText);
    assertThat(otherText).isNegative();
    assertThat(none).isZero();
  }

  private static Set<Flag> range(@Nullable String value, DeviceStatus... status) {
    Said.Measured said =
        measured(
            Measure.BLOOD_GLUCOSE,
            Unit.MG_PER_DL,
            Amounts.single(value == null ? null : new BigDecimal(value)),
            new Said.Time.At(ON_TIME, 0),
            "seq:1",
            Set.of(),
            Set.of(status));
    return normalise(said, NOTHING).reading().flags();
  }

  private static long nativeId(Said.Time time, @Nullable String id, Circumstances known) {
    return normalise(weight(time, id), known).reading().nativeId();
  }

  private static Said.Measured single(Measure measure, Unit unit, String value) {
    return measured(
        measure,
        unit,
        Amounts.single(new BigDecimal(value)),
        new Said.Time.At(ON_TIME, 0),
        "id",
        Set.of(),
        Set.of());
  }

  private static Said.Measured pressure(
      String systolic, String diastolic, @Nullable String mean, @Nullable String pulse, Unit unit) {
    Amounts amounts =
        new Amounts(
            new BigDecimal(systolic),
            new BigDecimal(diastolic),
            mean == null ? null : new BigDecimal(mean),
            pulse == null ? null : new BigDecimal(pulse));
    return measured(
        Measure.BLOOD_PRESSURE,
        unit,
        amounts,
        new Said.Time.At(ON_TIME, 0),
        "id",
        Set.of(),
        Set.of());
  }

  private static Said.Measured weight(Said.Time time, @Nullable String id) {
    return measured(
        Measure.BODY_WEIGHT,
        Unit.KG,
        Amounts.single(new BigDecimal("70.0")),
        time,
        id,
        Set.of(),
        Set.of());
  }

  private static Said.Measured measured(
      Measure measure,
      Unit unit,
      Amounts amounts,
      Said.Time time,
      @Nullable String id,
      Set<Flag> flags,
      Set<DeviceStatus> status) {
    return new Said.Measured(
        measure,
        time,
        id,
        amounts,
        unit,
        null,
        null,
        null,
        flags,
        status,
        new Payload("test", new byte[0]));
  }

  private static Circumstances known(
      @Nullable Integer clock,
      @Nullable Integer zone,
      @Nullable Instant session,
      @Nullable String correlation) {
    return new Circumstances(
        new DeviceId("tenant", "device"), RECEIVED, clock, zone, session, correlation);
  }

  private static Normalised normalise(Said.Measured said, Circumstances known) {
    return Normaliser.normalise(said, known);
  }
}
