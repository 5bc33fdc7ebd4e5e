package org.trousse.referencing.page.officer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.trousse.referencing.page.officer.OfficerGround.LEAD;
import static org.trousse.referencing.page.officer.OfficerGround.NOBODY;
import static org.trousse.referencing.page.officer.OfficerGround.REVIEWER;
import static org.trousse.referencing.page.officer.OfficerGround.SEAT;
import static org.trousse.referencing.page.officer.OfficerGround.dossier;
import static org.trousse.referencing.page.officer.OfficerGround.seen;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.trousse.referencing.dossier.Act;
import org.trousse.referencing.dossier.Evidence;
import org.trousse.referencing.dossier.State;
import org.trousse.referencing.dossier.VerdictWord;
import org.trousse.referencing.dossier.Walk;

final class OfficerRoutesIT {
  private static OfficerGround ground;
  private static int number = 100;

  @BeforeAll
  static void open() {
    ground = new OfficerGround();
  }

  @AfterAll
  static void close() {
    ground.close();
  }

  private static Walk at(State state) {
    Walk walk = Walk.to(state, number++);
    ground.desk.put(walk);
    return walk;
  }

  private static String[] verdict(Walk walk, int version, String word) {
    return new String[] {
      "faire",
      "juger",
      "verdict",
      word,
      "motif-fr",
      "Une raison.",
      "motif-en",
      "Some reason.",
      "version",
      Integer.toString(version),
      "cliche",
      seen(walk),
      "vu",
      "b".repeat(64)
    };
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/en/referencing/queue",
        "/fr/referencement/file",
        "/fr/referencement/surveillance",
        "/en/referencing/register",
        "/fr/referencement/interets",
        "/en/referencing/officers"
      })
  void for_a_vendor_and_for_strangers_the_pages_do_not_exist(String path) {
    assertThat(ground.get(ground.vendor, path).statusCode()).isEqualTo(404);
    assertThat(ground.get(NOBODY, path).statusCode()).isEqualTo(404);
    assertThat(ground.get(LEAD, path).statusCode()).isEqualTo(200);
  }

  @Test
  void a_vendor_finds_neither_its_dossier_nor_its_forms_here() {
    Walk walk = at(State.EXPERT_REVIEW);

    HttpResponse<String> page = ground.get(ground.vendor, dossier(walk));
    HttpResponse<String> form =
        ground.post(
            ground.vendor, dossier(walk) + "/criterion/GOV-01", verdict(walk, 0, "CONFORM"));

    assertThat(page.statusCode()).isEqualTo(404);
    assertThat(form.statusCode()).isEqualTo(404);
    assertThat(walk.dossier.verdicts()).doesNotContainKey("GOV-01");
  }

  @Test
  void who_is_not_signed_in_signs_in_and_comes_back() {
    HttpResponse<String> page = ground.send(ground.request("/fr/referencement/file").GET());

    assertThat(page.statusCode()).isEqualTo(303);
    assertThat(page.headers().firstValue("Location"))
        .contains("/sign-in?back=/fr/referencement/file");
  }

  @Test
  void a_form_without_the_sessions_token_changes_nothing() {
    Walk walk = at(State.LISTED);

    HttpResponse<String> form =
        ground.bare(
            REVIEWER,
            dossier(walk) + "/act/suspend",
            List.of(
                "faire",
                "decider",
                "code",
                "INCIDENT",
                "motif-fr",
                "x",
                "motif-en",
                "x",
                "cliche",
                seen(walk)));

    assertThat(form.statusCode()).isEqualTo(403);
    assertThat(walk.dossier.state()).isEqualTo(State.LISTED);
  }

  @Test
  void a_dossier_is_taken_and_given_back_from_the_queue() {
    Walk walk = at(State.EXPERT_REVIEW);
    String id = walk.dossier.id().toString();

    HttpResponse<String> taken =
        ground.post(REVIEWER, "/en/referencing/queue", "faire", "prendre", "dossier", id);
    String mine = ground.get(REVIEWER, "/en/referencing/queue?qui=moi").body();
    ground.post(REVIEWER, "/en/referencing/queue", "faire", "rendre", "dossier", id);
    String after = ground.get(REVIEWER, "/en/referencing/queue?qui=moi").body();

    assertThat(taken.statusCode()).isEqualTo(303);
    assertThat(mine).contains(id).contains("Give back");
    assertThat(after).doesNotContain(id).contains("No dossier fits this filter");
  }

  @Test
  void a_verdict_is_saved_with_its_reason() {
    Walk walk = at(State.EXPERT_REVIEW);

    HttpResponse<String> saved =
        ground.post(
            REVIEWER, dossier(walk) + "/criterion/GOV-01", verdict(walk, 0, "NOT_CONFORM_MINOR"));

    assertThat(saved.statusCode()).isEqualTo(303);
    assertThat(saved.headers().firstValue("Location"))
        .contains(dossier(walk) + "/criterion/GOV-01?fait=avis");
    assertThat(walk.verdict("GOV-01").word()).isEqualTo(VerdictWord.NOT_CONFORM_MINOR);
    assertThat(walk.verdict("GOV-01").reason().english()).isEqualTo("Some reason.");
  }

  @Test
  void a_verdict_without_words_or_date_comes_back_with_what_was_written() {
    Walk walk = at(State.EXPERT_REVIEW);

    HttpResponse<String> back =
        ground.post(
            REVIEWER,
            dossier(walk) + "/criterion/GOV-01",
            "faire",
            "juger",
            "verdict",
            "PARTIAL",
            "motif-fr",
            "Presque <tout>.",
            "version",
            "0",
            "cliche",
            seen(walk));

    assertThat(back.statusCode()).isEqualTo(422);
    assertThat(back.body())
        .contains("href=\"#echeance\"")
        .contains("href=\"#juger-motif-en\"")
        .contains("Write the reason in English.")
        .doesNotContain("href=\"#juger-motif-fr\"")
        .contains("Presque &lt;tout&gt;.")
        .contains("value=\"PARTIAL\" checked");
    assertThat(walk.dossier.verdicts()).doesNotContainKey("GOV-01");
  }

  @Test
  void two_officers_at_once_see_the_difference_and_then_the_second_may_replace() {
    Walk walk = at(State.EXPERT_REVIEW);
    String path = dossier(walk) + "/criterion/GOV-01";
    walk.act(
        Walk.SECOND_REVIEWER, Walk.judgement(walk.dossier, "GOV-01", VerdictWord.CONFORM, null));

    HttpResponse<String> conflict =
        ground.post(REVIEWER, path, verdict(walk, 0, "NOT_CONFORM_MAJOR"));

    assertThat(conflict.statusCode()).isEqualTo(409);
    assertThat(conflict.body())
        .contains("Somebody judged this criterion before you")
        .contains("Fulfilled")
        .contains("Some reason.")
        .contains("name=\"version\" value=\"1\"")
        .contains("Save my verdict instead");
    assertThat(walk.verdict("GOV-01").word()).isEqualTo(VerdictWord.CONFORM);

    HttpResponse<String> replaced =
        ground.post(REVIEWER, path, verdict(walk, 1, "NOT_CONFORM_MAJOR"));

    assertThat(replaced.statusCode()).isEqualTo(303);
    assertThat(walk.verdict("GOV-01").word()).isEqualTo(VerdictWord.NOT_CONFORM_MAJOR);
  }

  @Test
  void evidence_that_changed_meanwhile_is_to_be_read_first() {
    Walk walk = at(State.LISTED);
    String old = seen(walk);
    changed(walk);

    HttpResponse<String> stale =
        ground.post(
            REVIEWER,
            dossier(walk) + "/criterion/GOV-01",
            "faire",
            "juger",
            "verdict",
            "CONFORM",
            "motif-fr",
            "Bon.",
            "motif-en",
            "Good.",
            "version",
            "1",
            "cliche",
            old,
            "vu",
            "0".repeat(64));

    assertThat(stale.statusCode()).isEqualTo(409);
    assertThat(stale.body())
        .contains("The evidence changed since you read it")
        .contains("New since you read it")
        .contains("name=\"cliche\" value=\"" + seen(walk) + "\"")
        .contains("Good.");
  }

  private static void changed(Walk walk) {
    Evidence before = walk.evidence();
    Evidence after =
        new Evidence(
            "d".repeat(64),
            2,
            before.specification(),
            before.track(),
            before.tier(),
            before.asked(),
            before.provided());
    walk.act(Walk.OWNER, new Act.Revise(after, Set.of("GOV-01")));
  }

  @Test
  void the_committee_reads_but_does_not_judge_criteria() {
    Walk walk = at(State.EXPERT_REVIEW);

    HttpResponse<String> page = ground.get(SEAT, dossier(walk) + "/criterion/GOV-01");
    HttpResponse<String> form =
        ground.post(SEAT, dossier(walk) + "/criterion/GOV-01", verdict(walk, 0, "CONFORM"));

    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.body())
        .contains("Your role does not judge criteria")
        .doesNotContain("name=\"verdict\"");
    assertThat(form.statusCode()).isEqualTo(403);
  }

  @Test
  void the_clock_stops_for_an_answer_and_runs_again() {
    Walk walk = at(State.EXPERT_REVIEW);

    ground.post(
        REVIEWER,
        dossier(walk),
        "faire",
        "arreter",
        "motif-fr",
        "Il manque.",
        "motif-en",
        "Missing.");
    boolean stopped = walk.clock().stopped();
    ground.post(REVIEWER, dossier(walk), "faire", "relancer");

    assertThat(stopped).isTrue();
    assertThat(walk.clock().stopped()).isFalse();
  }

  @Test
  void a_question_is_asked_answered_and_closed_in_its_criterion() {
    Walk walk = at(State.EXPERT_REVIEW);
    String path = dossier(walk) + "/criterion/GOV-01";

    HttpResponse<String> empty = ground.post(REVIEWER, path, "faire", "demander", "message", " ");
    HttpResponse<String> asked =
        ground.post(
            REVIEWER, path, "faire", "demander", "message", "Which <version>?", "arret", "oui");
    String page = ground.get(REVIEWER, path).body();

    assertThat(empty.statusCode()).isEqualTo(409);
    assertThat(empty.body()).contains("href=\"#message\"");
    assertThat(asked.headers().firstValue("Location")).contains(path + "?fait=question#echanges");
    assertThat(page).contains("Which &lt;version&gt;?").contains("question, clock stopped");
  }

  @Test
  void a_check_that_just_began_is_not_begun_again() {
    Walk walk = at(State.EXPERT_REVIEW);

    HttpResponse<String> again =
        ground.post(REVIEWER, dossier(walk) + "/criterion/GOV-03", "faire", "controler");

    assertThat(again.statusCode()).isEqualTo(409);
    assertThat(again.body()).contains("A check of this dossier began a moment ago");
  }

  @Test
  void files_are_links_to_save_never_shown() {
    Walk walk = at(State.EXPERT_REVIEW);

    String page = ground.get(REVIEWER, dossier(walk) + "/criterion/GOV-01").body();

    assertThat(page)
        .containsPattern("href=\"/referencing/dossiers/[^\"]+/evidence/GOV-01/[^\"]+\" download")
        .contains("b".repeat(64))
        .doesNotContain("<iframe")
        .doesNotContain("<embed");
  }

  @Test
  void nonsense_in_an_address_is_no_page() {
    Walk walk = at(State.EXPERT_REVIEW);

    for (String path :
        List.of(
            "/en/referencing/queue/x",
            dossier(walk) + "/act/sing",
            dossier(walk) + "/act/list",
            dossier(walk) + "/criterion/GOV-99",
            "/en/referencing/surveillance?page=9")) {
      assertThat(ground.get(REVIEWER, path).statusCode()).as(path).isEqualTo(404);
    }
  }
}
