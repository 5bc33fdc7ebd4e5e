package org.trousse.sdk.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class BackoffTest {
  private final Backoff backoff = new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(60));

  @ParameterizedTest
  @CsvSource({
    "1, 0.0, 500",
    "1, 0.999, 999",
    "2, 0.0, 1000",
    "3, 0.5, 3000",
    "6, 0.0, 16000",
    "7, 0.0, 30000",
    "7, 0.999, 59970",
    "1000000, 0.0, 30000"
  })
  void a_wait_doubles_up_to_its_limit_and_half_of_it_is_chance(
      int attempt, double chance, long millis) {
    Duration wait = backoff.delay(attempt, chance);

    assertThat(wait.toMillis()).isEqualTo(millis);
  }

  @Test
  void a_limit_below_the_first_wait_is_refused() {
    assertThatThrownBy(() -> new Backoff(Duration.ofSeconds(2), Duration.ofSeconds(1)))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
