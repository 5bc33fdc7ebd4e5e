package org.trousse.referencing.dossier.clock;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.trousse.referencing.dossier.Act;
import org.trousse.referencing.dossier.Event;
import org.trousse.referencing.dossier.State;
import org.trousse.referencing.dossier.Walk;
import org.trousse.referencing.dossier.clock.Statistics.StepTimes;
import org.trousse.referencing.dossier.move.MoveName;
import org.trousse.referencing.dossier.move.ReasonCode;

final class StatisticsTest {
  @Test
  void the_median_is_in_the_middle_and_nine_of_ten_lie_below_the_ninetieth() {
    List<Integer> ten = IntStream.rangeClosed(1, 10).boxed().toList();

    assertThat(Statistics.median(ten)).isEqualTo(5.5);
    assertThat(Statistics.median(List.of(1, 2, 9))).isEqualTo(2);
    assertThat(Statistics.ninetieth(ten)).isEqualTo(9);
    assertThat(Statistics.ninetieth(List.of(4))).isEqualTo(4);
    assertThat(Statistics.ninetieth(IntStream.rangeClosed(1, 11).boxed().toList())).isEqualTo(10);
  }

  @Test
  void counts_working_days_by_step_without_those_of_the_vendors_answer() {
    // Monday 12 January 2026; a week with the vendor, then Tuesday 27
    Walk slow = Walk.to(State.EXPERT_REVIEW);
    slow.wait(Duration.ofDays(2)).act(Walk.REVIEWER, new Act.Stop(Walk.WORDS));
    slow.wait(Duration.ofDays(7)).act(Walk.REVIEWER, new Act.Resume());
    slow.wait(Duration.ofDays(5))
        .go(Walk.REVIEWER, MoveName.ASK_REMEDY, ReasonCode.NOT_CONFORM, "GOV-01");
    Walk quick =
        Walk.to(State.EXPERT_REVIEW)
            .go(Walk.REVIEWER, MoveName.ASK_REMEDY, ReasonCode.NOT_CONFORM, "GOV-01");
    List<List<Event>> histories = new ArrayList<>(List.of(slow.history, quick.history));

    StepTimes review =
        Statistics.of(histories).stream()
            .filter(one -> one.state() == State.EXPERT_REVIEW)
            .findFirst()
            .orElseThrow();

    assertThat(review).isEqualTo(new StepTimes(State.EXPERT_REVIEW, 2, 2.5, 5));
  }

  @Test
  void says_nothing_of_steps_that_nobody_left() {
    assertThat(Statistics.of(List.of(Walk.to(State.DRAFT).history))).isEmpty();
  }
}
