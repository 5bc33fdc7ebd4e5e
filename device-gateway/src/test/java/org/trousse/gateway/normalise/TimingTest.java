package org.trousse.gateway.normalise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.trousse.gateway.normalise.Normalised.Disposition.QUARANTINE;
import static org.trousse.gateway.normalise.Normalised.Disposition.RECORD;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
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

/// When a reading was measured, and what its identity stands on.
class TimingTest {
  private static final Instant RECEIVED = Instant.parse("2024-06-01T10:00:00.000007Z");
  private static final Instant ON_TIME = Instant.parse("2024-06-01T09:59:00Z");
  private static final Circumstances NOTHING = known(null, null, null, null);

  @ParameterizedTest
  @CsvSource({
    "2024-06-01T10:02:00Z, , RECORD",
    "2024-06-01T10:15:00Z, , RECORD",
    "2024-06-01T10:15:01Z, CLOCK_AHEAD, RECORD",
    "2024-06-02T10:00:00Z, CLOCK_AHEAD, RECORD",
    "2024-06-02T10:00:01Z, TIME_IN_FUTURE, QUARANTINE",
    "2024-05-31T10:00:01Z, , RECORD",
    "2024-05-31T10:00:00Z, BACKFILLED, RECORD",
    "2024-03-03T10:00:00Z, BACKFILLED, RECORD",
    "2008-01-01T00:00:00Z, BACKFILLED, RECORD",
    "2007-12-31T23:59:59Z, CLOCK_UNSET, QUARANTINE",
    "2000-01-01T00:14:00Z, CLOCK_UNSET, QUARANTINE"
  })
  void judges_the_time_against_the_moment_of_receipt(
      Instant measured, @Nullable Flag flag, Normalised.Disposition disposition) {
    Said.Measured said = weight(new Said.Time.At(measured, 0), "w-1");

    Normalised normalised = normalise(said, NOTHING);

    assertThat(normalised.reading().flags()).isEqualTo(flag == null ? Set.of() : Set.of(flag));
    assertThat(normalised.disposition()).isEqualTo(disposition);
    assertThat(normalised.reading().reportedAt()).isEqualTo(measured);
  }

  @Test
  void a_clock_that_is_ahead_is_not_believed_past_the_moment_of_receipt() {
    Said.Measured said = weight(new Said.Time.At(RECEIVED.plus(Duration.ofHours(2)), null), "w");

    Reading reading = normalise(said, NOTHING).reading();

    assertThat(reading.reportedAt()).isEqualTo(RECEIVED.plus(Duration.ofHours(2)));
    assertThat(reading.effectiveAt()).isEqualTo(RECEIVED);
  }

  @Test
  void a_sensor_is_late_after_15_minutes() {
    Said.Measured late = cgm(45);
    Said.Measured soon = cgm(46);
    Circumstances session = known(null, null, RECEIVED.minus(Duration.ofMinutes(60)), null);

    assertThat(normalise(late, session).reading().flags()).containsExactly(Flag.BACKFILLED);
    assertThat(normalise(soon, session).reading().flags()).isEmpty();
  }

  @Test
  void corrects_a_local_time_by_the_clock_of_its_connection_and_keeps_what_was_reported() {
    // Paris in summer is 2 h ahead of UTC, and the device's clock 10 minutes fast
    Circumstances clock = known(-(2 * 3600 + 600), 120, null, null);
    Instant local = Instant.parse("2024-06-01T12:09:00Z");

    Reading reading = normalise(weight(new Said.Time.At(local, null), "w"), clock).reading();

    assertThat(reading.reportedAt()).isEqualTo(local);
    assertThat(reading.effectiveAt()).isEqualTo("2024-06-01T09:59:00Z");
    assertThat(reading.zoneMinutes()).isEqualTo(120);
    assertThat(reading.flags()).containsExactly(Flag.CLOCK_CORRECTED);
  }

  @Test
  void a_right_clock_in_a_zone_is_no_drift() {
    Instant local = Instant.parse("2024-06-01T11:59:00Z");

    Reading byClock =
        normalise(weight(new Said.Time.At(local, null), "w"), known(-7_200, null, null, null))
            .reading();
    Reading byZone =
        normalise(weight(new Said.Time.At(local, null), "w"), known(null, 120, null, null))
            .reading();

    assertThat(byClock.effectiveAt()).isEqualTo(ON_TIME);
    assertThat(byClock.flags()).isEmpty();
    assertThat(byZone.effectiveAt()).isEqualTo(ON_TIME);
  }

  @Test
  void a_stated_zone_is_believed_over_the_clock() {
    Said.Measured said = weight(new Said.Time.At(ON_TIME, 120), "w");

    Reading reading = normalise(said, known(-7_200, null, null, null)).reading();

    assertThat(reading.effectiveAt()).isEqualTo(ON_TIME);
    assertThat(reading.zoneMinutes()).isEqualTo(120);
  }

  @Test
  void a_sensors_time_is_its_sessions_start_and_the_offset() {
    Circumstances session = known(null, 120, Instant.parse("2024-06-01T11:00:00Z"), null);

    Reading reading = normalise(cgm(50), session).reading();

    assertThat(reading.reportedAt()).isEqualTo("2024-06-01T11:50:00Z");
    assertThat(reading.effectiveAt()).isEqualTo("2024-06-01T09:50:00Z");
    assertThat(reading.nativeId()).isEqualTo(50);
  }

  @Test
  void without_its_session_a_sensors_reading_waits_in_quarantine() {
    Normalised normalised = normalise(cgm(50), NOTHING);

    assertThat(normalised.disposition()).isEqualTo(QUARANTINE);
    assertThat(normalised.reading().flags()).contains(Flag.SESSION_UNKNOWN);
  }

  @Test
  void a_record_without_time_stands_on_its_id_so_that_a_second_sending_meets_the_first() {
    Circumstances first = known(null, null, null, "c-1");
    Circumstances later =
        new Circumstances(first.device(), RECEIVED.plusSeconds(600), null, null, null, "c-1");
    Said.Measured said = weight(Said.Time.OnReceipt.NOW, null);

    Reading one = normalise(said, first).reading();
    Reading two = normalise(said, later).reading();

    assertThat(one.reportedAt()).isEqualTo(Reading.TIME_UNKNOWN).isEqualTo(two.reportedAt());
    assertThat(one.nativeId()).isNegative().isEqualTo(two.nativeId());
    assertThat(one.effectiveAt()).isEqualTo(RECEIVED.truncatedTo(ChronoUnit.SECONDS));
    assertThat(one.flags()).isEmpty();
  }

  @Test
  void a_record_without_time_and_id_is_told_apart_by_its_receipt_and_says_so() {
    Reading reading = normalise(weight(Said.Time.OnReceipt.NOW, null), NOTHING).reading();

    assertThat(reading.reportedAt()).isEqualTo(RECEIVED);
    assertThat(reading.nativeId()).isZero();
    assertThat(reading.flags()).containsExactly(Flag.IDENTITY_WEAK);
  }

  @Test
  void a_relative_time_counts_from_receipt_and_may_be_late() {
    Said.Time yesterday = new Said.Time.OnReceipt(Duration.ofDays(-1));

    Reading reading = normalise(weight(yesterday, "w"), NOTHING).reading();

    assertThat(Duration.between(reading.effectiveAt(), RECEIVED))
        .isEqualTo(Duration.ofDays(1).plusNanos(7_000));
    assertThat(reading.flags()).containsExactly(Flag.BACKFILLED);
  }

  @Test
  void an_absurd_relative_time_does_not_wrap_around() {
    Said.Time absurd = new Said.Time.OnReceipt(Duration.ofSeconds(-253_402_300_799L));

    Normalised normalised = normalise(weight(absurd, "w"), NOTHING);

    assertThat(normalised.disposition()).isEqualTo(QUARANTINE);
    assertThat(normalised.reading().flags()).containsExactly(Flag.CLOCK_UNSET);
  }

  @Test
  void a_time_that_the_device_does_not_know_is_the_moment_of_receipt_and_flagged() {
    Said.Time unknown = new Said.Time.Unknown(Flag.TIME_INVALID);

    Normalised normalised = normalise(weight(unknown, "seq:7"), NOTHING);

    assertThat(normalised.disposition()).isEqualTo(RECORD);
    assertThat(normalised.reading().flags()).containsExactly(Flag.TIME_INVALID);
    assertThat(normalised.reading().nativeId()).isEqualTo(7);
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

  private static Said.Measured cgm(int offset) {
    return measured(
        Measure.INTERSTITIAL_GLUCOSE,
        Unit.MG_PER_DL,
        Amounts.single(new BigDecimal("120")),
        new Said.Time.SinceSessionStart(offset),
        "off:" + offset,
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
