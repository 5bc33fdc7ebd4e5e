package org.trousse.record.watch.list;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.trousse.record.reading.PatientRow;
import org.trousse.record.watch.Finding;
import org.trousse.record.watch.Finding.Group;
import org.trousse.record.watch.Finding.Why;
import org.trousse.record.watch.Situation.Trend;
import org.trousse.record.watch.Subject;
import org.trousse.record.watch.list.Listed.Review;
import org.trousse.record.watch.list.Listed.Snooze;
import org.trousse.record.watch.list.Listed.Visit;
import org.trousse.sdk.PatientId;
import org.trousse.sdk.measure.Measure;

/// Who stands where. All data are synthetic.
final class WorklistTest {
  private static final Instant NOW = Instant.parse("2026-11-23T11:00:00Z");
  private static final Set<Measure> ALL = Set.of(Measure.values());

  private static Finding finding(Why why, Measure measure, Instant firstSeen) {
    Instant at = firstSeen.minusSeconds(60);
    return new Finding(
        why, measure, Subject.TEMPERATURE, at, at, true, 39.0, 38.0, 0, 1, 0, null, firstSeen);
  }

  private static Finding fever(Instant firstSeen) {
    return finding(Why.RED_VALUE_HIGH, Measure.BODY_TEMPERATURE, firstSeen);
  }

  private static Listed listed(
      long id,
      String family,
      @Nullable Review review,
      @Nullable Snooze snooze,
      Visit visit,
      Set<Measure> readable,
      Finding... findings) {
    return new Listed(
        new PatientRow(new PatientId(id), "Alix", family, LocalDate.parse("1960-01-01"), true),
        readable,
        NOW,
        List.of(findings),
        10,
        9,
        NOW,
        Trend.NONE,
        Map.of(Measure.BODY_TEMPERATURE, "carnet-demo"),
        review,
        snooze,
        visit);
  }

  private static Listed listed(long id, Finding... findings) {
    return listed(id, "Exemple", null, null, Visit.NONE, ALL, findings);
  }

  private static Placed placed(Listed listed) {
    return Worklist.of(List.of(listed), "", NOW).placed().getFirst();
  }

  private static Instant ago(int minutes) {
    return NOW.minus(Duration.ofMinutes(minutes));
  }

  @Test
  void the_highest_group_wins_and_nothing_is_on_target() {
    Listed two = listed(1, fever(ago(5)), finding(Why.SILENT, Measure.BODY_WEIGHT, ago(90)));

    assertThat(placed(two).group()).isEqualTo(Group.A);
    assertThat(placed(listed(2)).group()).isEqualTo(Group.E);
  }

  @Test
  void a_review_settles_what_was_known_then_and_nothing_later() {
    Review review = new Review(ago(30), "Camille Démo", "");
    Listed before = listed(1, "Exemple", review, null, Visit.NONE, ALL, fever(ago(31)));
    Listed after = listed(1, "Exemple", review, null, Visit.NONE, ALL, fever(ago(29)));

    assertThat(placed(before).seen()).isTrue();
    assertThat(placed(before).group()).isEqualTo(Group.A);
    assertThat(placed(before).waits()).isFalse();
    assertThat(placed(after).waits()).isTrue();
  }

  @Test
  void after_a_review_the_group_is_that_of_what_came_since() {
    Review review = new Review(ago(30), "Camille Démo", "");
    Listed listed =
        listed(
            1,
            "Exemple",
            review,
            null,
            Visit.NONE,
            ALL,
            fever(ago(60)),
            finding(Why.SILENT, Measure.BODY_WEIGHT, ago(5)));

    assertThat(placed(listed).group()).isEqualTo(Group.C);
    assertThat(placed(listed).findings()).extracting(Finding::why).containsExactly(Why.SILENT);
  }

  @Test
  void who_is_put_off_waits_at_the_end_until_the_time_is_over() {
    Snooze snooze = new Snooze(ago(30), NOW.plusSeconds(1), "Camille Démo", "hospitalisation");
    Snooze over = new Snooze(ago(30), NOW, "Camille Démo", "hospitalisation");
    Listed waiting = listed(1, "Exemple", null, snooze, Visit.NONE, ALL, fever(ago(31)));
    Listed back = listed(1, "Exemple", null, over, Visit.NONE, ALL, fever(ago(31)));

    assertThat(placed(waiting).putOff()).isTrue();
    assertThat(placed(waiting).waits()).isFalse();
    assertThat(placed(back).putOff()).isFalse();
  }

  @Test
  void what_is_to_be_seen_now_breaks_through_and_what_is_less_does_not() {
    Snooze snooze = new Snooze(ago(30), NOW.plusSeconds(60), "Camille Démo", "hospitalisation");
    Finding silent = finding(Why.SILENT, Measure.BODY_WEIGHT, ago(5));

    assertThat(placed(listed(1, "Exemple", null, snooze, Visit.NONE, ALL, fever(ago(29)))).putOff())
        .isFalse();
    assertThat(placed(listed(1, "Exemple", null, snooze, Visit.NONE, ALL, silent)).putOff())
        .isTrue();
  }

  @Test
  void what_a_professional_may_not_read_is_not_in_their_list() {
    Listed listed =
        listed(1, "Exemple", null, null, Visit.NONE, Set.of(Measure.BODY_WEIGHT), fever(ago(5)));

    assertThat(placed(listed).group()).isEqualTo(Group.E);
    assertThat(placed(listed).findings()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void the_order_is_total_whatever_the_order_of_the_rows(long seed) {
    List<Listed> rows = new ArrayList<>();
    Random random = new Random(seed);
    for (int id = 0; id < 200; id++) {
      Finding[] findings =
          switch (random.nextInt(4)) {
            case 0 -> new Finding[] {fever(ago(random.nextInt(3)))};
            case 1 -> new Finding[] {finding(Why.SILENT, Measure.BODY_WEIGHT, ago(2))};
            default -> new Finding[0];
          };
      rows.add(listed(id, "Exemple" + random.nextInt(3), null, null, Visit.NONE, ALL, findings));
    }
    List<Placed> inOrder = Worklist.of(rows, "", NOW).placed();
    Collections.shuffle(rows, random);

    assertThat(Worklist.of(rows, "", NOW).placed()).isEqualTo(inOrder);
    for (int place = 1; place < inOrder.size(); place++) {
      assertThat(Placed.IN_ORDER.compare(inOrder.get(place - 1), inOrder.get(place))).isNegative();
    }
  }

  @Test
  void counts_readings_and_situations_of_the_tour_that_is_shown() {
    Visit morning = new Visit("matin", "", null);
    Worklist list =
        Worklist.of(
            List.of(
                listed(1, "Exemple", null, null, morning, ALL, fever(ago(5))),
                listed(2),
                listed(3)),
            "matin",
            NOW);

    assertThat(list.placed()).hasSize(1);
    assertThat(list.readings()).isEqualTo(10);
    assertThat(list.quiet()).isEqualTo(9);
    assertThat(list.waiting()).isEqualTo(1);
    assertThat(list.tours()).containsExactly("matin");
  }

  @Test
  void an_app_is_late_when_half_of_its_patients_are_silent_and_two_at_least() {
    Finding silent = finding(Why.SILENT, Measure.BODY_TEMPERATURE, ago(5));

    assertThat(Worklist.of(List.of(listed(1, silent), listed(2)), "", NOW).late()).isEmpty();
    assertThat(
            Worklist.of(
                    List.of(listed(1, silent), listed(2, silent), listed(3), listed(4)), "", NOW)
                .late())
        .containsExactly(new Worklist.LateFeed("carnet-demo", 2, 4));
    assertThat(
            Worklist.of(
                    List.of(listed(1, silent), listed(2, silent), listed(3), listed(4), listed(5)),
                    "",
                    NOW)
                .late())
        .isEmpty();
  }
}
