package org.trousse.referencing.page.vendor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.trousse.referencing.desk.CriterionLine;
import org.trousse.referencing.desk.CriterionLine.Progress;
import org.trousse.referencing.desk.DossierView;
import org.trousse.referencing.dossier.State;
import org.trousse.referencing.dossier.Walk;
import org.trousse.referencing.dossier.move.Grounds;
import org.trousse.referencing.dossier.move.MoveName;
import org.trousse.referencing.dossier.move.ReasonCode;
import org.trousse.referencing.history.HistoryPage;
import org.trousse.referencing.page.Words;
import org.trousse.referencing.page.officer.view.DossierViews;
import org.trousse.referencing.page.vendor.dossier.ActForm;
import org.trousse.referencing.page.vendor.dossier.DossierPageView;
import org.trousse.referencing.page.vendor.dossier.DossierPageView.Block;
import org.trousse.referencing.page.vendor.dossier.DossierPageView.Line;
import org.trousse.referencing.page.vendor.dossier.DossierPageView.Rights;
import org.trousse.referencing.page.vendor.dossier.HistoryView;
import org.trousse.referencing.page.vendor.manifest.PreviewView;

final class DossierViewsTest {
  private static final UUID ORGANISATION = UUID.randomUUID();
  private static final Words WORDS = Words.in(Locale.ENGLISH, "vendor");
  private static final Rights ALL = new Rights(true, true, true, false);

  private static DossierPageView page(DossierView view, Optional<Progress> shown) {
    return DossierPageView.of(WORDS, "t", view, SampleDossiers.SPECIFICATION, ALL, shown);
  }

  private static List<Line> lines(DossierPageView page) {
    return page.blocks().stream().map(Block::lines).flatMap(List::stream).toList();
  }

  @ParameterizedTest
  @EnumSource(State.class)
  void every_state_has_its_words_in_both_languages(State state) {
    DossierView view = SampleDossiers.mixed(ORGANISATION, state, MoveName.values());

    for (Locale language : List.of(Locale.FRENCH, Locale.ENGLISH)) {
      DossierPageView page =
          DossierPageView.of(
              Words.in(language, "vendor"),
              "t",
              view,
              SampleDossiers.SPECIFICATION,
              ALL,
              Optional.empty());

      assertThat(page.head().next()).isNotBlank();
      assertThat(page.acts()).allSatisfy(act -> assertThat(act.reasons()).isNotEmpty());
    }
  }

  @Test
  void only_mandatory_criteria_that_lack_something_stand_in_the_way() {
    DossierView view = SampleDossiers.mixed(ORGANISATION, State.DRAFT, MoveName.ABANDON);

    DossierPageView page = page(view, Optional.empty());

    List<String> lacking =
        view.criteria().stream()
            .filter(CriterionLine::mandatory)
            .filter(line ->
                line.progress() == Progress.TO_DO || line.progress() == Progress.TO_COMPLETE)
            .map(line -> line.criterion().id())
            .toList();
    assertThat(lacking).isNotEmpty();
    assertThat(page.handIn().orElseThrow().missing())
        .extracting(DossierPageView.Missing::id)
        .isEqualTo(lacking);
    assertThat(page.handIn().orElseThrow().ready()).isFalse();
  }

  @Test
  void a_whole_dossier_can_be_handed_in_and_one_without_a_manifest_cannot() {
    DossierView whole = SampleDossiers.whole(ORGANISATION, State.DRAFT, MoveName.SUBMIT);
    DossierView empty = SampleDossiers.empty(ORGANISATION);

    assertThat(page(whole, Optional.empty()).handIn().orElseThrow().ready()).isTrue();
    assertThat(page(empty, Optional.empty()).handIn().orElseThrow().ready()).isFalse();
    assertThat(page(empty, Optional.empty()).handIn().orElseThrow().unread()).isTrue();
  }

  @Test
  void handing_in_is_offered_where_the_table_has_it_alone() {
    for (State state : State.values()) {
      DossierView view = SampleDossiers.whole(ORGANISATION, state);
      boolean offered = page(view, Optional.empty()).handIn().isPresent();

      assertThat(offered)
          .as(state.name())
          .isEqualTo(
              state == State.DRAFT || state == State.INCOMPLETE || state == State.REMEDIATION);
    }
  }

  @Test
  void a_filter_shows_its_own_and_counts_them() {
    DossierView view = SampleDossiers.mixed(ORGANISATION, State.DRAFT);
    long wanted =
        view.criteria().stream().filter(one -> one.progress() == Progress.TO_COMPLETE).count();

    DossierPageView page = page(view, DossierPageView.asked("to-complete"));

    assertThat(lines(page)).hasSize((int) wanted).allMatch(line -> line.tone().equals("fault"));
    assertThat(page.filters())
        .filteredOn(DossierPageView.Filter::current)
        .extracting(DossierPageView.Filter::label)
        .containsExactly("To complete (" + wanted + ")");
    assertThat(DossierPageView.asked("nonsense")).isEmpty();
  }

  @Test
  void all_criteria_stand_under_their_families_in_order() {
    DossierPageView page = page(SampleDossiers.mixed(ORGANISATION, State.DRAFT), Optional.empty());

    assertThat(lines(page))
        .extracting(Line::id)
        .containsExactlyElementsOf(
            SampleDossiers.SPECIFICATION.families().stream()
                .flatMap(family -> SampleDossiers.SPECIFICATION.of(family).stream())
                .map(one -> one.id())
                .toList());
  }

  @Test
  void a_failed_check_says_when_what_and_how_to_mend_and_can_be_run_again() {
    DossierPageView page =
        page(SampleDossiers.mixed(ORGANISATION, State.DRAFT), Optional.of(Progress.TO_COMPLETE));

    Line failed =
        lines(page).stream().filter(line -> line.finding().isPresent()).findFirst().orElseThrow();
    assertThat(failed.recheck()).isTrue();
    assertThat(failed.finding().orElseThrow().head()).isEqualTo("Failed, on 2 March 2026 at 10:00");
    assertThat(failed.finding().orElseThrow().saw())
        .containsExactly("The file expired on 1 March.");
    assertThat(failed.finding().orElseThrow().mend()).containsExactly("Change the line Expires.");
  }

  @Test
  void the_clock_says_whose_turn_how_much_and_by_when() {
    var clock =
        page(SampleDossiers.mixed(ORGANISATION, State.EXPERT_REVIEW), Optional.empty())
            .head()
            .clock()
            .orElseThrow();

    assertThat(clock.turn()).isEqualTo("It is our turn");
    assertThat(clock.used()).isEqualTo("12 of 20 working days");
    assertThat(clock.due()).isEqualTo("until 12 March 2026");
  }

  @Test
  void a_move_rests_on_a_reason_of_the_table_and_no_other() {
    Grounds own =
        ActForm.grounds(State.DRAFT, MoveName.SUBMIT, "", " ", SampleDossiers.SNAPSHOT)
            .orElseThrow();
    Grounds said =
        ActForm.grounds(State.LISTED, MoveName.SUSPEND, "INCIDENT", "A leak.", "s").orElseThrow();

    assertThat(own.code()).isEqualTo(ReasonCode.VENDOR_DECIDES);
    assertThat(own.worded()).isTrue();
    assertThat(said.code()).isEqualTo(ReasonCode.INCIDENT);
    assertThat(said.reason().english()).isEqualTo("A leak.");
    assertThat(ActForm.grounds(State.LISTED, MoveName.SUSPEND, "NOT_CONFORM", "x", "s")).isEmpty();
    assertThat(ActForm.grounds(State.LISTED, MoveName.DELIST, "INCIDENT", "x", "s")).isEmpty();
  }

  @Test
  void history_says_how_many_of_the_committee_sat_and_never_who() {
    Walk walk = Walk.to(State.UNFAVOURABLE);
    DossierView view = DossierViews.view(walk, Walk.OWNER);

    HistoryView history =
        HistoryView.of(
            WORDS, ORGANISATION, SampleDossiers.past(view, HistoryPage.Ask.FIRST), true, Map.of());

    assertThat(history.lines().getFirst().more())
        .contains("The committee sat: 4 members present, 2 of them citizens.");
    assertThat(history.lines().toString()).doesNotContain(Walk.EXPERT.account().toString());
  }

  @Test
  void history_names_the_vendors_people_and_what_officers_are() {
    DossierView view = SampleDossiers.mixed(ORGANISATION, State.INCOMPLETE);

    HistoryView history =
        HistoryView.of(
            WORDS, ORGANISATION, SampleDossiers.past(view, HistoryPage.Ask.FIRST), true, Map.of());

    assertThat(history.lines())
        .extracting(HistoryView.Line::who)
        .containsExactly("a reviewing officer", "you");
    assertThat(history.lines().getFirst().what()).isEqualTo("From “Admissibility” to “Incomplete”");
    assertThat(history.lines().getFirst().more())
        .containsExactly("The file is incomplete: The certificate is missing.", "Criteria: HOS-01");
  }

  @Test
  void the_preview_is_made_from_the_manifest_alone() {
    DossierView view = SampleDossiers.mixed(ORGANISATION, State.DRAFT);

    PreviewView.App app = PreviewView.of(WORDS, view).app().orElseThrow();

    assertThat(app.data())
        .extracting(
            PreviewView.DataLine::kind, PreviewView.DataLine::reads, PreviewView.DataLine::adds)
        .containsExactly(
            org.assertj.core.api.Assertions.tuple("identity", "yes, optional", "no"),
            org.assertj.core.api.Assertions.tuple("glucose", "yes, needed", "yes, needed"),
            org.assertj.core.api.Assertions.tuple("weight", "yes, optional", "no"));
    assertThat(app.labels())
        .containsExactly("Data exchange: reads and adds", "Medical device, class IIa");
    assertThat(PreviewView.of(WORDS, SampleDossiers.empty(ORGANISATION)).app()).isEmpty();
  }

  @Test
  void a_page_has_its_counterpart_in_the_other_language() {
    assertThat(VendorSpots.counterpart("editeur/dossiers/1/criteres/GOV-01", true))
        .contains("vendor/dossiers/1/criteria/GOV-01");
    assertThat(VendorSpots.counterpart("vendor", false)).contains("editeur");
    assertThat(VendorSpots.counterpart("applications", true)).isEmpty();
  }
}
