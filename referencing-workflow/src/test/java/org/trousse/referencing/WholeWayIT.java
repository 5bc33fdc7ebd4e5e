package org.trousse.referencing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.trousse.referencing.DeskGround.Caller;
import org.trousse.referencing.DeskGround.Reply;
import org.trousse.referencing.finding.Finding;
import org.trousse.referencing.finding.Outcome;
import org.trousse.referencing.history.publication.AppStanding;
import org.trousse.referencing.history.publication.UserMessage;
import org.trousse.referencing.member.Officer;
import org.trousse.referencing.member.Role;
import org.trousse.referencing.member.Who;
import org.trousse.referencing.member.register.Answer;
import org.trousse.referencing.member.secret.ApiKey;
import org.trousse.referencing.text.Text;
import tools.jackson.databind.JsonNode;

/// An app's way from a draft into the catalogue and out of it, through the API alone.
final class WholeWayIT {
  private static DeskGround ground;
  private static final UUID OWNER = UUID.randomUUID();
  private static final UUID LEAD_ACCOUNT = UUID.randomUUID();
  private static final UUID SEAT_ACCOUNT = UUID.randomUUID();
  private static final Caller LEAD = Caller.person(LEAD_ACCOUNT);
  private static final Caller SEAT = Caller.person(SEAT_ACCOUNT);
  private static final Caller STRANGER = Caller.person(UUID.randomUUID());
  private static CommitteeSteps committee;
  private static Caller vendor;
  private static String organisation;

  @BeforeAll
  static void open() {
    ground = new DeskGround();
    ground.house.makeOfficer(LEAD_ACCOUNT, Officer.Role.LEAD, false).await();
    ground.house.makeOfficer(SEAT_ACCOUNT, Officer.Role.COMMITTEE, true).await();
    committee = CommitteeSteps.of(ground, LEAD_ACCOUNT, SEAT_ACCOUNT);
    Map<String, String> facts =
        Map.of("legalName", "Exemple SAS", "registration", "123456782", "country", "FR");
    Reply founded = ground.post(Caller.person(OWNER), "/organisations", facts);
    organisation = founded.word("id");
    Who.Vendor owner =
        new Who.Vendor(UUID.fromString(organisation), new Who.By.OfMember(OWNER), Role.OWNER);
    Answer<ApiKey.Made> key =
        ground
            .house
            .members()
            .makeKey(owner, UUID.fromString(organisation), "script", Role.OWNER)
            .await();
    committee.recuse(owner.organisation());
    vendor = Caller.script(((Answer.Given<ApiKey.Made>) key).value().secret().value());
  }

  @AfterAll
  static void close() {
    ground.close();
  }

  @Test
  void an_app_goes_from_a_draft_to_listed_is_suspended_at_once_and_comes_back_by_two() {
    String dossier = submitted("smart-public");

    awaitState(dossier, "ADMISSIBILITY");
    assertThat(move(vendor, dossier, "ADMIT", "FILE_COMPLETE").status()).isEqualTo(403);
    assertThat(ground.put(vendor, at(dossier, "/evidence/GOV-01?name=late.json"), "{}").problem())
        .isEqualTo("not-now");
    assertThat(move(LEAD, dossier, "ADMIT", "FILE_COMPLETE").status()).isEqualTo(200);
    awaitState(dossier, "EXPERT_REVIEW");
    assertThat(move(LEAD, dossier, "REPORT", "CONFORM", "GOV-01").problem()).isEqualTo("not-now");
    refusesShortcuts(dossier);
    judgeAll(dossier);
    assertThat(move(LEAD, dossier, "REPORT", "CONFORM", "GOV-01").status()).isEqualTo(200);

    assertThat(view(vendor, dossier).json().has("committee")).isFalse();
    committee.refusesWithoutQuorum(dossier);
    Reply proposed = committee.opine(dossier);
    String proposal = at(dossier, "/proposals/" + proposed.json().path("proposal").asInt());
    assertThat(ground.post(SEAT, proposal, confirm(dossier)).problem()).isEqualTo("second-person");
    Reply absent = ground.post(Caller.person(committee.absent()), proposal, confirm(dossier));
    assertThat(CommitteeSteps.missing(absent)).containsExactly("SECONDER");
    assertThat(view(LEAD, dossier).json().path("proposal").path("sitting").toString())
        .contains("\"present\":4,\"citizens\":2", committee.expert().toString());
    assertThat(ground.post(LEAD, proposal, confirm(dossier)).word("state")).isEqualTo("AGREEMENT");
    assertThat(ground.get(vendor, at(dossier, "/history")).text())
        .contains("\"sitting\":{\"recorded\":true,\"present\":4,\"citizens\":2}")
        .doesNotContain(committee.expert().toString(), committee.secondCitizen().toString());
    assertThat(ground.get(LEAD, at(dossier, "/history")).text())
        .contains(committee.expert().toString());
    ground.pass(Duration.ofMinutes(1));
    assertThat(move(vendor, dossier, "SIGN", "VENDOR_DECIDES").word("state")).isEqualTo("HOOKUP");
    awaitState(dossier, "LISTED");
    await()
        .untilAsserted(() ->
            assertThat(ground.published).anyMatch(one -> one.dossier().toString().equals(dossier)));
    assertThat(ground.post(vendor, at(dossier, "/software-statement"), Map.of()).text())
        .contains("\"software_statement\":\"statement of ");
    assertThat(ground.post(LEAD, at(dossier, "/software-statement"), Map.of()).problem())
        .isEqualTo("not-allowed");

    assertThat(move(SEAT, dossier, "SUSPEND", "INCIDENT").word("state")).isEqualTo("SUSPENDED");
    awaitStanding(dossier, AppStanding.SUSPENDED);
    await()
        .untilAsserted(() ->
            assertThat(ground.messages)
                .extracting(UserMessage::kind)
                .contains(UserMessage.Kind.SUSPENDED));
    Reply lift = move(SEAT, dossier, "LIFT", "MENDED", "GOV-01");
    assertThat(lift.word("state")).isEqualTo("SUSPENDED");
    String second = at(dossier, "/proposals/" + lift.json().path("proposal").asInt());
    assertThat(ground.post(LEAD, second, confirm(dossier)).word("state")).isEqualTo("LISTED");

    ground
        .house
        .lanes()
        .process()
        .drifted(UUID.fromString(dossier), List.of(failed("NET-01")))
        .await();
    Reply watched = view(vendor, dossier);
    assertThat(watched.word("state")).isEqualTo("UNDER_WATCH");
    assertThat(line(watched, "NET-01").path("progress").asString("")).isEqualTo("TO_COMPLETE");
    assertThat(ground.get(vendor, at(dossier, "/history")).text())
        .contains("\"code\":\"DRIFT\"")
        .doesNotContain(LEAD_ACCOUNT.toString(), SEAT_ACCOUNT.toString());
  }

  @Test
  void a_failing_check_asks_for_remedy_and_cites_what_fails() {
    ground.failing.add("NET-01");
    String dossier = submitted("smart-public");
    awaitState(dossier, "ADMISSIBILITY");

    move(LEAD, dossier, "ADMIT", "FILE_COMPLETE");

    awaitState(dossier, "REMEDIATION");
    ground.failing.clear();
    assertThat(line(view(vendor, dossier), "NET-01").path("progress").asString(""))
        .isEqualTo("TO_COMPLETE");
    assertThat(ground.get(vendor, at(dossier, "/history")).text())
        .contains("\"code\":\"CHECKS_FAILED\"")
        .contains("\"criteria\":[\"NET-01\"]");
  }

  @Test
  void a_draft_is_kept_whatever_it_says_and_its_errors_are_told() {
    String dossier = begun();

    Reply saved = ground.put(vendor, at(dossier, "/manifest"), "{");

    assertThat(saved.status()).isEqualTo(200);
    assertThat(saved.json().path("errors").size()).isEqualTo(1);
    assertThat(ground.get(vendor, at(dossier, "/manifest")).text()).isEqualTo("{");
    assertThat(saved.word("state")).isEqualTo("DRAFT");
  }

  @Test
  void a_vendor_checks_a_draft_before_it_submits_and_not_twice_in_ten_seconds() {
    String dossier = begun();
    ground.put(vendor, at(dossier, "/manifest"), DeskGround.manifest("smart-public"));

    Reply begun =
        ground.post(vendor, at(dossier, "/checks"), Map.of("criteria", List.of("NET-01")));

    assertThat(begun.status()).isEqualTo(202);
    String run = at(dossier, "/checks/" + begun.word("run"));
    await().until(() -> ground.get(vendor, run).json().has("ended"));
    await()
        .until(() ->
            line(view(vendor, dossier), "NET-01").path("progress").asString("").equals("ACCEPTED"));
    assertThat(ground.post(vendor, at(dossier, "/checks"), Map.of()).status()).isEqualTo(429);
  }

  @Test
  void a_history_is_read_part_by_part_by_its_links() {
    String dossier = submitted("smart-public");
    awaitState(dossier, "ADMISSIBILITY");
    String own = at(dossier, "/history");
    List<Integer> numbers = new ArrayList<>();

    String next = own + "?size=2";
    while (!next.isEmpty()) {
      Reply part = ground.get(vendor, next);
      part.json().path("events").forEach(one -> numbers.add(one.path("number").asInt()));
      assertThat(part.json().path("events").size()).isLessThanOrEqualTo(2);
      next = part.link().replaceFirst("^</referencing(.*)>; rel=\"next\"$", "$1");
    }

    assertThat(numbers).hasSizeGreaterThan(2).isSortedAccordingTo(Comparator.reverseOrder());
    assertThat(numbers).doesNotHaveDuplicates().endsWith(1);
    for (String bad : List.of("?size=0", "?size=201", "?size=x", "?before=0", "?before=-1")) {
      assertThat(ground.get(vendor, own + bad).problem()).as(bad).isEqualTo("not-readable");
    }
    assertThat(ground.get(vendor, own + "?size=200").status()).isEqualTo(200);
    assertThat(ground.get(STRANGER, own).status()).isEqualTo(404);
  }

  @Test
  void a_question_stops_the_clock_until_it_is_answered() {
    String dossier = submitted("smart-public");
    awaitState(dossier, "ADMISSIBILITY");
    String question = at(dossier, "/questions/GOV-01");

    Map<String, Object> ask = Map.of("act", "ASK", "words", "Who signed?", "stopsClock", true);
    assertThat(ground.post(LEAD, question, ask).status()).isEqualTo(200);
    assertThat(view(vendor, dossier).word("turn")).isEqualTo("VENDORS");
    assertThat(line(view(vendor, dossier), "GOV-01").path("progress").asString(""))
        .isEqualTo("TO_COMPLETE");

    ground.post(vendor, question, Map.of("act", "SAY", "words", "The president."));
    assertThat(view(vendor, dossier).word("turn")).isEqualTo("OURS");
  }

  @Test
  void strangers_see_nothing_and_an_officer_with_an_interest_is_refused() {
    String dossier = submitted("smart-public");
    UUID interested = UUID.randomUUID();
    ground.house.makeOfficer(interested, Officer.Role.REVIEWER, false).await();
    Who.OfficerWho who = ground.house.lanes().officerStore().find(interested).await().orElseThrow();
    ground.house.officers().declare(who, UUID.fromString(organisation), "shares").await();

    assertThat(ground.get(STRANGER, at(dossier, "")).status()).isEqualTo(404);
    assertThat(ground.get(Caller.person(interested), at(dossier, "")).status()).isEqualTo(403);
    assertThat(ground.get(Caller.person(interested), "/queue").text()).doesNotContain(dossier);
    assertThat(ground.get(LEAD, "/queue").text()).contains(dossier);
    assertThat(ground.get(vendor, "/queue").status()).isEqualTo(403);
  }

  @Test
  void a_member_that_is_not_known_is_named_and_nothing_is_done() {
    String dossier = begun();
    Map<String, Object> body = Map.of("move", "ABANDON", "code", "VENDOR_DECIDES", "why", "");

    Reply refused = ground.post(vendor, at(dossier, "/moves"), body);

    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.word("detail")).contains("why");
    assertThat(view(vendor, dossier).word("state")).isEqualTo("DRAFT");
  }

  @Test
  void everybody_reads_the_table_and_the_times() {
    Reply moves = ground.get(STRANGER, "/moves");
    Reply times = ground.get(STRANGER, "/times");

    assertThat(moves.json().path("moves").size()).isGreaterThan(50);
    assertThat(times.json().path("steps").isArray()).isTrue();
    assertThat(moves.json().path("quorum").toString()).isEqualTo("{\"present\":4,\"citizens\":2}");
  }

  /// A dossier with all that is asked of it.
  private static String submitted(String manifest) {
    String dossier = begun();
    ground.put(vendor, at(dossier, "/manifest"), DeskGround.manifest(manifest));
    Reply early = move(vendor, dossier, "SUBMIT", "VENDOR_DECIDES");
    assertThat(early.problem()).isEqualTo("not-now");
    assertThat(early.word("detail")).contains("GOV-01");
    for (JsonNode line : view(vendor, dossier).json().path("criteria")) {
      if (line.path("progress").asString("").equals("TO_DO")) {
        String id = line.path("id").asString("");
        String file = "{\"synthetic\":\"" + id + "\"}";
        assertThat(
                ground.put(vendor, at(dossier, "/evidence/" + id + "?name=a.json"), file).status())
            .isEqualTo(201);
      }
    }
    Map<String, Object> stale = body(dossier, "SUBMIT", "VENDOR_DECIDES");
    stale.put("snapshot", "0".repeat(64));
    assertThat(ground.post(vendor, at(dossier, "/moves"), stale).problem())
        .isEqualTo("stale-snapshot");
    assertThat(move(vendor, dossier, "SUBMIT", "VENDOR_DECIDES").status()).isEqualTo(200);
    return dossier;
  }

  private static String begun() {
    return ground.post(vendor, "/dossiers", Map.of()).word("id");
  }

  private static void judgeAll(String dossier) {
    Reply view = view(LEAD, dossier);
    List<Integer> answers = new ArrayList<>();
    for (JsonNode line : view.json().path("criteria")) {
      if (line.has("notApplicable") || line.has("verdict")) {
        continue;
      }
      Map<String, Object> verdict = new LinkedHashMap<>();
      verdict.put("criterion", line.path("id").asString(""));
      verdict.put("word", "CONFORM");
      verdict.put("reason", Map.of("fr", "Vu et vérifié.", "en", "Seen and verified."));
      verdict.put("version", 0);
      verdict.put("snapshot", view.word("snapshot"));
      String verdicts = at(dossier, "/verdicts");
      answers.add(ground.post(LEAD, verdicts, verdict).status());
      if (answers.size() == 1) {
        assertThat(ground.post(LEAD, verdicts, verdict).problem()).isEqualTo("judged-meanwhile");
        assertThat(ground.post(vendor, verdicts, verdict).status()).isEqualTo(403);
      }
    }
    assertThat(answers).isNotEmpty().containsOnly(200);
  }

  private static void refusesShortcuts(String dossier) {
    String reason = move(LEAD, dossier, "ASK_REMEDY", "COURT", "GOV-01").problem();
    String uncited = move(LEAD, dossier, "ASK_REMEDY", "NOT_CONFORM").problem();
    String strange = move(LEAD, dossier, "ASK_REMEDY", "NOT_CONFORM", "XYZ-99").problem();
    String seat = move(SEAT, dossier, "REPORT", "CONFORM", "GOV-01").problem();
    Map<String, Object> undated = new LinkedHashMap<>();
    undated.put("criterion", "GOV-01");
    undated.put("word", "PARTIAL");
    undated.put("reason", Map.of("fr", "À compléter.", "en", "To be completed."));
    undated.put("version", 0);
    undated.put("snapshot", view(LEAD, dossier).word("snapshot"));
    String reserve = ground.post(LEAD, at(dossier, "/verdicts"), undated).problem();
    String nothing = ground.post(LEAD, at(dossier, "/proposals/9999"), confirm(dossier)).problem();

    assertThat(List.of(reason, uncited, strange, reserve)).containsOnly("not-readable");
    assertThat(seat).isEqualTo("not-allowed");
    assertThat(nothing).isEqualTo("not-now");
  }

  private static Map<String, Object> confirm(String dossier) {
    return Map.of("decision", "CONFIRM", "snapshot", view(LEAD, dossier).word("snapshot"));
  }

  private static Reply move(
      Caller who, String dossier, String move, String code, String... criteria) {
    return ground.post(who, at(dossier, "/moves"), body(dossier, move, code, criteria));
  }

  private static Map<String, Object> body(
      String dossier, String move, String code, String... criteria) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("move", move);
    body.put("code", code);
    body.put("criteria", List.of(criteria));
    body.put("snapshot", view(vendor, dossier).word("snapshot"));
    return body;
  }

  private static Reply view(Caller who, String dossier) {
    return ground.get(who, at(dossier, ""));
  }

  private static JsonNode line(Reply view, String criterion) {
    for (JsonNode line : view.json().path("criteria")) {
      if (line.path("id").asString("").equals(criterion)) {
        return line;
      }
    }
    throw new AssertionError("no " + criterion);
  }

  private static String at(String dossier, String below) {
    return "/dossiers/" + dossier + below;
  }

  private static void awaitState(String dossier, String state) {
    await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(() -> assertThat(view(vendor, dossier).word("state")).isEqualTo(state));
  }

  private static void awaitStanding(String dossier, AppStanding standing) {
    String software = view(vendor, dossier).word("software");
    await()
        .untilAsserted(() ->
            assertThat(ground.standings)
                .anyMatch(one -> one.software().equals(software) && one.standing() == standing));
  }

  private static Finding failed(String criterion) {
    return new Finding(
        criterion,
        Outcome.FAILED,
        Instant.parse("2026-03-02T09:00:00Z"),
        List.of("https://api.tension.example"),
        List.of(new Text("Le certificat a expiré.", "The certificate has expired.")),
        List.of(new Text("Renouvelez-le.", "Renew it.")));
  }
}
