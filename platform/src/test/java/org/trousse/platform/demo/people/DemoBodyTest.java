package org.trousse.platform.demo.people;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.trousse.sdk.DeviceId;
import org.trousse.sdk.measure.Amounts;
import org.trousse.sdk.measure.Unit;
import org.trousse.sdk.reading.Flag;
import org.trousse.sdk.reading.Meal;
import org.trousse.sdk.reading.Payload;
import org.trousse.sdk.reading.Reading;

final class DemoBodyTest {
  private static final ZoneId PARIS = ZoneId.of("Europe/Paris");
  private static final LocalDate TODAY = LocalDate.of(2026, 11, 22);
  private static final LocalDateTime NOON = TODAY.atTime(12, 0, 7);
  private static final DeviceId DEVICE = new DeviceId("demo", "a-device");

  @Test
  void a_sensor_says_its_start_to_the_second_before_each_reading() {
    Taken taken = take(0, DemoDevice.Kind.SENSOR, NOON);

    assertThat(taken.onTheWire())
        .extracting(Payload::codec)
        .containsExactly("gatt-2aaa", "gatt-2aa7");
    byte[] session = taken.before().getFirst().bytes();
    byte[] record = taken.payload().bytes();
    LocalDateTime start =
        LocalDateTime.of(
            u16(session, 0), session[2], session[3], session[4], session[5], session[6]);
    assertThat(start.plusMinutes(u16(record, 4))).isEqualTo(NOON);
    assertThat(taken.nativeId()).isEqualTo(u16(record, 4));
    assertThat(taken.amounts().value()).isEqualTo(BigDecimal.valueOf(u16(record, 2)));
  }

  @Test
  void two_readings_of_one_minute_have_two_identities() {
    Taken first = take(0, DemoDevice.Kind.SENSOR, NOON);
    Taken second = take(0, DemoDevice.Kind.SENSOR, NOON.plusSeconds(5));

    assertThat(first.nativeId()).isEqualTo(second.nativeId());
    assertThat(reading(first).reportedAt()).isNotEqualTo(reading(second).reportedAt());
  }

  @Test
  void a_molar_meter_s_value_is_converted_and_kept() {
    Taken taken = take(3, DemoDevice.Kind.MOLAR_METER, NOON);

    Reading reading = reading(taken);
    Reading.Original original = Objects.requireNonNull(reading.original());
    BigDecimal said = Objects.requireNonNull(original.amounts().value());
    assertThat(said.scale()).isEqualTo(1);
    assertThat(original.unit()).isEqualTo(Unit.MMOL_PER_L);
    assertThat(value(reading.amounts()).doubleValue())
        .isBetween(said.doubleValue() * 18.0156 - 0.5, said.doubleValue() * 18.0156 + 0.5);
    assertThat(reading.flags()).isEqualTo(Set.of(Flag.CONVERTED));
    // flags: concentration in mol/L; the exponent of one digit in mmol/L is -4
    assertThat(taken.payload().bytes()[0]).isEqualTo((byte) 0x06);
    assertThat(taken.payload().bytes()[11] >> 4).isEqualTo(-4);
  }

  @Test
  void a_meal_follows_its_measurement() {
    DemoBody body = new DemoBody(DemoPeople.all().getFirst(), PARIS);

    Taken taken = body.take(DemoDevice.Kind.METER, NOON, Meal.FASTING, TODAY).orElseThrow();

    assertThat(taken.onTheWire())
        .extracting(Payload::codec)
        .containsExactly("gatt-2a18", "gatt-2a34");
    String sequence = HexFormat.of().formatHex(taken.payload().bytes(), 1, 3);
    assertThat(HexFormat.of().formatHex(taken.after().getFirst().bytes()))
        .isEqualTo("02" + sequence + "03");
  }

  @Test
  void a_meter_s_sequence_grows_with_time() {
    long first = take(0, DemoDevice.Kind.METER, NOON).nativeId();
    long next = take(0, DemoDevice.Kind.METER, NOON.plusSeconds(20)).nativeId();

    assertThat(next).isEqualTo(first + 1);
  }

  @Test
  void a_reading_keeps_local_time_and_corrects_it() {
    Reading reading = reading(take(4, DemoDevice.Kind.SCALE, NOON));

    assertThat(reading.reportedAt()).isEqualTo(Instant.parse("2026-11-22T12:00:07Z"));
    assertThat(reading.effectiveAt()).isEqualTo(Instant.parse("2026-11-22T11:00:07Z"));
    assertThat(reading.zoneMinutes()).isEqualTo(60);
    assertThat(value(reading.amounts()).scale()).isEqualTo(3);
  }

  @Test
  void the_failing_heart_and_the_fever_are_told_from_today() {
    BigDecimal before = value(take(4, DemoDevice.Kind.SCALE, NOON.minusDays(6)).amounts());
    BigDecimal after = value(take(4, DemoDevice.Kind.SCALE, NOON).amounts());
    BigDecimal well = value(take(5, DemoDevice.Kind.THERMOMETER, NOON.minusDays(3)).amounts());

    assertThat(after.subtract(before)).isBetween(new BigDecimal("1.2"), new BigDecimal("2.8"));
    assertThat(well).isLessThan(new BigDecimal("37.5"));
    assertThat(List.of(3, 6, 9, 12))
        .extracting(
            hours -> value(take(5, DemoDevice.Kind.THERMOMETER, NOON.minusHours(hours)).amounts()))
        .anySatisfy(degrees -> assertThat(degrees).isGreaterThan(new BigDecimal("38.0")));
  }

  private static Taken take(int person, DemoDevice.Kind kind, LocalDateTime time) {
    DemoBody body = new DemoBody(DemoPeople.all().get(person), PARIS);
    return body.take(kind, time, null, TODAY).orElseThrow();
  }

  private static Reading reading(Taken taken) {
    return taken.reading(
        DemoPeople.all().getFirst().id(), DEVICE, ZoneOffset.ofHours(1), Instant.EPOCH);
  }

  private static BigDecimal value(Amounts amounts) {
    return Objects.requireNonNull(amounts.value());
  }

  private static int u16(byte[] bytes, int at) {
    return (bytes[at] & 0xFF) | (bytes[at + 1] & 0xFF) << 8;
  }
}
