package org.trousse.sdk.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.trousse.sdk.measure.BodySite;
import org.trousse.sdk.measure.Quantity;
import org.trousse.sdk.measure.Specimen;
import org.trousse.sdk.measure.Unit;
import org.trousse.sdk.reading.DeviceStatus;
import org.trousse.sdk.reading.Meal;

final class GattWriterTest {
  private static final LocalDateTime TIME = LocalDateTime.of(2026, 11, 22, 8, 15, 30);
  // year 0x07EA, month 11, day 22, 08:15:30
  private static final String TIME_HEX = "EA07 0B 16 08 0F 1E ";

  @Test
  void a_capillary_glucose_in_mg_per_dl_is_kg_per_litre_on_the_wire() {
    byte[] bytes =
        GattWriter.glucose(
            new GattWriter.Glucose(
                7,
                TIME,
                null,
                Quantity.of("95", Unit.MG_PER_DL),
                Specimen.CAPILLARY_WHOLE_BLOOD,
                BodySite.FINGER,
                Set.of(),
                false));

    assertThat(hex(bytes))
        .isEqualTo(
            wire(
                "02", // flags: concentration
                "0700", // sequence 7
                TIME_HEX, "5FB0", // SFLOAT exponent -5, mantissa 95
                "11")); // finger, capillary whole blood
  }

  @Test
  void a_glucose_with_every_field_has_its_flags_in_order() {
    byte[] bytes =
        GattWriter.glucose(
            new GattWriter.Glucose(
                300,
                TIME,
                -60,
                Quantity.of("5.3", Unit.MMOL_PER_L),
                Specimen.CAPILLARY_PLASMA,
                null,
                Set.of(DeviceStatus.BATTERY_LOW, DeviceStatus.TIME_FAULT),
                true));

    assertThat(hex(bytes))
        .isEqualTo(
            wire(
                "1F", // time offset, concentration, mol/L, status, context follows
                "2C01", // sequence 300
                TIME_HEX, "C4FF", // -60 minutes
                "35C0", // SFLOAT exponent -4, mantissa 53
                "F2", // location not available, capillary plasma
                "0108")); // battery low, time fault
  }

  @Test
  void a_glucose_without_level_says_only_its_status() {
    byte[] bytes =
        GattWriter.glucose(
            new GattWriter.Glucose(
                1,
                TIME,
                null,
                null,
                Specimen.CAPILLARY_WHOLE_BLOOD,
                BodySite.FINGER,
                Set.of(DeviceStatus.SAMPLE_INSUFFICIENT),
                false));

    assertThat(hex(bytes)).isEqualTo(wire("08", "0100", TIME_HEX, "0400"));
  }

  @Test
  void a_context_names_the_meal_of_its_sequence() {
    byte[] bytes = GattWriter.glucoseContext(new GattWriter.GlucoseContext(7, Meal.FASTING));

    assertThat(hex(bytes)).isEqualTo(wire("02", "0700", "03"));
  }

  @Test
  void a_plain_sensor_record_is_six_bytes() {
    byte[] bytes =
        GattWriter.cgm(new GattWriter.Cgm(digits("120"), 6, Set.of(), null, null), false);

    assertThat(hex(bytes)).isEqualTo(wire("06", "00", "7800", "0600"));
  }

  @Test
  void a_full_sensor_record_ends_in_its_crc() {
    Set<DeviceStatus> status =
        Set.of(
            DeviceStatus.BATTERY_LOW,
            DeviceStatus.CALIBRATION_RECOMMENDED,
            DeviceStatus.BELOW_PATIENT_LOW,
            DeviceStatus.BELOW_HYPO);

    byte[] bytes =
        GattWriter.cgm(
            new GattWriter.Cgm(digits("52"), 5, status, digits("-1.2"), digits("99.7")), true);

    String body =
        wire(
            "0F", // size 15
            "E3", // trend, quality, warning, calibration, status octets
            "3400", // 52 mg/dL
            "0500", // minute 5
            "02", // battery low
            "04", // calibration recommended
            "05", // below patient low, below hypo
            "F4FF", // trend: exponent -1, mantissa -12
            "E5F3"); // quality: exponent -1, mantissa 997
    assertThat(hex(bytes)).startsWith(body).hasSize(30);
    assertThat(hex(bytes).substring(26)).isEqualTo(littleEndian(crc(body)));
  }

  @Test
  void a_sensor_without_a_number_says_not_a_number() {
    byte[] bytes = GattWriter.cgm(new GattWriter.Cgm(null, 0, Set.of(), null, null), false);

    assertThat(hex(bytes)).isEqualTo(wire("06", "00", "FF07", "0000"));
  }

  @ParameterizedTest
  @CsvSource({
    "2026-11-22T08:15:30, EA070B16080F1E, 04, 00",
    "2026-07-01T08:15:30, EA070701080F1E, 04, 04"
  })
  void a_session_start_keeps_zone_and_daylight_saving_apart(
      String local, String time, String quarters, String saving) {
    ZonedDateTime start = LocalDateTime.parse(local).atZone(ZoneId.of("Europe/Paris"));

    byte[] bytes = GattWriter.cgmSession(start, false);

    assertThat(hex(bytes)).isEqualTo(time + quarters + saving);
  }

  @Test
  void a_session_start_may_end_in_its_crc() {
    ZonedDateTime start = ZonedDateTime.of(2018, 4, 24, 13, 8, 24, 0, ZoneId.of("Europe/Athens"));

    byte[] bytes = GattWriter.cgmSession(start, true);

    // 2018-04-24 13:08:24, +02:00, one hour of daylight saving; the CRC of a published example
    assertThat(hex(bytes)).isEqualTo("E20704180D08180804" + "E0C2");
  }

  @Test
  void a_blood_pressure_with_every_field() {
    Set<DeviceStatus> status =
        Set.of(
            DeviceStatus.BODY_MOVEMENT,
            DeviceStatus.IRREGULAR_PULSE,
            DeviceStatus.PULSE_BELOW_RANGE,
            DeviceStatus.IMPROPER_POSITION);

    byte[] bytes =
        GattWriter.pressure(
            new GattWriter.Pressure(
                digits("138"),
                digits("88"),
                digits("105"),
                Unit.MM_HG,
                TIME,
                digits("60"),
                1,
                status));

    assertThat(hex(bytes))
        .isEqualTo(
            wire(
                "1E", // mmHg; time, pulse, user, status
                "8A00", // 138
                "5800", // 88
                "6900", // 105
                TIME_HEX, "3C00", // 60 a minute
                "01", // user 1
                "3500")); // movement, irregular, pulse below range, position
  }

  @Test
  void a_blood_pressure_in_kpa_without_mean_says_not_a_number() {
    byte[] bytes =
        GattWriter.pressure(
            new GattWriter.Pressure(
                digits("18.9"), digits("11.0"), null, Unit.KPA, null, null, null, Set.of()));

    assertThat(hex(bytes)).isEqualTo(wire("01", "BDF0", "6EF0", "FF07"));
  }

  @Test
  void a_weight_counts_steps_of_five_grams() {
    byte[] bytes = GattWriter.weight(new GattWriter.Weight(Quantity.of("70.0", Unit.KG), TIME, 2));

    assertThat(hex(bytes)).isEqualTo(wire("06", "B036", TIME_HEX, "02"));
  }

  @Test
  void a_weight_in_pounds_counts_hundredths() {
    byte[] bytes =
        GattWriter.weight(new GattWriter.Weight(Quantity.of("157", Unit.POUND), null, null));

    assertThat(hex(bytes)).isEqualTo(wire("01", "543D"));
  }

  @Test
  void a_temperature_keeps_its_trailing_zero() {
    byte[] bytes =
        GattWriter.temperature(
            new GattWriter.Temperature(digits("37.60"), Unit.CELSIUS, TIME, BodySite.EAR));

    assertThat(hex(bytes))
        .isEqualTo(
            wire(
                "06", // Celsius; time, type
                "B00E00FE", // FLOAT exponent -2, mantissa 3760
                TIME_HEX,
                "03")); // ear
  }

  @Test
  void a_temperature_in_fahrenheit_without_a_number() {
    byte[] bytes =
        GattWriter.temperature(new GattWriter.Temperature(null, Unit.FAHRENHEIT, null, null));

    assertThat(hex(bytes)).isEqualTo(wire("01", "FFFF7F00"));
  }

  @ParameterizedTest
  @CsvSource({
    "ARMPIT, 1",
    "BODY, 2",
    "EAR, 3",
    "FINGER, 4",
    "GASTROINTESTINAL_TRACT, 5",
    "MOUTH, 6",
    "RECTUM, 7",
    "TOE, 8",
    "TYMPANUM, 9"
  })
  void a_temperature_type_is_the_service_s_number(BodySite site, int type) {
    byte[] bytes =
        GattWriter.temperature(
            new GattWriter.Temperature(digits("37.0"), Unit.CELSIUS, null, site));

    assertThat(bytes[5]).isEqualTo((byte) type);
  }

  @Test
  void the_largest_short_mantissa_fits_and_the_next_is_refused() {
    byte[] bytes =
        GattWriter.cgm(new GattWriter.Cgm(digits("2045"), 0, Set.of(), null, null), false);

    assertThat(hex(bytes)).isEqualTo(wire("06", "00", "FD07", "0000"));
    assertThatThrownBy(() ->
            GattWriter.cgm(new GattWriter.Cgm(digits("2046"), 0, Set.of(), null, null), false))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void a_unit_that_the_device_cannot_say_is_refused() {
    GattWriter.Weight grams = new GattWriter.Weight(Quantity.of("70", Unit.STONE), null, null);

    assertThatThrownBy(() -> GattWriter.weight(grams)).hasMessageContaining("kg or [lb_av]");
  }

  @Test
  void every_status_of_the_sensor_has_one_bit_of_three_octets() {
    Set<DeviceStatus> all = EnumSet.allOf(DeviceStatus.class);

    byte[] bytes = GattWriter.cgm(new GattWriter.Cgm(digits("100"), 0, all, null, null), false);

    assertThat(hex(bytes)).isEqualTo(wire("09", "E0", "6400", "0000", "3F", "3F", "FF"));
  }

  @Test
  void the_crc_has_the_catalogue_s_check_value() {
    assertThat(GattBytes.crc16("123456789".getBytes(StandardCharsets.US_ASCII))).isEqualTo(0x6F91);
  }

  private static int crc(String hex) {
    return GattBytes.crc16(HexFormat.of().parseHex(hex));
  }

  private static String littleEndian(int value) {
    return String.format(Locale.ROOT, "%02X%02X", value & 0xFF, value >> 8);
  }

  private static String wire(String... fields) {
    return String.join("", fields).replace(" ", "");
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().withUpperCase().formatHex(bytes);
  }

  private static BigDecimal digits(String digits) {
    return new BigDecimal(digits);
  }
}
