package org.trousse.referencing.page.officer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.trousse.referencing.page.officer.OfficerGround.LEAD;
import static org.trousse.referencing.page.officer.OfficerGround.NOBODY;
import static org.trousse.referencing.page.officer.OfficerGround.REVIEWER;
import static org.trousse.referencing.page.officer.OfficerGround.SEAT;
import static org.trousse.referencing.page.officer.OfficerGround.SECOND_SEAT;
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
import org.trousse.referencing.dossier.move.MoveName;
import org.trousse.referencing.dossier.move.ReasonCode;

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
  void suspending_is_one_action_with_what_patients_will_read() {
    Walk walk = at(State.LISTED);
    String path = dossier(walk) + "/act/suspend";
    String[] form = {
      "code",
      "INCIDENT",
      "motif-fr",
      "Fuite possible.",
      "motif-en",
      "A possible leak.",
      "cliche",
      seen(walk),
      "faire",
      ""
    };

    form[9] = "voir";
    HttpResponse<String> preview = ground.post(REVIEWER, path, form);

    assertThat(preview.statusCode()).isEqualTo(200);
    assertThat(preview.body())
        .contains("Reason: A possible leak.</p>")
        .contains("Motif\u00a0: Fuite possible.</p>")
        .contains("value=\"INCIDENT\" checked");
    assertThat(walk.dossier.state()).isEqualTo(State.LISTED);

    form[9] = "decider";
    HttpResponse<String> done = ground.post(REVIEWER, path, form);

    assertThat(done.statusCode()).isEqualTo(303);
    assertThat(walk.dossier.state()).isEqualTo(State.SUSPENDED);
  }

  @Test
  void a_move_without_code_or_words_or_criteria_is_not_made() {
    Walk walk = at(State.LISTED);
    String path = dossier(walk) + "/act/suspend";

    HttpResponse<String> empty =
        ground.post(REVIEWER, path, "faire", "decider", "cliche", seen(walk));
    HttpResponse<String> uncited =
        ground.post(
            REVIEWER,
            path,
            "faire",
            "decider",
            "code",
            "CRITICAL_FINDING",
            "motif-fr",
            "a",
            "motif-en",
            "a",
            "cliche",
            seen(walk));
    HttpResponse<String> stale =
        ground.post(
            REVIEWER,
            path,
            "faire",
            "decider",
            "code",
            "INCIDENT",
            "motif-fr",
            "a",
            "motif-en",
            "a",
            "cliche",
            "c".repeat(64));

    assertThat(empty.statusCode()).isEqualTo(422);
    assertThat(empty.body()).contains("href=\"#code\"").contains("href=\"#decider-motif-fr\"");
    assertThat(uncited.statusCode()).isEqualTo(422);
    assertThat(uncited.body()).contains("href=\"#criteres\"");
    assertThat(stale.statusCode()).isEqualTo(409);
    assertThat(walk.dossier.state()).isEqualTo(State.LISTED);
  }

  @Test
  void lifting_takes_two_people() {
    Walk walk = at(State.SUSPENDED);

    HttpResponse<String> proposed =
        ground.post(
            REVIEWER,
            dossier(walk) + "/act/lift",
            "faire",
            "decider",
            "code",
            "MENDED",
            "motif-fr",
            "Corrigé.",
            "motif-en",
            "Mended.",
            "criteres",
            "GOV-01",
            "cliche",
            seen(walk));
    String proposal = Integer.toString(walk.dossier.version());
    HttpResponse<String> self = confirm(REVIEWER, walk, proposal);
    State between = walk.dossier.state();
    HttpResponse<String> second = confirm(LEAD, walk, proposal);

    assertThat(proposed.headers().firstValue("Location")).contains(dossier(walk) + "?fait=propose");
    assertThat(self.statusCode()).isEqualTo(409);
    assertThat(self.body()).contains("Another person must confirm");
    assertThat(between).isEqualTo(State.SUSPENDED);
    assertThat(second.statusCode()).isEqualTo(303);
    assertThat(walk.dossier.state()).isEqualTo(State.LISTED);
  }

  private static HttpResponse<String> confirm(java.util.UUID who, Walk walk, String proposal) {
    return ground.post(
        who, dossier(walk), "faire", "confirmer", "proposition", proposal, "cliche", seen(walk));
  }

  @Test
  void who_proposed_sees_no_button_to_confirm_and_a_second_seat_does() {
    Walk walk = at(State.COMMITTEE);
    walk.go(Walk.SEAT, MoveName.OPINE_FAVOURABLE, ReasonCode.CONFORM, "GOV-01");

    String own = ground.get(SEAT, dossier(walk)).body();
    String other = ground.get(SECOND_SEAT, dossier(walk)).body();

    assertThat(own).contains("Withdraw my proposal").doesNotContain("value=\"confirmer\"");
    assertThat(other).contains("value=\"confirmer\"").contains("Set the proposal aside");
  }

  @Test
  void declining_says_why() {
    Walk walk = at(State.COMMITTEE);
    walk.go(Walk.SEAT, MoveName.OPINE_FAVOURABLE, ReasonCode.CONFORM, "GOV-01");
    String proposal = Integer.toString(walk.dossier.version());

    HttpResponse<String> mute =
        ground.post(
            SECOND_SEAT,
            dossier(walk),
            "faire",
            "decliner",
            "proposition",
            proposal,
            "motif-fr",
            "Non.");
    HttpResponse<String> said =
        ground.post(
            SECOND_SEAT,
            dossier(walk),
            "faire",
            "decliner",
            "proposition",
            proposal,
            "motif-fr",
            "Non.",
            "motif-en",
            "No.");

    assertThat(mute.statusCode()).isEqualTo(422);
    assertThat(mute.body()).contains("href=\"#decliner-motif-en\"").contains("Non.");
    assertThat(said.statusCode()).isEqualTo(303);
    assertThat(walk.dossier.proposal()).isNull();
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
  void letters_exist_for_decisions_only() {
    Walk walk = at(State.UNFAVOURABLE);

    HttpResponse<String> letter = ground.get(REVIEWER, dossier(walk) + "/letter");
    HttpResponse<String> french =
        ground.get(REVIEWER, "/fr/referencement/file/" + walk.dossier.id() + "/lettre");
    HttpResponse<String> none = ground.get(REVIEWER, dossier(walk) + "/letter?decision=1");
    HttpResponse<String> nonsense = ground.get(REVIEWER, dossier(walk) + "/letter?decision=x");

    assertThat(letter.statusCode()).isEqualTo(200);
    assertThat(letter.body()).contains("for 60 days");
    assertThat(french.body()).contains("pendant 60 jours");
    assertThat(none.statusCode()).isEqualTo(404);
    assertThat(nonsense.statusCode()).isEqualTo(404);
  }

  @Test
  void surveillance_counts_complaints_and_names_what_is_the_matter() {
    Walk walk = Walk.to(State.UNDER_WATCH, 8);
    ground.desk.put(walk);

    String page = ground.get(REVIEWER, "/en/referencing/surveillance").body();

    assertThat(page).contains("3 open complaints").contains("GOV-03</a> drift seen on");
  }

  @Test
  void an_interest_is_declared_and_keeps_the_officer_away() {
    Walk walk = at(State.EXPERT_REVIEW);
    String path = "/en/referencing/interests";

    HttpResponse<String> nowhere =
        ground.post(SECOND_SEAT, path, "faire", "declarer", "organisation", "", "lien", "A job.");
    HttpResponse<String> declared =
        ground.post(
            SECOND_SEAT,
            path,
            "faire",
            "declarer",
            "organisation",
            Walk.ORGANISATION.toString(),
            "lien",
            "A job.");
    HttpResponse<String> away = ground.get(SECOND_SEAT, dossier(walk));
    String page = ground.get(SECOND_SEAT, path).body();
    String id = page.replaceFirst("(?s).*name=\"interet\" value=\"([^\"]+)\".*", "$1");
    ground.post(SECOND_SEAT, path, "faire", "finir", "interet", id);
    HttpResponse<String> back = ground.get(SECOND_SEAT, dossier(walk));

    assertThat(nowhere.statusCode()).isEqualTo(422);
    assertThat(nowhere.body()).contains("href=\"#organisation\"");
    assertThat(declared.statusCode()).isEqualTo(303);
    assertThat(away.statusCode()).isEqualTo(403);
    assertThat(away.body()).contains("You have an interest");
    assertThat(back.statusCode()).isEqualTo(200);
  }

  @Test
  void a_lead_invites_and_shows_the_link_once_and_nobody_else_may() {
    String path = "/en/referencing/officers";

    HttpResponse<String> reviewer = ground.get(REVIEWER, path);
    HttpResponse<String> citizen =
        ground.post(LEAD, path, "faire", "inviter", "role", "REVIEWER", "citoyen", "oui");
    HttpResponse<String> made = ground.post(LEAD, path, "faire", "inviter", "role", "REVIEWER");
    String link = made.body().replaceFirst("(?s).*<p class=\"digest\">([^<]+)</p>.*", "$1");
    String later = ground.get(LEAD, path).body();

    assertThat(reviewer.statusCode()).isEqualTo(403);
    assertThat(citizen.statusCode()).isEqualTo(422);
    assertThat(link).startsWith("https://trousse.example/en/vendor/invitation/");
    assertThat(later).doesNotContain(link).contains("Withdraw the invitation");
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
