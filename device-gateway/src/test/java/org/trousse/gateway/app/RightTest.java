package org.trousse.gateway.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class RightTest {
  @Test
  void one_measure_that_may_be_added_is_enough() {
    assertThat(Right.ofSeveral(List.of(Right.NOT_GRANTED, Right.ALLOWED))).isEqualTo(Right.ALLOWED);
  }

  @Test
  void what_comes_back_hides_the_rest() {
    assertThat(Right.ofSeveral(List.of(Right.ALLOWED, Right.STALE))).isEqualTo(Right.STALE);
    assertThat(Right.ofSeveral(List.of(Right.NOT_GRANTED, Right.PAUSED))).isEqualTo(Right.PAUSED);
  }

  @Test
  void nothing_asked_is_nothing_granted() {
    assertThat(Right.ofSeveral(List.of())).isEqualTo(Right.NOT_GRANTED);
  }

  @Test
  void only_what_comes_back_lets_a_device_keep_its_readings() {
    assertThat(Right.values())
        .filteredOn(Right::comesBack)
        .containsExactly(Right.PAUSED, Right.SUSPENDED, Right.STALE);
    assertThat(Right.values())
        .filteredOn(right -> Right.refusedAs(right.word()))
        .containsExactly(Right.NOT_GRANTED, Right.ENDED);
  }
}
