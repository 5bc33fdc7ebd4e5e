package org.trousse.record.append;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.trousse.record.append.Ground.AT;
import static org.trousse.record.append.Ground.DEVICE;
import static org.trousse.record.append.Ground.PATIENT;
import static org.trousse.record.append.Ground.await;
import static org.trousse.record.append.Ground.weight;

import io.vertx.core.Future;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.trousse.sdk.measure.Amounts;
import org.trousse.sdk.measure.BodySite;
import org.trousse.sdk.measure.Measure;
import org.trousse.sdk.measure.Specimen;
import org.trousse.sdk.measure.Unit;
import org.trousse.sdk.reading.DeviceStatus;
import org.trousse.sdk.reading.Flag;
import org.trousse.sdk.reading.Meal;
import org.trousse.sdk.reading.Outcome;
import org.trousse.sdk.reading.Payload;
import org.trousse.sdk.reading.Reading;
import org.trousse.sdk.reading.Reading.Original;
import org.trousse.testkit.TestPostgres;

final class AppendLaneIT {
  private static Ground ground;

  private AppendLane lane;

  @BeforeAll
  static void start() {
    ground = new Ground(TestPostgres.migrated("record"));
  }

  @AfterAll
  static void stop() {
    ground.close();
  }

  @BeforeEach
  void empty() {
    ground.execute("truncate record.reading, record.reading_version");
    lane = ground.lane();
  }

  @Test
  void stores_every_digit_of_a_weight() {
    Outcome outcome = ground.appended(lane, weight(1, "70.000"));

    assertThat(outcome).isEqualTo(Outcome.ACCEPTED);
    assertThat(ground.ask("select value from record.reading")).isEqualTo("70.000");
  }

  @Test
  void stores_every_part_of_a_reading() {
    Reading glucose =
        new Reading(
            PATIENT,
            Measure.BLOOD_GLUCOSE,
            AT,
            DEVICE,
            -7,
            3_600,
            Instant.parse("2026-03-01T08:00:00.123456Z"),
            Amounts.single(new BigDecimal("100.9")),
            new Original(Amounts.single(new BigDecimal("5.60")), Unit.MMOL_PER_L),
            Specimen.CAPILLARY_PLASMA,
            BodySite.FINGER,
            Meal.FASTING,
            -120,
            Set.of(Flag.CONVERTED, Flag.BACKFILLED),
            Set.of(DeviceStatus.BATTERY_LOW),
            new Payload("gatt-2a18", new byte[] {0, -1, 127}));
    String row =
        """
        select concat_ws('|', patient, reported_at at time zone 'UTC', device, native_id,
          received_at at time zone 'UTC', flags, device_status, correction_s, measure, codec,
          status, specimen, site, meal, zone_min, original_unit, value, original,
          encode(payload, 'hex'), coalesce(diastolic, mean, pulse), extra)
        from record.reading\
        """;

    Outcome outcome = ground.appended(lane, glucose);

    assertThat(outcome).isEqualTo(Outcome.ACCEPTED);
    assertThat(ground.ask(row))
        .isEqualTo(
            PATIENT.value()
                + "|2026-03-01 07:30:00|"
                + DEVICE.key()
                + "|-7|2026-03-01 08:00:00.123456|2097664|1|3600|1|1|2|1|3|-120|2|100.9|5.60"
                + "|00ff7f");
  }

  @Test
  void stores_the_four_numbers_of_a_blood_pressure_and_what_the_cuff_said() {
    Amounts canonical =
        new Amounts(new BigDecimal("120.0"), new BigDecimal("80"), null, new BigDecimal("61.50"));
    Amounts said =
        new Amounts(new BigDecimal("16.0"), new BigDecimal("10.7"), null, new BigDecimal("61.50"));
    Reading plain = weight(1, "1");
    Reading pressure = of(plain, Measure.BLOOD_PRESSURE, canonical, new Original(said, Unit.KPA));

    ground.appended(lane, pressure);

    assertThat(ground.ask("select concat_ws(' ', value, diastolic, pulse) from record.reading"))
        .isEqualTo("120.0 80 61.50");
    assertThat(ground.ask("select mean is null from record.reading")).isEqualTo("t");
    assertThat(ground.ask("select original from record.reading")).isEqualTo("16.0/10.7//61.50");
  }

  @Test
  void answers_duplicate_when_the_same_value_comes_again_with_other_digits() {
    ground.appended(lane, weight(1, "70.000"));

    Outcome again = ground.appended(lane, weight(1, "70.0"));

    assertThat(again).isEqualTo(Outcome.DUPLICATE);
    assertThat(ground.ask("select count(*) || ' ' || min(value) from record.reading"))
        .isEqualTo("1 70.000");
  }

  @Test
  void answers_conflict_and_flags_the_first_when_another_value_comes() {
    ground.appended(lane, weight(1, "70.0"));

    Outcome other = ground.appended(lane, weight(1, "71.0"));

    assertThat(other).isEqualTo(Outcome.CONFLICT);
    assertThat(ground.ask("select value || ' ' || flags from record.reading"))
        .isEqualTo("70.0 " + Flag.bits(Set.of(Flag.CONFLICT)));
  }

  @Test
  void tells_too_high_from_too_low_where_neither_has_a_number() {
    ground.appended(lane, weight(1, "", Set.of(Flag.HI)));

    Outcome same = ground.appended(lane, weight(1, "", Set.of(Flag.HI)));
    Outcome other = ground.appended(lane, weight(1, "", Set.of(Flag.LO)));

    assertThat(same).isEqualTo(Outcome.DUPLICATE);
    assertThat(other).isEqualTo(Outcome.CONFLICT);
  }

  @Test
  void lets_the_first_win_within_one_batch() {
    List<Reading> batch =
        List.of(
            weight(2, "80"),
            weight(1, "70.0"),
            weight(1, "70.00"),
            weight(1, "71"),
            weight(3, "9"));

    List<Outcome> outcomes = ground.appended(lane, batch);

    assertThat(outcomes)
        .containsExactly(
            Outcome.ACCEPTED,
            Outcome.ACCEPTED,
            Outcome.DUPLICATE,
            Outcome.CONFLICT,
            Outcome.ACCEPTED);
    assertThat(ground.ask("select value || ' ' || flags from record.reading where native_id = 1"))
        .isEqualTo("70.0 " + Flag.bits(Set.of(Flag.CONFLICT)));
  }

  @Test
  void refuses_a_time_that_no_row_can_hold() {
    Reading plain = weight(1, "70");
    Reading endless = at(plain, Instant.MAX);

    Outcome outcome = ground.appended(lane, endless);

    assertThat(outcome).isEqualTo(Outcome.REFUSED);
    assertThat(ground.ask("select count(*) from record.reading")).isEqualTo("0");
  }

  @Test
  void takes_as_many_rows_as_it_may_hold_and_not_one_more() {
    BatchLimits narrow = new BatchLimits(10, 1 << 20, 50, 1, 20, 1 << 20, 3_000);
    AppendLane small = ground.lane(narrow, reading -> true);

    List<Future<Outcome>> answers = ground.append(small, weights(21));

    answers.subList(0, 20).forEach(answer -> assertThat(await(answer)).isEqualTo(Outcome.ACCEPTED));
    assertThatThrownBy(() -> await(answers.get(20))).isInstanceOf(Busy.class);
    assertThat(ground.appended(small, weight(99, "70"))).isEqualTo(Outcome.ACCEPTED);
  }

  @Test
  void takes_as_many_bytes_as_it_may_hold_and_not_more() {
    int one = Row.of(weight(1, "70")).weightBytes();
    BatchLimits narrow = new BatchLimits(10, one, 50, 1, 20, 2 * one, 3_000);
    AppendLane small = ground.lane(narrow, reading -> true);

    List<Future<Outcome>> answers = ground.append(small, weights(3));

    assertThat(await(answers.get(1))).isEqualTo(Outcome.ACCEPTED);
    assertThatThrownBy(() -> await(answers.get(2))).isInstanceOf(Busy.class);
  }

  @Test
  void asks_again_for_the_right_when_the_batch_is_sent() {
    Set<Long> ended = ConcurrentHashMap.newKeySet();
    AppendLane watched =
        ground.lane(BatchLimits.USUAL, reading -> !ended.contains(reading.nativeId()));

    List<Future<Outcome>> answers =
        ground.onLoop(() -> {
          List<Future<Outcome>> taken = weights(3).stream().map(watched::append).toList();
          ended.add(1L);
          return taken;
        });

    assertThat(await(answers.get(0))).isEqualTo(Outcome.ACCEPTED);
    assertThatThrownBy(() -> await(answers.get(1))).isInstanceOf(NoLongerAllowed.class);
    assertThat(await(answers.get(2))).isEqualTo(Outcome.ACCEPTED);
    assertThat(ground.ask("select count(*) from record.reading")).isEqualTo("2");
  }

  @Test
  void stores_nothing_while_nobody_can_tell_the_right() {
    IllegalStateException unknown = new IllegalStateException("no confirmed feed");
    AppendLane blind =
        ground.lane(
            BatchLimits.USUAL,
            reading -> {
              throw unknown;
            });

    Future<Outcome> answer = ground.append(blind, List.of(weight(1, "70"))).getFirst();

    assertThatThrownBy(() -> await(answer)).isSameAs(unknown);
    assertThat(ground.ask("select count(*) from record.reading")).isEqualTo("0");
    await(blind.close());
  }

  @Test
  void fails_for_a_codec_without_a_code() {
    Reading plain = weight(1, "70");
    Reading unknown = coded(plain, new Payload("morse", new byte[1]));

    Future<Outcome> answer = ground.append(lane, List.of(unknown)).getFirst();

    assertThatThrownBy(() -> await(answer)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void answers_what_it_took_before_it_closes() {
    List<Future<Outcome>> answers = ground.append(lane, weights(2_500));

    await(lane.close());

    assertThat(answers).allMatch(answer -> answer.result() == Outcome.ACCEPTED);
    assertThat(ground.ask("select count(*) from record.reading")).isEqualTo("2500");
    assertThatThrownBy(() -> ground.appended(lane, weight(9_999, "70"))).isInstanceOf(Busy.class);
  }

  @Test
  void never_acknowledges_a_row_that_another_unique_key_swallowed() {
    ground.execute("create unique index hidden on record.reading (patient, received_at)");
    try {
      Reading first = weight(1, "70");
      Reading swallowed = received(weight(2, "71"), first.receivedAt());

      List<Future<Outcome>> answers = ground.append(lane, List.of(first, swallowed));

      assertThat(await(answers.get(0))).isEqualTo(Outcome.ACCEPTED);
      assertThatThrownBy(() -> await(answers.get(1))).isInstanceOf(IllegalStateException.class);
    } finally {
      ground.execute("drop index record.hidden");
    }
  }

  @Test
  void gives_up_a_statement_that_the_database_does_not_end() {
    ground.execute("truncate record.reading, record.reading_version");
    try (var owner = ground.postgres.connect();
        var statement = owner.createStatement()) {
      owner.setAutoCommit(false);
      statement.execute("lock table record.reading in access exclusive mode");

      Future<Outcome> answer = ground.append(lane, List.of(weight(1, "70"))).getFirst();

      assertThatThrownBy(() -> await(answer)).hasMessageContaining("57014");
      owner.rollback();
    } catch (SQLException failed) {
      throw new IllegalStateException(failed);
    }
    assertThat(ground.appended(lane, weight(1, "70"))).isEqualTo(Outcome.ACCEPTED);
  }

  private static List<Reading> weights(int count) {
    return LongStream.range(0, count).mapToObj(number -> weight(number, "70")).toList();
  }

  private static Reading of(Reading plain, Measure measure, Amounts amounts, Original original) {
    return changed(plain, measure, plain.reportedAt(), plain.receivedAt(), amounts, original);
  }

  private static Reading at(Reading plain, Instant reportedAt) {
    return changed(plain, plain.measure(), reportedAt, plain.receivedAt(), plain.amounts(), null);
  }

  private static Reading coded(Reading plain, Payload payload) {
    return new Reading(
        plain.patient(),
        plain.measure(),
        plain.reportedAt(),
        plain.device(),
        plain.nativeId(),
        0,
        plain.receivedAt(),
        plain.amounts(),
        null,
        null,
        null,
        null,
        null,
        Set.of(),
        Set.of(),
        payload);
  }

  private static Reading received(Reading plain, Instant receivedAt) {
    return changed(plain, plain.measure(), plain.reportedAt(), receivedAt, plain.amounts(), null);
  }

  private static Reading changed(
      Reading plain,
      Measure measure,
      Instant reportedAt,
      Instant receivedAt,
      Amounts amounts,
      @Nullable Original original) {
    return new Reading(
        plain.patient(),
        measure,
        reportedAt,
        plain.device(),
        plain.nativeId(),
        0,
        receivedAt,
        amounts,
        original,
        null,
        null,
        null,
        null,
        plain.flags(),
        plain.status(),
        plain.payload());
  }
}
