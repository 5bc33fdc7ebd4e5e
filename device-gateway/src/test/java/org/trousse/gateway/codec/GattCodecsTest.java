package org.trousse.gateway.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.trousse.sdk.measure.Amounts;
import org.trousse.sdk.measure.BodySite;
import org.trousse.sdk.measure.Measure;
import org.trousse.sdk.measure.Specimen;
import org.trousse.sdk.measure.Unit;
import org.trousse.sdk.reading.DeviceStatus;
import org.trousse.sdk.reading.Flag;
import org.trousse.sdk.reading.Meal;

class GattCodecsTest {
  @Test
  void reads_a_capillary_glucose_of_95_mg_per_dl() {
    byte[] payload =
        hex(
            "0B" // flags: b0 time offset, b1 concentration, b3 status; unit kg/L
                + "0700" // sequence 7
                + "E807 03 07 08 0F 00" // 2024-03-07 08:15:00, no zone
                + "FBFF" // offset -5 minutes
                + "5FB0" // SFLOAT 95E-5
                + "11" // type 1 capillary whole blood, location 1 finger
                + "0100"); // status bit 0: battery low

    Said said = one("gatt-2a18", payload);

    assertThat(said).isInstanceOf(Said.Measured.class);
    Said.Measured measured = (Said.Measured) said;
    assertThat(measured.measure()).isEqualTo(Measure.BLOOD_GLUCOSE);
    assertThat(measured.time())
        .isEqualTo(new Said.Time.At(Instant.parse("2024-03-07T08:10:00Z"), null));
    assertThat(measured.nativeId()).isEqualTo("seq:7");
    assertThat(measured.amounts().value()).isEqualTo("0.00095");
    assertThat(measured.unit()).isEqualTo(Unit.KG_PER_L);
    assertThat(measured.specimen()).isEqualTo(Specimen.CAPILLARY_WHOLE_BLOOD);
    assertThat(measured.site()).isEqualTo(BodySite.FINGER);
    assertThat(measured.status()).containsExactly(DeviceStatus.BATTERY_LOW);
    assertThat(measured.flags()).isEmpty();
    assertThat(measured.payload().bytes()).isEqualTo(payload);
  }

  @Test
  void takes_control_solution_from_either_nibble() {
    byte[] byType = hex("02 0B00 E8070307080F00 6EB0 1A"); // type 10, location finger
    byte[] byLocation = hex("02 0B00 E8070307080F00 6EB0 41"); // type 1, location 4

    assertThat(flags("gatt-2a18", byType)).contains(Flag.CONTROL_SOLUTION);
    assertThat(flags("gatt-2a18", byLocation)).contains(Flag.CONTROL_SOLUTION);
  }

  @Test
  void takes_a_full_glucose_context_and_only_its_meal_is_imported() {
    byte[] payload =
        hex(
            "FF" // everything is there; b5: medication in litres
                + "0700" // sequence 7
                + "00" // extended flags
                + "01 32D0" // breakfast, SFLOAT 50E-3 kg
                + "03" // fasting
                + "51" // tester 1 self, health 5 none
                + "0807 32" // exercise 1800 s, 50 %
                + "01 05D0" // rapid acting insulin, SFLOAT 5E-3 L
                + "41F0"); // HbA1c SFLOAT 65E-1 %

    Said said = one("gatt-2a34", payload);

    assertThat(said).isInstanceOf(Said.MealContext.class);
    assertThat(((Said.MealContext) said).sequence()).isEqualTo(7);
    assertThat(((Said.MealContext) said).meal()).isEqualTo(Meal.FASTING);
    assertThat(((Said.MealContext) said).flags()).isEmpty();
  }

  @Test
  void splits_a_cgm_notification_and_gives_each_record_its_own_bytes() {
    byte[] payload =
        hex(
            "06 00 0C10 0500" // size 6, no options, 120 mg/dL, minute 5
                + "07 80 6E00 0600 01"); // status octet: session stopped; 110 mg/dL, minute 6

    List<Said> said = Codecs.decode("gatt-2aa7", payload, DeviceFeatures.UNKNOWN);

    assertThat(said).hasSize(2);
    assertThat(said.get(0).payload().bytes()).isEqualTo(hex("06000C100500"));
    assertThat(said.get(1).payload().bytes()).isEqualTo(hex("07806E00060001"));
    Said.Measured second = (Said.Measured) said.get(1);
    assertThat(second.nativeId()).isEqualTo("off:6");
    assertThat(second.time()).isEqualTo(new Said.Time.SinceSessionStart(6));
    assertThat(second.status()).containsExactly(DeviceStatus.SESSION_STOPPED);
  }

  @Test
  void a_wrong_checksum_spoils_its_own_cgm_record_only() {
    byte[] payload = hex("09 20 3400 0F00 04 F442" + "09 20 3400 0F00 04 F443" + "06 00 0C10 0600");

    List<Said> said = Codecs.decode("gatt-2aa7", payload, DeviceFeatures.UNKNOWN);

    assertThat(said).hasSize(3);
    assertThat(said.get(0)).isInstanceOf(Said.Measured.class);
    assertThat(error(said.get(1))).isEqualTo("crc");
    assertThat(said.get(2)).isInstanceOf(Said.Measured.class);
  }

  @Test
  void after_a_size_that_cannot_be_right_nothing_more_is_read() {
    byte[] payload = hex("06 00 0C10 0600" + "07 00 0C10 0600 00" + "06 00 0C10 0600");

    List<Said> said = Codecs.decode("gatt-2aa7", payload, DeviceFeatures.UNKNOWN);

    assertThat(said).hasSize(2);
    assertThat(error(said.get(1))).isEqualTo("bad-size");
    assertThat(said.get(1).payload().bytes()).hasSize(13);
  }

  @Test
  void a_checksum_is_held_against_the_cgm_feature() {
    byte[] without = hex("06 00 0C10 0600");
    byte[] with = hex("09 20 3400 0F00 04 F442");

    assertThat(error(Codecs.decode("gatt-2aa7", without, new DeviceFeatures(true)).getFirst()))
        .isEqualTo("missing-crc");
    assertThat(error(Codecs.decode("gatt-2aa7", with, new DeviceFeatures(false)).getFirst()))
        .isEqualTo("bad-size");
    assertThat(Codecs.decode("gatt-2aa7", with, new DeviceFeatures(true)).getFirst())
        .isInstanceOf(Said.Measured.class);
  }

  @Test
  void reads_a_session_start_with_its_zone_and_without() {
    byte[] paris = hex("EA07 03 07 08 00 00" + "04" + "00"); // +01:00, standard time
    byte[] unknownZone = hex("EA07 03 07 08 00 00" + "80" + "00"); // zone -128
    byte[] unknownDst = hex("EA07 03 07 08 00 00" + "04" + "FF"); // DST 255

    Said.SensorSession known = (Said.SensorSession) one("session", paris);

    assertThat(known.startedAt()).isEqualTo("2026-03-07T08:00:00Z");
    assertThat(known.zoneMinutes()).isEqualTo(60);
    assertThat(((Said.SensorSession) one("gatt-2aaa", unknownZone)).zoneMinutes()).isNull();
    assertThat(((Said.SensorSession) one("gatt-2aaa", unknownDst)).zoneMinutes()).isNull();
  }

  @Test
  void reads_a_blood_pressure_in_kilopascal_with_an_unknown_user() {
    byte[] payload =
        hex(
            "1D" // kPa, pulse, user, status
                + "A0F0 6BF0 FF07" // 16.0 / 10.7 kPa, mean NaN
                + "4800" // pulse 72
                + "FF" // user unknown
                + "0800"); // pulse range 1: above

    Said.Measured measured = (Said.Measured) one("gatt-2a35", payload);

    assertThat(measured.amounts())
        .isEqualTo(new Amounts(number("16.0"), number("10.7"), null, number("72")));
    assertThat(measured.unit()).isEqualTo(Unit.KPA);
    assertThat(measured.time()).isEqualTo(Said.Time.OnReceipt.NOW);
    assertThat(measured.flags()).containsExactly(Flag.OWNER_AMBIGUOUS);
    assertThat(measured.status()).containsExactly(DeviceStatus.PULSE_ABOVE_RANGE);
  }

  @Test
  void notes_reserved_codes_and_spare_bytes() {
    assertThat(flags("gatt-2a1c", hex("04 780100FF 0A"))).containsExactly(Flag.RESERVED_CODE);
    assertThat(flags("gatt-2a1c", hex("04 780100FF 09"))).isEmpty();
    assertThat(flags("gatt-2a1c", hex("00 780100FF 00"))).containsExactly(Flag.TRAILING_BYTES);
    assertThat(flags("gatt-2a9d", hex("00 B036 00"))).containsExactly(Flag.TRAILING_BYTES);
  }

  @Test
  void an_unknown_codec_is_unreadable() {
    assertThat(Codecs.knows("gatt-9999")).isFalse();
    assertThat(error(one("gatt-9999", hex("00")))).isEqualTo("codec");
  }

  private static BigDecimal number(String digits) {
    return new BigDecimal(digits);
  }

  private static Set<Flag> flags(String codec, byte[] payload) {
    return ((Said.Measured) one(codec, payload)).flags();
  }

  private static String error(Said said) {
    return ((Said.Unreadable) said).error();
  }

  private static Said one(String codec, byte[] payload) {
    return Codecs.decode(codec, payload, DeviceFeatures.UNKNOWN).getFirst();
  }

  private static byte[] hex(String text) {
    return HexFormat.of().parseHex(text.replace(" ", ""));
  }
}
