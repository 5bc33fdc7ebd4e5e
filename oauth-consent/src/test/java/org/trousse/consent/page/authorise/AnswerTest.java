package org.trousse.consent.page.authorise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.trousse.consent.page.authorise.SyntheticApp.ADD_GLUCOSE;
import static org.trousse.consent.page.authorise.SyntheticApp.ALL;
import static org.trousse.consent.page.authorise.SyntheticApp.NOW;
import static org.trousse.consent.page.authorise.SyntheticApp.READ_GLUCOSE;
import static org.trousse.consent.page.authorise.SyntheticApp.READ_WEIGHT;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.trousse.consent.grant.Duration;
import org.trousse.consent.grant.Grant;
import org.trousse.consent.page.Whose;
import org.trousse.consent.page.Words;
import org.trousse.consent.page.authorise.Answer.Fault;
import org.trousse.consent.page.authorise.Answer.Form;
import org.trousse.consent.permission.DataKind;
import org.trousse.consent.permission.Permission;
import org.trousse.consent.signin.Majority;

final class AnswerTest {
  private static final Words WORDS = Words.in(Locale.ENGLISH);

  @Test
  void a_refusal_needs_nothing_else() {
    Form form = new Form(false, Set.of(), "", "", "", false);

    assertThat(answer(form, fresh())).isEqualTo(new Answer.Refused());
  }

  @Test
  @Tag("consent-108")
  void who_ticks_nothing_is_told_so_gently() {
    Form form = form(Set.of(), "", "30d", true);

    assertThat(answer(form, fresh())).isEqualTo(new Answer.Incomplete(List.of(Fault.LINES)));
  }

  @Test
  @Tag("consent-108")
  void unticking_an_optional_item_still_lets_the_patient_finish() {
    Answer answer = answer(form(Set.of(READ_GLUCOSE), "today", "30d", false), fresh());

    assertThat(given(answer).permissions()).containsExactly(READ_GLUCOSE);
  }

  @Test
  @Tag("consent-110")
  void history_and_duration_have_no_default() {
    Answer answer = answer(form(ALL, "", "", false), fresh());

    assertThat(answer).isEqualTo(new Answer.Incomplete(List.of(Fault.HISTORY, Fault.DURATION)));
  }

  @Test
  void what_is_only_added_has_no_history_to_choose() {
    Answer answer = answer(form(Set.of(ADD_GLUCOSE), "", "30d", true), fresh());

    assertThat(given(answer).historyFrom()).isEqualTo(Instant.parse("2026-11-21T23:00:00Z"));
  }

  @ParameterizedTest
  @EnumSource(Duration.class)
  @Tag("consent-110")
  void the_patient_picks_the_duration_and_nothing_is_endless(Duration duration) {
    Answer answer = answer(form(ALL, "all", duration.word(), false), fresh());

    assertThat(given(answer).duration()).isEqualTo(duration);
    assertThat(duration.after(NOW)).isBefore(NOW.plusSeconds(367L * 86_400));
    assertThat(answer(form(ALL, "all", "kept", false), fresh()))
        .isEqualTo(new Answer.Incomplete(List.of(Fault.DURATION)));
  }

  @Test
  void a_history_goes_back_to_the_start_of_a_day_or_to_the_beginning() {
    assertThat(given(answer(form(ALL, "today", "30d", false), fresh())).historyFrom())
        .isEqualTo(Instant.parse("2026-11-21T23:00:00Z"));
    assertThat(given(answer(form(ALL, "3m", "30d", false), fresh())).historyFrom())
        .isEqualTo(Instant.parse("2026-08-21T22:00:00Z"));
    assertThat(given(answer(form(ALL, "all", "30d", false), fresh())).historyFrom()).isNull();
  }

  @Test
  void warns_once_without_a_needed_item_and_never_again() {
    Answer first = answer(form(Set.of(ADD_GLUCOSE), "", "30d", false), fresh());
    Answer second = answer(form(Set.of(ADD_GLUCOSE), "", "30d", true), fresh());

    assertThat(first)
        .isInstanceOfSatisfying(
            Answer.Warned.class,
            warned ->
                assertThat(warned.without())
                    .singleElement()
                    .satisfies(line -> assertThat(line.permission()).isEqualTo(READ_GLUCOSE)));
    assertThat(given(second).permissions()).containsExactly(ADD_GLUCOSE);
  }

  @Test
  @Tag("consent-114")
  void an_answer_to_another_text_is_not_taken_and_a_good_one_holds_the_text() {
    Form old = new Form(true, ALL, "all", "30d", "digest-of-something-else", false);

    Answer refused = answer(old, fresh());
    Approval taken = given(answer(form(ALL, "all", "30d", false), fresh()));

    assertThat(refused).isEqualTo(new Answer.Changed());
    assertThat(taken.shown()).isEqualTo(ScreenText.of(fresh(), WORDS).shown());
    assertThat(taken.language()).isEqualTo("en");
  }

  @Test
  void only_what_was_asked_can_be_ticked() {
    Question question = SyntheticApp.question(Set.of(READ_GLUCOSE), Optional.empty());
    Form form = form(ALL, "all", "30d", question);

    Answer answer = Answer.of(form, question, ScreenText.of(question, WORDS), "en");

    assertThat(given(answer).permissions()).containsExactly(READ_GLUCOSE);
  }

  @Test
  @Tag("consent-111")
  @Tag("consent-112")
  void an_amendment_keeps_what_stood_and_adds_what_was_ticked() {
    Question question = again(Set.of(READ_GLUCOSE, ADD_GLUCOSE), Set.of(READ_WEIGHT), 20);
    Form form = form(Set.of(READ_WEIGHT), "kept", "kept", question);

    Approval approval = given(Answer.of(form, question, ScreenText.of(question, WORDS), "en"));

    assertThat(approval.permissions())
        .containsExactlyInAnyOrder(READ_GLUCOSE, ADD_GLUCOSE, READ_WEIGHT);
    assertThat(approval.historyFrom()).isEqualTo(NOW.minusSeconds(86_400));
    assertThat(approval.notAfter()).isEqualTo(NOW.plusSeconds(20 * 86_400));
  }

  @Test
  @Tag("consent-116")
  void who_ticks_nothing_new_keeps_the_old_set() {
    Question question = again(Set.of(READ_GLUCOSE), ALL, 20);
    Form form = form(Set.of(), "", "kept", question);

    Approval approval = given(Answer.of(form, question, ScreenText.of(question, WORDS), "en"));

    assertThat(approval.permissions()).containsExactly(READ_GLUCOSE);
  }

  @Test
  void what_the_app_no_longer_wants_goes() {
    Permission gone = Permission.read(DataKind.BODY_TEMPERATURE);
    Question question = again(Set.of(READ_GLUCOSE, gone), Set.of(READ_GLUCOSE), 20);
    Form form = form(Set.of(), "", "kept", question);

    Approval approval = given(Answer.of(form, question, ScreenText.of(question, WORDS), "en"));

    assertThat(question.removed()).containsExactly(gone);
    assertThat(approval.permissions()).containsExactly(READ_GLUCOSE);
  }

  @Test
  @Tag("consent-115")
  void what_a_parent_allows_stops_three_months_after_majority_unless_confirmed() {
    LocalDate majority = LocalDate.of(2027, 1, 10);
    Question question =
        new Question(
            SyntheticApp.asked(ALL),
            SyntheticApp.person(majority),
            new Whose("Zoé E.", ", 17", true),
            Optional.empty(),
            NOW);

    Approval year = given(answer(form(ALL, "all", "12m", question), question));
    Approval month = given(answer(form(ALL, "all", "30d", question), question));

    assertThat(year.notAfter()).isEqualTo(Majority.reapprovalLimit(majority));
    assertThat(year.notAfter()).isEqualTo(Instant.parse("2027-04-09T22:00:00Z"));
    assertThat(month.notAfter()).isNull();
    assertThat(ScreenText.of(question, WORDS).shown())
        .contains("comes of age on 10 January 2027", "confirm before 10 April 2027");
  }

  private static Question fresh() {
    return SyntheticApp.question(ALL, Optional.empty());
  }

  private static Question again(Set<Permission> had, Set<Permission> asked, int daysLeft) {
    Grant live = SyntheticApp.grant(had, Duration.DAYS_30, daysLeft);
    return SyntheticApp.question(asked, Optional.of(live));
  }

  private static Form form(
      Set<Permission> ticked, String history, String duration, boolean warned) {
    String digest = ScreenText.of(fresh(), WORDS).digest();
    return new Form(true, ticked, history, duration, digest, warned);
  }

  private static Form form(
      Set<Permission> ticked, String history, String duration, Question question) {
    String digest = ScreenText.of(question, WORDS).digest();
    return new Form(true, ticked, history, duration, digest, false);
  }

  private static Answer answer(Form form, Question question) {
    return Answer.of(form, question, ScreenText.of(question, WORDS), "en");
  }

  private static Approval given(Answer answer) {
    assertThat(answer).isInstanceOf(Answer.Given.class);
    return ((Answer.Given) answer).approval();
  }
}
