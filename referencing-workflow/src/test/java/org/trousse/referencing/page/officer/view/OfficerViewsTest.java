package org.trousse.referencing.page.officer.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.trousse.referencing.calendar.Turn;
import org.trousse.referencing.criterion.RiskTier;
import org.trousse.referencing.desk.DossierView;
import org.trousse.referencing.desk.QueueLine;
import org.trousse.referencing.dossier.Act;
import org.trousse.referencing.dossier.Actor;
import org.trousse.referencing.dossier.State;
import org.trousse.referencing.dossier.VerdictWord;
import org.trousse.referencing.dossier.Walk;
import org.trousse.referencing.dossier.move.MoveName;
import org.trousse.referencing.dossier.move.Moves;
import org.trousse.referencing.dossier.move.ReasonCode;
import org.trousse.referencing.dossier.move.Role;
import org.trousse.referencing.evidence.content.FileKind;
import org.trousse.referencing.finding.Outcome;
import org.trousse.referencing.history.HistoryPage;
import org.trousse.referencing.page.Words;
import org.trousse.referencing.page.officer.view.QueueView.Filter;

final class OfficerViewsTest {
  private static final Filter ALL = new Filter("", "", false);

  private static Head head(Actor.Officer officer, Walk walk) {
    return DossierViews.head(DossierViews.who(officer), walk.now);
  }

  @Test
  void both_languages_have_every_text() {
    assertThat(Words.in(Locale.FRENCH, "officer").keys())
        .isEqualTo(Words.in(Locale.ENGLISH, "officer").keys());
  }

  @Test
  void every_word_of_the_workflow_has_a_text() {
    Set<String> keys = Words.in(Locale.ENGLISH, "officer").keys();

    assertThat(keys)
        .containsAll(Arrays.stream(MoveName.values()).map(one -> "move." + one).toList())
        .containsAll(
            Moves.TABLE.stream()
                .filter(row ->
                    row.may().stream()
                        .anyMatch(role ->
                            role == Role.REVIEWER || role == Role.COMMITTEE || role == Role.LEAD))
                .map(row -> "do." + row.name())
                .toList())
        .containsAll(Arrays.stream(VerdictWord.values()).map(one -> "verdict." + one).toList())
        .containsAll(Arrays.stream(RiskTier.values()).map(one -> "tier." + one).toList())
        .containsAll(Arrays.stream(FileKind.values()).map(one -> "kind." + one).toList())
        .containsAll(Arrays.stream(Outcome.values()).map(one -> "outcome." + one).toList())
        .containsAll(Arrays.stream(Turn.values()).map(one -> "turn." + one).toList());
  }

  @Test
  void every_address_has_its_counterpart() {
    assertThat(OfficerSpots.counterpart("referencement/file/7/critere/GOV-01", true))
        .contains("referencing/queue/7/criterion/GOV-01");
    assertThat(OfficerSpots.counterpart("referencing/surveillance", false))
        .contains("referencement/surveillance");
    assertThat(OfficerSpots.counterpart("referencement/GOV-01", true)).isEmpty();
  }

  @Test
  void the_queue_filters_by_step_by_who_has_taken_it_and_by_flags() {
    Walk review = Walk.to(State.EXPERT_REVIEW, 2);
    Walk committee = Walk.to(State.COMMITTEE, 3);
    committee.go(Walk.SEAT, MoveName.OPINE_FAVOURABLE, ReasonCode.CONFORM, "GOV-01");
    List<QueueLine> lines =
        List.of(
            DossierViews.queued(review, Walk.REVIEWER.account()),
            DossierViews.queued(committee, null));
    Head head = head(Walk.REVIEWER, review);

    QueueView all = QueueView.of(head, ALL, lines);

    assertThat(all.rows()).hasSize(2);
    assertThat(all.steps())
        .extracting(QueueView.Step::value)
        .containsExactly("EXPERT_REVIEW", "COMMITTEE");
    assertThat(references(head, new Filter("COMMITTEE", "", false), lines))
        .containsExactly("TR-2026-0003");
    assertThat(references(head, new Filter("", "moi", false), lines))
        .containsExactly("TR-2026-0002");
    assertThat(references(head, new Filter("", "libre", false), lines))
        .containsExactly("TR-2026-0003");
    assertThat(references(head, new Filter("", "", true), lines)).containsExactly("TR-2026-0003");
    assertThat(references(head, new Filter("DRAFT", "", false), lines)).isEmpty();
  }

  private static List<String> references(Head head, Filter filter, List<QueueLine> lines) {
    return QueueView.of(head, filter, lines).rows().stream().map(QueueView.Row::reference).toList();
  }

  @Test
  void a_clock_names_its_last_day_and_not_the_midnight_after_it() {
    Walk walk = Walk.to(State.EXPERT_REVIEW);

    QueueView.Row row = QueueView.row(head(Walk.REVIEWER, walk), DossierViews.queued(walk, null));

    assertThat(row.clock()).isEqualTo("0 of 20 working days");
    assertThat(row.due()).isEqualTo("by the end of 9 February 2026");
    assertThat(row.late()).isFalse();
  }

  @Test
  void an_app_that_is_simply_listed_waits_for_nobody() {
    Walk listed = Walk.to(State.LISTED);
    Walk suspended = Walk.to(State.SUSPENDED);
    Head head = head(Walk.REVIEWER, listed);

    assertThat(QueueView.row(head, DossierViews.queued(listed, null)).next()).isEqualTo("Nobody");
    assertThat(QueueView.row(head, DossierViews.queued(suspended, null)).next())
        .isEqualTo("The desk");
  }

  @Test
  void a_late_clock_says_since_when() {
    Walk walk = Walk.to(State.EXPERT_REVIEW).wait(Duration.ofDays(60));

    QueueView.Row row = QueueView.row(head(Walk.REVIEWER, walk), DossierViews.queued(walk, null));

    assertThat(row.late()).isTrue();
    assertThat(row.due()).startsWith("late since");
  }

  @Test
  void a_dossier_says_what_is_possible_now_and_what_only_later() {
    Walk walk = Walk.to(State.EXPERT_REVIEW);
    DossierView view = DossierViews.view(walk, Walk.REVIEWER);

    DossierPage page = page(Walk.REVIEWER, walk, view);

    assertThat(page.moves())
        .extracting(DossierPage.Way::label)
        .containsExactly("Ask for corrections");
    assertThat(page.later())
        .containsExactly(
            "Send the report to the committee: only when every mandatory criterion has a verdict,"
                + " and nothing is to be judged again.");
    assertThat(page.first()).map(DossierPage.Way::label).contains("GOV-01");
    assertThat(page.clock()).isEqualTo("arreter");
    assertThat(page.judged()).isEqualTo(1);
    assertThat(page.asked()).isEqualTo(3);
  }

  @Test
  void while_a_proposal_waits_no_other_is_offered() {
    Walk walk = Walk.to(State.SUSPENDED);
    walk.go(Walk.REVIEWER, MoveName.LIFT, ReasonCode.MENDED, "GOV-01");
    DossierView view = DossierViews.view(walk, Walk.LEAD);

    DossierPage page = page(Walk.LEAD, walk, view);

    assertThat(page.moves())
        .extracting(DossierPage.Way::label)
        .containsExactly("Remove from the catalogue");
    assertThat(page.waiting().orElseThrow().own()).isFalse();
  }

  private static DossierPage page(Actor.Officer by, Walk walk, DossierView view) {
    Head head = head(by, walk);
    HistoryLine.Part part =
        HistoryLine.Part.of(head, DossierViews.past(walk, HistoryPage.Ask.FIRST), true);
    return DossierPage.of(head, view, part, DossierViews.V1);
  }

  @Test
  void history_comes_part_by_part_and_each_knows_the_way_on() {
    Walk walk = Walk.to(State.DELISTED);
    Head head = head(Walk.LEAD, walk);
    HistoryPage.Ask newest = new HistoryPage.Ask(Integer.MAX_VALUE, 2);
    int before = walk.history.size() - 1;

    HistoryLine.Part first = HistoryLine.Part.of(head, DossierViews.past(walk, newest), true);
    HistoryLine.Part rest =
        HistoryLine.Part.of(head, DossierViews.past(walk, HistoryPage.Ask.before(before)), false);

    assertThat(first.lines()).hasSize(2);
    assertThat(first.newest()).isEmpty();
    assertThat(first.older()).endsWith("?avant=" + before + "#history");
    assertThat(rest.lines()).hasSize(walk.history.size() - 2);
    assertThat(rest.newest()).endsWith(walk.dossier.id() + "#history");
    assertThat(rest.older()).isEmpty();
  }

  @Test
  void history_tells_every_event_in_words() {
    Walk walk = Walk.to(State.DELISTED);
    DossierView view = DossierViews.view(walk, Walk.LEAD);

    List<HistoryLine> lines = page(Walk.LEAD, walk, view).history().lines();

    assertThat(lines).hasSameSizeAs(walk.history);
    assertThat(lines.getFirst().what()).isEqualTo("Removal from the catalogue (Listed → Delisted)");
    assertThat(lines.getFirst().more())
        .containsExactly(
            "Reason: Criteria are not fulfilled. A synthetic reason.", "Criteria cited: GOV-01");
  }

  @Test
  void a_move_cites_what_was_ticked_or_all_that_was_judged() {
    Walk walk = Walk.to(State.COMMITTEE);
    DossierView view = DossierViews.view(walk, Walk.SEAT);

    assertThat(MovePage.cited(view, List.of("ETH-04", "GOV-99"))).containsExactly("ETH-04");
    assertThat(MovePage.cited(view, List.of(MovePage.ALL_JUDGED)))
        .containsExactly("GOV-01", "GOV-03");
  }

  @ParameterizedTest
  @EnumSource(
      value = MoveName.class,
      names = {"LIFT", "DELIST"})
  void patients_words_are_shown_before_they_are_told(MoveName move) {
    Walk walk = Walk.to(State.SUSPENDED);
    DossierView view = DossierViews.view(walk, Walk.REVIEWER);

    MovePage page = MovePage.of(head(Walk.REVIEWER, walk), view, move).orElseThrow();

    assertThat(page.preview().orElseThrow().french()).contains("[votre motif]");
    assertThat(page.to()).isEqualTo(move == MoveName.LIFT ? "Listed" : "Delisted");
    assertThat(page.two()).isEqualTo(move == MoveName.LIFT);
    assertThat(page.cites()).isTrue();
  }

  @Test
  void a_move_of_another_role_or_step_has_no_form() {
    Walk walk = Walk.to(State.EXPERT_REVIEW);
    DossierView view = DossierViews.view(walk, Walk.SEAT);

    assertThat(MovePage.of(head(Walk.SEAT, walk), view, MoveName.ASK_REMEDY)).isEmpty();
    assertThat(MovePage.of(head(Walk.SEAT, walk), view, MoveName.LIST)).isEmpty();
  }

  private static CriterionPage criterion(Walk walk, String id) {
    DossierView view = DossierViews.view(walk, Walk.REVIEWER);
    return CriterionPage.of(
        head(Walk.REVIEWER, walk),
        new CriterionPage.Source(
            view,
            DossierViews.line(view, id),
            List.of(),
            DossierViews.verdicts(walk, id),
            null,
            null));
  }

  @Test
  void what_a_machine_decided_is_not_for_officers() {
    assertThat(criterion(Walk.to(State.EXPERT_REVIEW), "GOV-03").why())
        .startsWith("An automatic check decided");
    assertThat(criterion(Walk.to(State.EXPERT_REVIEW), "GOV-01").why()).isEmpty();
    assertThat(criterion(Walk.to(State.COMMITTEE), "GOV-01").why()).contains("Committee");
    assertThat(criterion(Walk.to(State.EXPERT_REVIEW), "GOV-02").why())
        .startsWith("This criterion is not asked");
  }

  @Test
  void earlier_verdicts_stand_beside_the_one_that_holds() {
    Walk walk = Walk.to(State.EXPERT_REVIEW);
    walk.judge("GOV-01", VerdictWord.NOT_CONFORM_MAJOR, false);
    walk.judge("GOV-01", VerdictWord.CONFORM, false);

    CriterionPage page = criterion(walk, "GOV-01");

    assertThat(page.verdict().orElseThrow().word()).isEqualTo("Fulfilled");
    assertThat(page.earlier())
        .extracting(CriterionPage.Said::word)
        .containsExactly("Major non-conformity");
    assertThat(page.version()).isEqualTo(2);
  }

  @Test
  void surveillance_names_drift_overdue_reserves_and_late_attestations() {
    Walk walk = Walk.to(State.LISTED);
    walk.judge("GOV-01", VerdictWord.PARTIAL, LocalDate.of(2026, 3, 31));
    walk.act(Walk.OWNER, new Act.Attest(Walk.SNAPSHOT)).wait(Duration.ofDays(370));
    DossierView view = DossierViews.view(walk, Walk.REVIEWER);

    WatchPage page =
        WatchPage.of(
            head(Walk.REVIEWER, walk),
            List.of(),
            List.of(view),
            Map.of("synthetic-app-1", 1),
            1,
            1);

    WatchPage.Row row = page.rows().getFirst();
    assertThat(row.matters())
        .extracting(WatchPage.Matter::what)
        .contains("reserve overdue since 31 March 2026")
        .anyMatch(what -> what.startsWith("drift seen on"));
    assertThat(row.attestationLate()).isTrue();
    assertThat(row.complaints()).isEqualTo("1 open complaint");
  }

  @Test
  void those_in_trouble_come_first_and_the_ended_do_not_come() {
    List<QueueLine> register =
        List.of(
            DossierViews.queued(Walk.to(State.LISTED, 2), null),
            DossierViews.queued(Walk.to(State.DELISTED, 3), null),
            DossierViews.queued(Walk.to(State.UNDER_WATCH, 4), null),
            DossierViews.queued(Walk.to(State.SUSPENDED, 5), null));

    assertThat(WatchPage.watched(register))
        .extracting(QueueLine::state)
        .containsExactly(State.SUSPENDED, State.UNDER_WATCH, State.LISTED);
  }

  @Test
  void names_say_you_the_platform_or_the_beginning_of_an_id() {
    Walk walk = Walk.to(State.LISTED);
    Head head = head(Walk.REVIEWER, walk);

    assertThat(head.names().of(Walk.REVIEWER.account(), head.words())).isEqualTo("you");
    assertThat(head.names().of(Actor.PLATFORM, head.words())).isEqualTo("the platform");
    assertThat(head.names().of(Walk.SEAT.account(), head.words())).isEqualTo("Example Seat");
    assertThat(head.names().of(Walk.LEAD.account(), head.words())).isEqualTo("account 00000000");
  }
}
