package org.trousse.referencing.page.officer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.trousse.referencing.page.officer.OfficerGround.LEAD;
import static org.trousse.referencing.page.officer.OfficerGround.REVIEWER;
import static org.trousse.referencing.page.officer.OfficerGround.SEAT;
import static org.trousse.referencing.page.officer.OfficerGround.SECOND_SEAT;
import static org.trousse.referencing.page.officer.OfficerGround.dossier;
import static org.trousse.referencing.page.officer.OfficerGround.seen;

import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.trousse.referencing.dossier.State;
import org.trousse.referencing.dossier.Walk;
import org.trousse.referencing.dossier.move.MoveName;
import org.trousse.referencing.dossier.move.ReasonCode;

final class OfficerMovesIT {
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

  private static HttpResponse<String> confirm(UUID who, Walk walk, String proposal) {
    return ground.post(
        who, dossier(walk), "faire", "confirmer", "proposition", proposal, "cliche", seen(walk));
  }

  @Test
  void an_opinion_names_who_sat_and_a_quorum_is_asked_of_the_page() {
    Walk walk = at(State.COMMITTEE);
    String path = dossier(walk) + "/act/opine-favourable";

    String form = ground.get(SEAT, path).body();
    HttpResponse<String> few = opine(walk, path, List.of(SEAT, SECOND_SEAT, LEAD));
    State between = walk.dossier.state();
    HttpResponse<String> proposed = opine(walk, path, Walk.PRESENT);
    String waiting = ground.get(LEAD, dossier(walk)).body();
    HttpResponse<String> second = confirm(LEAD, walk, Integer.toString(walk.dossier.version()));
    String history = ground.get(LEAD, dossier(walk)).body();

    assertThat(form)
        .contains("at least 4 members, 2 of them citizens")
        .contains("id=\"presents-" + SEAT + "\"")
        .contains("Citizen on the committee")
        .contains("Recused: they do not sit on this dossier")
        .contains("Lead officer, declared interest: A share.")
        .doesNotContain("id=\"presents-" + Walk.INTERESTED.account() + "\"")
        .doesNotContain("name=\"presents\" value=\"" + SEAT + "\" checked");
    assertThat(few.statusCode()).isEqualTo(422);
    assertThat(few.body())
        .contains("href=\"#presents\"")
        .contains("Members present who count: 3, at least 4 are needed.")
        .contains("name=\"presents\" value=\"" + SEAT + "\" checked");
    assertThat(between).isEqualTo(State.COMMITTEE);
    assertThat(proposed.statusCode()).isEqualTo(303);
    assertThat(waiting).contains("4 members present, 2 of them citizens: ");
    assertThat(second.statusCode()).isEqualTo(303);
    assertThat(walk.dossier.state()).isEqualTo(State.AGREEMENT);
    assertThat(history).contains("<br>4 members present, 2 of them citizens");
  }

  private static HttpResponse<String> opine(Walk walk, String path, List<UUID> present) {
    List<String> form =
        new ArrayList<>(
            List.of(
                "faire",
                "decider",
                "code",
                "CONFORM",
                "motif-fr",
                "Conforme.",
                "motif-en",
                "Fulfilled.",
                "criteres",
                "GOV-01",
                "cliche",
                seen(walk)));
    present.forEach(one -> form.addAll(List.of("presents", one.toString())));
    return ground.post(SEAT, path, form.toArray(String[]::new));
  }

  @Test
  void only_an_opinion_asks_who_sat() {
    Walk walk = at(State.LISTED);

    assertThat(ground.get(LEAD, dossier(walk) + "/act/suspend").body())
        .doesNotContain("id=\"presents\"");
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
}
