package org.trousse.record.care.emergency;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

final class AttemptsTest {
  private static final Instant NOW = Instant.parse("2026-11-22T09:00:00Z");
  private static final UUID DOCTOR = new UUID(1, 1);

  @Test
  void the_tenth_refusal_within_an_hour_is_the_last_for_now() {
    Attempts attempts = new Attempts();

    for (int refusal = 1; refusal < Attempts.REFUSED_MAX; refusal++) {
      attempts.refused(DOCTOR, NOW.plusSeconds(refusal));
    }
    boolean nine = attempts.mayTry(DOCTOR, NOW.plusSeconds(60));
    attempts.refused(DOCTOR, NOW.plusSeconds(60));

    assertThat(nine).isTrue();
    assertThat(attempts.mayTry(DOCTOR, NOW.plusSeconds(61))).isFalse();
    assertThat(attempts.mayTry(new UUID(1, 2), NOW.plusSeconds(61))).isTrue();
    assertThat(attempts.mayTry(DOCTOR, NOW.plusSeconds(1).plus(Attempts.WITHIN))).isTrue();
  }
}
