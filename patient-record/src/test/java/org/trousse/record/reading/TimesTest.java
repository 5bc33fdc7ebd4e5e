package org.trousse.record.reading;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.trousse.record.reading.Times.Span;

final class TimesTest {
  private static final Instant ZERO = Instant.parse("2026-11-01T00:00:00Z");

  @Test
  void spans_that_touch_become_one() {
    assertThat(hours(1, 3).or(hours(3, 5)).spans())
        .containsExactly(new Span(ZERO.plusSeconds(3_600), ZERO.plusSeconds(5 * 3_600)));
  }

  @Test
  void all_time_without_a_span_is_two() {
    assertThat(hours(1, 3).not().spans()).hasSize(2);
    assertThat(Times.ALL.not()).isEqualTo(Times.NEVER);
    assertThat(Times.NEVER.not()).isEqualTo(Times.ALL);
  }

  /// Every hour is in what was made of two when it is in them as the word says.
  @Test
  void and_or_and_not_hold_for_each_hour() {
    Random random = new Random(20261122);
    for (int i = 0; i < 500; i++) {
      Times one = some(random);
      Times two = some(random);
      for (int hour = 0; hour < 30; hour++) {
        boolean inOne = holds(one, hour);
        boolean inTwo = holds(two, hour);
        assertThat(holds(one.and(two), hour)).isEqualTo(inOne && inTwo);
        assertThat(holds(one.or(two), hour)).isEqualTo(inOne || inTwo);
        assertThat(holds(one.not(), hour)).isEqualTo(!inOne);
      }
    }
  }

  private static Times some(Random random) {
    Times some = Times.NEVER;
    for (int i = random.nextInt(4); i > 0; i--) {
      int from = random.nextInt(28);
      some = some.or(hours(from, from + 1 + random.nextInt(5)));
    }
    return some;
  }

  private static boolean holds(Times times, int hour) {
    Instant at = ZERO.plusSeconds(3_600L * hour);
    return times.spans().stream()
        .anyMatch(span -> !at.isBefore(span.from()) && at.isBefore(span.to()));
  }

  private static Times hours(int from, int to) {
    return Times.of(ZERO.plusSeconds(3_600L * from), ZERO.plusSeconds(3_600L * to));
  }
}
