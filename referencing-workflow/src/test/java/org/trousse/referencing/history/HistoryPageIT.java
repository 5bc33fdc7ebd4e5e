package org.trousse.referencing.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.trousse.referencing.dossier.Event;
import org.trousse.referencing.dossier.State;
import org.trousse.referencing.dossier.Walk;

/// A long history, read part by part.
@SuppressWarnings("NullAway.Init") // open() comes before all else
final class HistoryPageIT {
  private static HistoryGround ground;

  @BeforeAll
  static void open() {
    ground = new HistoryGround();
  }

  @AfterAll
  static void close() {
    ground.close();
  }

  @Test
  void parts_hold_every_event_once_the_newest_first() {
    Walk walk = ground.walk(State.DELISTED);
    ground.walk(State.DELISTED);
    List<Event> read = new ArrayList<>();
    List<Integer> sizes = new ArrayList<>();

    for (@Nullable Integer before = Integer.MAX_VALUE; before != null; ) {
      HistoryPage page =
          ground.history.page(walk.dossier.id(), new HistoryPage.Ask(before, 3)).await();
      read.addAll(page.events());
      sizes.add(page.events().size());
      before = page.older();
    }

    assertThat(read).isEqualTo(walk.history.reversed());
    assertThat(sizes.subList(0, sizes.size() - 1)).containsOnly(3);
  }

  @Test
  void a_part_that_ends_with_the_first_event_leads_nowhere() {
    Walk walk = ground.walk(State.LISTED);
    int all = walk.history.size();

    HistoryPage whole = page(walk, Integer.MAX_VALUE, all);
    HistoryPage newest = page(walk, Integer.MAX_VALUE, all - 1);
    HistoryPage first = page(walk, 2, 3);
    HistoryPage none = page(walk, 1, 3);

    assertThat(whole.older()).isNull();
    assertThat(newest.older()).isEqualTo(2);
    assertThat(first.events()).containsExactly(walk.history.getFirst());
    assertThat(first.older()).isNull();
    assertThat(none).isEqualTo(new HistoryPage(List.of(), null));
  }

  @Test
  void moves_are_the_moves_in_order() {
    Walk walk = ground.walk(State.DELISTED);

    List<Event> moves = ground.history.moves(walk.dossier.id()).await();

    assertThat(moves)
        .isEqualTo(walk.history.stream().filter(one -> one.fact() instanceof Event.Moved).toList())
        .isNotEmpty();
  }

  @Test
  void a_part_has_1_to_200_events() {
    assertThat(new HistoryPage.Ask(1, 200).size()).isEqualTo(200);
    assertThatThrownBy(() -> new HistoryPage.Ask(1, 201))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new HistoryPage.Ask(1, 0))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new HistoryPage.Ask(0, 1))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static HistoryPage page(Walk walk, int before, int size) {
    return ground.history.page(walk.dossier.id(), new HistoryPage.Ask(before, size)).await();
  }
}
