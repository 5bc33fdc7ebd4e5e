package org.trousse.gateway.normalise;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.trousse.gateway.codec.Said;
import org.trousse.sdk.DeviceId;
import org.trousse.sdk.measure.Amounts;
import org.trousse.sdk.measure.Measure;
import org.trousse.sdk.measure.Unit;
import org.trousse.sdk.reading.Flag;
import org.trousse.sdk.reading.Payload;
import org.trousse.sdk.reading.Reading;

/// Wall clocks of files, and names of records.
final class WallClockTest {
  private static final ZoneId PARIS = ZoneId.of("Europe/Paris");

  @Test
  void the_hour_that_comes_twice_is_the_earlier_one_unless_told() {
    LocalDateTime local = LocalDateTime.parse("2026-10-25T02:30:00");

    WallClock earlier = WallClock.of(local, PARIS, false);
    WallClock later = WallClock.of(local, PARIS, true);

    assertThat(earlier.instant()).hasToString("2026-10-25T00:30:00Z");
    assertThat(later.instant()).hasToString("2026-10-25T01:30:00Z");
    assertThat(earlier.candidates()).containsExactly(earlier.instant(), later.instant());
    assertThat(earlier.flag()).contains(Flag.TIME_AMBIGUOUS);
    assertThat(later.zoneMinutes()).isEqualTo(60);
  }

  @Test
  void the_hour_that_was_left_out_is_kept_and_noted() {
    WallClock clock = WallClock.of(LocalDateTime.parse("2026-03-29T02:30:00"), PARIS, false);

    assertThat(clock.instant()).hasToString("2026-03-29T01:30:00Z");
    assertThat(clock.candidates()).isEmpty();
    assertThat(clock.flag()).contains(Flag.TIME_NONEXISTENT);
  }

  @Test
  void a_reading_keeps_the_wall_clock_as_its_name_and_is_corrected_by_the_zone() {
    Said.Time time = new Said.Time.Wall(LocalDateTime.parse("2026-07-01T08:15:00"), PARIS, false);

    Reading reading = weighed(time, Set.of()).reading();

    assertThat(reading.reportedAt()).hasToString("2026-07-01T08:15:00Z");
    assertThat(reading.effectiveAt()).hasToString("2026-07-01T06:15:00Z");
    assertThat(reading.zoneMinutes()).isEqualTo(120);
  }

  @Test
  void a_clock_that_was_never_set_dates_nothing_but_spoils_no_reading_heard_live() {
    Said.Time dated = new Said.Time.At(Instant.parse("1970-01-01T00:46:56Z"), null);

    Normalised believed = weighed(Said.Time.OnReceipt.NOW, Set.of(Flag.CLOCK_UNSET));
    Normalised aside = weighed(dated, Set.of());

    assertThat(believed.disposition()).isEqualTo(Normalised.Disposition.RECORD);
    assertThat(believed.reading().flags()).contains(Flag.CLOCK_UNSET);
    assertThat(aside.disposition()).isEqualTo(Normalised.Disposition.QUARANTINE);
  }

  @Test
  void a_record_s_key_has_43_characters_and_changes_with_every_part() {
    String key = RecordKey.of("t", "d", "2A18", "160184", "2026-03-07T08:15:00", "seq:1");

    assertThat(key).hasSize(43).matches("[A-Za-z0-9_-]+");
    assertThat(RecordKey.of("t", "d", "2A18", "160184", "2026-03-07T08:15:00", "seq:1"))
        .isEqualTo(key);
    assertThat(RecordKey.of("t", "d2", "A18", "160184", "2026-03-07T08:15:00", "seq:1"))
        .isNotEqualTo(key);
    assertThat(RecordKey.of("t", "d", "2A18", "160184", "2026-03-07T08:15:00", "seq:2"))
        .isNotEqualTo(key);
  }

  private static Normalised weighed(Said.Time time, Set<Flag> flags) {
    return Normaliser.normalise(
        new Said.Measured(
            Measure.BODY_WEIGHT,
            time,
            "id",
            Amounts.single(new BigDecimal("70.0")),
            Unit.KG,
            null,
            null,
            null,
            flags,
            Set.of(),
            new Payload("json1", new byte[0])),
        new Circumstances(
            new DeviceId("t", "d"), Instant.parse("2026-07-01T07:00:00Z"), null, null, null, null));
  }
}
