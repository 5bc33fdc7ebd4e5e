package org.trousse.referencing.page.officer.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.trousse.referencing.desk.DossierView;
import org.trousse.referencing.dossier.State;
import org.trousse.referencing.dossier.VerdictWord;
import org.trousse.referencing.dossier.Walk;
import org.trousse.referencing.dossier.move.MoveName;
import org.trousse.referencing.dossier.move.ReasonCode;

final class LetterPageTest {
  private static LetterPage letter(Walk walk) {
    DossierView view = DossierViews.view(walk, Walk.REVIEWER);
    Head head = DossierViews.head(DossierViews.who(Walk.REVIEWER), walk.now);
    return LetterPage.of(head, view, DossierViews.V1, walk.history, null).orElseThrow();
  }

  @Test
  void says_why_for_each_criterion_that_it_cites_and_on_what_condition() {
    Walk walk = Walk.to(State.EXPERT_REVIEW);
    walk.judge("GOV-01", VerdictWord.PARTIAL, LocalDate.of(2026, 6, 30));
    walk.go(Walk.REVIEWER, MoveName.REPORT, ReasonCode.CONFORM);
    walk.byTwo(
        Walk.SEAT, Walk.SECOND_SEAT, MoveName.OPINE_FAVOURABLE_WITH_RESERVES, ReasonCode.CONFORM);

    LetterPage letter = letter(walk);

    assertThat(letter.reasons())
        .containsExactly(
            new LetterPage.Point(
                "GOV-01",
                DossierViews.V1.find("GOV-01").orElseThrow().title().english(),
                "Partial, with a reserve",
                "A synthetic reason.",
                "30 June 2026"));
    assertThat(letter.conditions()).hasSize(1);
    assertThat(letter.people()).contains("two people").contains("Member of the committee");
    assertThat(letter.people()).endsWith(" 4 members present, 2 of them citizens.");
    assertThat(letter.appeal()).contains("no appeal at this step");
    assertThat(letter.validity()).isEmpty();
    assertThat(letter.snapshot()).isEqualTo(Walk.SNAPSHOT);
    assertThat(letter.seen()).contains("1.0.0");
  }

  @Test
  void says_what_was_known_when_it_was_decided_and_not_what_came_after() {
    Walk walk = Walk.to(State.LISTED);
    walk.judge("GOV-01", VerdictWord.NOT_CONFORM_MAJOR, true);

    LetterPage letter = letter(walk);

    assertThat(letter.subject()).isEqualTo("Listing");
    assertThat(letter.reasons()).extracting(LetterPage.Point::word).containsExactly("Fulfilled");
    assertThat(letter.conditions()).isEmpty();
    assertThat(letter.validity()).contains("January 2028");
  }

  @Test
  void names_the_way_and_the_term_of_an_appeal_where_there_is_one() {
    Walk walk = Walk.to(State.UNFAVOURABLE);

    LetterPage letter = letter(walk);

    assertThat(letter.appeal()).contains("60 days").contains("13 March 2026 at");
  }

  @ParameterizedTest
  @CsvSource({"SUSPENDED,heard within 10 days", "DELISTED,60 days", "INELIGIBLE,60 days"})
  void each_end_has_its_own_answer(State state, String words) {
    assertThat(letter(Walk.to(state)).appeal()).contains(words);
  }

  @Test
  void nothing_that_the_platform_does_alone_on_the_way_has_a_letter() {
    Walk walk = Walk.to(State.EXPERT_REVIEW);

    assertThat(LetterPage.decisions(walk.history)).isEmpty();
  }
}
