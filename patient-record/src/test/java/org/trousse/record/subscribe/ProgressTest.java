package org.trousse.record.subscribe;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.trousse.record.subscribe.Subscription.Status;

final class ProgressTest {
  private static final Instant NOON = Instant.parse("2026-11-01T12:00:00Z");
  private static final Progress ACTIVE = Progress.BEGIN.arrived(0, null, NOON);

  @Test
  void waits_twice_as_long_after_each_failure_up_to_15_minutes_half_of_it_by_chance() {
    List<Duration> shortest = new ArrayList<>();
    List<Duration> longest = new ArrayList<>();
    for (int failures = 1; failures <= 12; failures++) {
      shortest.add(Backoff.after(failures, null, 0));
      longest.add(Backoff.after(failures, null, 1));
    }

    assertThat(longest.subList(0, 4))
        .containsExactly(seconds(1), seconds(2), seconds(4), seconds(8));
    assertThat(longest.subList(10, 12)).containsExactly(seconds(900), seconds(900));
    assertThat(shortest.get(3)).isEqualTo(seconds(4));
    assertThat(Backoff.after(1_000, null, 1)).isEqualTo(seconds(900));
  }

  @ParameterizedTest
  @CsvSource({
    "120, PT2M",
    "'Sun, 01 Nov 2026 12:00:30 GMT', PT30S",
    "'Sun, 01 Nov 2026 11:00:00 GMT', PT0S",
    "soon, ",
    "-1, ",
    "9999999999, "
  })
  void reads_retry_after_in_both_its_forms(String header, Duration asked) {
    assertThat(Backoff.asked(header, NOON)).isEqualTo(asked);
  }

  @Test
  void leaves_an_endpoint_alone_for_as_long_as_it_asks_within_an_hour() {
    assertThat(Backoff.after(1, seconds(120), 1)).isEqualTo(seconds(120));
    assertThat(Backoff.after(12, seconds(1), 1)).isEqualTo(seconds(900));
    assertThat(Backoff.after(1, Duration.ofDays(7), 1)).isEqualTo(Duration.ofHours(1));
  }

  @Test
  void gives_up_after_24_hours_and_not_a_second_before() {
    Progress failed = ACTIVE.counted(1).failed(NOON, null, 0.5);

    Progress before = failed.failed(NOON.plus(Progress.EVENTS_TRIED).minusSeconds(1), null, 0.5);
    Progress then = failed.failed(NOON.plus(Progress.EVENTS_TRIED), null, 0.5);

    assertThat(before.status()).isEqualTo(Status.ACTIVE);
    assertThat(before.attempts()).isEqualTo(2);
    assertThat(then.status()).isEqualTo(Status.ERROR);
    assertThat(then.fault()).isEqualTo(Fault.NO_ANSWER);
    assertThat(then.nextAt()).isNull();
    assertThat(then.isBehind()).isTrue();
  }

  @Test
  void gives_a_handshake_up_after_10_minutes() {
    Progress failed = Progress.BEGIN.failed(NOON, null, 0.5);

    Progress then = failed.failed(NOON.plus(Progress.HANDSHAKE_TRIED), null, 0.5);

    assertThat(failed.status()).isEqualTo(Status.REQUESTED);
    assertThat(then.status()).isEqualTo(Status.ERROR);
  }

  @Test
  void forgets_failures_when_something_arrives() {
    Progress arrived =
        ACTIVE.counted(3).failed(NOON, null, 0).arrived(2, null, NOON.plusSeconds(5));

    assertThat(arrived.fault()).isNull();
    assertThat(arrived.failingSince()).isNull();
    assertThat(arrived.attempts()).isZero();
    assertThat(arrived.told()).isEqualTo(2);
    assertThat(arrived.nextAt()).as("there is more").isEqualTo(NOON.plusSeconds(5));
  }

  @Test
  void beats_when_nothing_was_sent_for_as_long_as_the_app_wished() {
    Progress arrived = ACTIVE.arrived(0, 60, NOON);

    assertThat(arrived.nextAt()).isEqualTo(NOON.plusSeconds(60));
    assertThat(ACTIVE.idle(60, NOON.plusSeconds(30)).nextAt()).isEqualTo(NOON.plusSeconds(60));
    assertThat(ACTIVE.idle(null, NOON).nextAt()).isNull();
  }

  private static Duration seconds(long seconds) {
    return Duration.ofSeconds(seconds);
  }
}
