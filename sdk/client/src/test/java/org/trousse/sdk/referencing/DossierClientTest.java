package org.trousse.sdk.referencing;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.trousse.sdk.http.Loopback;
import org.trousse.sdk.json.JsonObject;
import org.trousse.sdk.referencing.DossierClient.Decision;
import org.trousse.sdk.referencing.OfficerClient.NewVerdict;

final class DossierClientTest {
  private static final String ONE = "/referencing/dossiers/d1";
  private static final String VIEW =
      """
      {"id":"d1","reference":"R-1","software":"s1","state":"%s","snapshot":"abc","turn":"OURS",
       "clock":{"used":2,"limit":20,"workingDays":true,"overdue":false},"due":"2026-12-18",
       "tier":"R2","track":"EXCHANGE",
       "errors":[{"at":"/release/date","words":{"fr":"a","en":"b"},"mend":{"fr":"c","en":"d"}}],
       "criteria":[
         {"id":"NET-01","title":{"fr":"x","en":"TLS"},"decider":"MACHINE","mandatory":true,
          "progress":"PROVIDED","verdict":{"word":"NOT_VERIFIED","machine":true,"version":3},
          "finding":{"criterion":"NET-01","outcome":"NOT_VERIFIED","looked":["h:443"],
            "saw":[{"fr":"f","en":"e"}],"mend":[]},"files":0},
         {"id":"IDN-02","title":{"fr":"x","en":"y"},"decider":"MACHINE","mandatory":false,
          "progress":"NOT_APPLICABLE","notApplicable":{"fr":"non","en":"no"},"files":0}],
       "moves":["SUBMIT"]}\
      """;

  private final Loopback server = new Loopback();
  private final DossierClient script = client(new Credential.ApiKey("trousse_key"));
  private final Credential.Session session = new Credential.Session("trousse_session=c", "t");

  @AfterEach
  void stop() {
    server.close();
  }

  private DossierClient client(Credential who) {
    return new DossierClient(
        HttpClient.newHttpClient(), server.at(""), who, Locale.ENGLISH, Clock.systemUTC());
  }

  private OfficerClient officer() {
    return new OfficerClient(
        HttpClient.newHttpClient(), server.at(""), session, Locale.FRENCH, Clock.systemUTC());
  }

  private void answers(String path, int status, String body) {
    server.on(path, request -> Loopback.Reply.json(status, body));
  }

  private static <T> T found(CompletableFuture<Reply<T>> reply) {
    return reply.join().found().orElseThrow();
  }

  private static <T> DossierProblem refusal(CompletableFuture<Reply<T>> reply) {
    return reply.join().refusal().orElseThrow();
  }

  @Test
  void reads_where_a_dossier_stands() {
    answers(ONE, 200, VIEW.formatted("EXPERT_REVIEW"));

    DossierView view = found(script.view("d1"));

    assertThat(view.state()).isEqualTo("EXPERT_REVIEW");
    assertThat(view.turn()).isEqualTo("OURS");
    assertThat(view.clock()).isEqualTo(new DossierView.Clock(2, 20, true, false));
    assertThat(view.due()).isEqualTo("2026-12-18");
    assertThat(view.moves()).containsExactly("SUBMIT");
    assertThat(view.errors())
        .containsExactly(
            new DossierView.ManifestFault(
                "/release/date", new Words("a", "b"), new Words("c", "d")));
    CriterionLine line = view.criterion("NET-01").orElseThrow();
    assertThat(line.verdict()).isEqualTo(new CriterionLine.Verdict("NOT_VERIFIED", true, 3));
    assertThat(line.finding())
        .isEqualTo(
            new Finding(
                "NET-01",
                "NOT_VERIFIED",
                List.of("h:443"),
                List.of(new Words("f", "e")),
                List.of()));
    assertThat(line.notApplicable()).isNull();
    assertThat(view.criterion("IDN-02").orElseThrow().notApplicable())
        .isEqualTo(new Words("non", "no"));
  }

  @Test
  void a_script_shows_its_key_and_a_person_their_cookie_and_form_token() {
    answers(ONE, 200, VIEW.formatted("DRAFT"));
    answers(ONE + "/taken", 200, "{}");

    found(script.view("d1"));
    found(officer().take("d1", true));

    Loopback.Request byKey = server.asked(ONE).get(0);
    assertThat(byKey.header("Authorization")).isEqualTo("Bearer trousse_key");
    assertThat(byKey.header("Accept-language")).isEqualTo("en");
    assertThat(byKey.header("Cookie")).isNull();
    Loopback.Request byPerson = server.asked(ONE + "/taken").get(0);
    assertThat(byPerson.header("Cookie")).isEqualTo("trousse_session=c");
    assertThat(byPerson.header("X-csrf-token")).isEqualTo("t");
    assertThat(byPerson.header("Authorization")).isNull();
    assertThat(byPerson.body()).isEqualTo("{\"mine\":true}");
  }

  @Test
  void nothing_secret_is_told_of_a_credential() {
    assertThat(new Credential.ApiKey("trousse_key").toString()).doesNotContain("trousse_key");
    assertThat(session.toString()).doesNotContain("=c", "t)");
    assertThat(new DossierClient.Me(List.of(), null, "secret").toString()).doesNotContain("secret");
  }

  @Test
  void begins_saves_and_moves_as_the_api_wants_it() {
    answers("/referencing/dossiers", 201, VIEW.formatted("DRAFT"));
    answers(ONE + "/manifest", 200, VIEW.formatted("DRAFT"));
    answers(ONE + "/moves", 200, "{\"id\":\"d1\",\"state\":\"SUBMITTED\",\"proposal\":41}");

    found(script.begin("o1"));
    found(script.begin("o1", "s1"));
    found(script.saveManifest("d1", "{\"format\": 1}"));
    Decision decision = new Decision("SUBMIT", "VENDOR_DECIDES", List.of("A"), "abc", null);
    DossierView moved = found(script.move("d1", decision));

    assertThat(server.asked("/referencing/dossiers"))
        .extracting(Loopback.Request::body)
        .containsExactly(
            "{\"organisation\":\"o1\"}", "{\"organisation\":\"o1\",\"software\":\"s1\"}");
    Loopback.Request manifest = server.asked(ONE + "/manifest").get(0);
    assertThat(manifest.method()).isEqualTo("PUT");
    assertThat(manifest.body()).isEqualTo("{\"format\": 1}");
    assertThat(server.asked(ONE + "/moves").get(0).body())
        .isEqualTo(
            "{\"move\":\"SUBMIT\",\"code\":\"VENDOR_DECIDES\",\"criteria\":[\"A\"],"
                + "\"snapshot\":\"abc\"}");
    assertThat(moved.state()).isEqualTo("SUBMITTED");
    assertThat(moved.proposal()).isEqualTo(41);
  }

  @Test
  void a_file_goes_as_its_bytes_under_its_name() {
    answers(ONE + "/evidence/GOV-01", 201, "{\"sha256\":\"ff\"}");
    byte[] file = "%PDF-1.7 é".getBytes(StandardCharsets.UTF_8);

    String hash = found(script.handIn("d1", "GOV-01", "mandat signé.pdf", file));

    assertThat(hash).isEqualTo("ff");
    Loopback.Request put = server.asked(ONE + "/evidence/GOV-01").get(0);
    assertThat(put.method()).isEqualTo("PUT");
    assertThat(put.uri().getRawQuery()).isEqualTo("name=mandat+sign%C3%A9.pdf");
    assertThat(put.body()).isEqualTo("%PDF-1.7 é");
  }

  @Test
  void waits_for_the_end_of_a_run_also_when_one_began_just_before() {
    AtomicInteger asked = new AtomicInteger();
    AtomicInteger looked = new AtomicInteger();
    server.on(
        ONE + "/checks",
        request ->
            asked.getAndIncrement() == 0
                ? problem(429, "checked-just-now").with("Retry-After", "0")
                : Loopback.Reply.json(202, "{\"run\":\"r1\"}"));
    server.on(
        ONE + "/checks/r1",
        request ->
            Loopback.Reply.json(
                200,
                "{\"id\":\"r1\",\"looks\":9,\"looked\":4,\"started\":\"2026-11-22T12:00:00Z\""
                    + (looked.getAndIncrement() == 0
                        ? "}"
                        : ",\"ended\":\"2026-11-22T12:00:07Z\",\"findings\":["
                            + "{\"criterion\":\"A\",\"outcome\":\"FAILED\"}]}")));

    CheckRun run = found(script.check("d1", Set.of(), Duration.ofSeconds(20)));

    assertThat(asked).hasValue(2);
    assertThat(looked).hasValue(2);
    assertThat(run.took()).contains(Duration.ofSeconds(7));
    assertThat(run.findings()).singleElement().matches(Finding::failed);
  }

  @Test
  void waits_no_longer_than_it_was_told() {
    answers(ONE, 200, VIEW.formatted("AUTO_CHECK"));
    long start = System.nanoTime();

    DossierProblem problem =
        refusal(script.await("d1", Set.of("LISTED"), Duration.ofMillis(1_200)));

    assertThat(problem).isInstanceOf(DossierProblem.StillWaiting.class);
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
    assertThat(server.asked(ONE)).hasSizeBetween(1, 3);
  }

  @Test
  void a_wait_ends_when_the_state_comes() {
    AtomicInteger asked = new AtomicInteger();
    server.on(
        ONE,
        request ->
            Loopback.Reply.json(
                200, VIEW.formatted(asked.getAndIncrement() == 0 ? "HOOKUP" : "LISTED")));

    DossierView view = found(script.await("d1", Set.of("LISTED"), Duration.ofSeconds(20)));

    assertThat(view.state()).isEqualTo("LISTED");
    assertThat(asked).hasValue(2);
  }

  @ParameterizedTest
  @CsvSource({
    "401, vendor-sign-in, SignIn",
    "403, form-token, NotAllowed",
    "403, not-allowed, NotAllowed",
    "403, second-person, SecondPerson",
    "404, no-such-thing, NoSuchThing",
    "409, not-now, NotNow",
    "409, stale-snapshot, StaleSnapshot",
    "409, judged-meanwhile, JudgedMeanwhile",
    "409, quorum, NoQuorum",
    "415, file-kind, Refused",
    "400, not-readable, Refused",
    "429, checked-just-now, Retry",
    "503, vendor-busy, Retry"
  })
  void a_refusal_is_of_its_own_type_and_keeps_its_words(int status, String word, String type) {
    server.on(ONE, request -> problem(status, word));

    DossierProblem problem = refusal(script.view("d1"));

    assertThat(problem.getClass().getSimpleName()).isEqualTo(type);
    assertThat(problem.why()).isEqualTo("mend this");
  }

  @Test
  void an_answer_that_is_none_is_not_understood_and_none_at_all_is_unreachable() {
    answers(ONE, 200, "<html>");
    answers("/referencing/dossiers/d2", 502, "<html>");
    Loopback gone = new Loopback();
    gone.close();
    DossierClient nowhere =
        new DossierClient(
            HttpClient.newHttpClient(), gone.at(""), session, Locale.ENGLISH, Clock.systemUTC());

    assertThat(refusal(script.view("d1"))).isInstanceOf(DossierProblem.NotUnderstood.class);
    assertThat(refusal(script.view("d2"))).isInstanceOf(DossierProblem.NotUnderstood.class);
    assertThat(refusal(nowhere.view("d1"))).isInstanceOf(DossierProblem.Unreachable.class);
  }

  @Test
  void what_is_no_id_stays_one_step_of_the_path() {
    answers("/referencing/dossiers/../queue?x=1", 200, VIEW.formatted("DRAFT"));

    found(script.view("../queue?x=1"));

    assertThat(server.asked("/referencing/dossiers/../queue?x=1"))
        .singleElement()
        .extracting(request -> request.uri().getRawPath())
        .isEqualTo("/referencing/dossiers/..%2Fqueue%3Fx%3D1");
  }

  @Test
  void an_officer_judges_confirms_and_declines() {
    answers(ONE + "/verdicts", 200, VIEW.formatted("EXPERT_REVIEW"));
    answers(ONE + "/proposals/41", 200, VIEW.formatted("AGREEMENT"));
    OfficerClient officer = officer();
    Words reason = new Words("Vu.", "Seen.");

    found(officer.judge("d1", new NewVerdict("GOV-01", "CONFORM", reason, null, 2, "abc")));
    found(officer.confirm("d1", 41, "abc"));
    found(officer.decline("d1", 41, reason));

    assertThat(server.asked(ONE + "/verdicts").get(0).body())
        .isEqualTo(
            "{\"criterion\":\"GOV-01\",\"word\":\"CONFORM\","
                + "\"reason\":{\"fr\":\"Vu.\",\"en\":\"Seen.\"},\"version\":2,"
                + "\"snapshot\":\"abc\"}");
    assertThat(server.asked(ONE + "/proposals/41"))
        .extracting(Loopback.Request::body)
        .containsExactly(
            "{\"decision\":\"CONFIRM\",\"snapshot\":\"abc\"}",
            "{\"decision\":\"DECLINE\",\"reason\":{\"fr\":\"Vu.\",\"en\":\"Seen.\"}}");
  }

  @Test
  void an_opinion_says_who_sat_and_a_refusal_what_the_quorum_lacks() {
    answers(
        ONE,
        200,
        "{\"id\":\"d1\",\"state\":\"COMMITTEE\",\"committee\":["
            + "{\"account\":\"a1\",\"role\":\"COMMITTEE\",\"citizen\":true,\"recused\":false},"
            + "{\"account\":\"a2\",\"role\":\"LEAD\",\"citizen\":false,\"recused\":true}]}");
    answers(
        ONE + "/moves",
        409,
        "{\"type\":\"/problems/quorum\",\"detail\":\"Citizens present: 1.\",\"missing\":["
            + "{\"what\":\"CITIZENS\"},{\"what\":\"PROPOSER\"}]}");
    Decision opinion = new Decision("OPINE_FAVOURABLE", "CONFORM", List.of("A"), "abc", null);

    DossierView view = found(officer().dossiers().view("d1"));
    DossierProblem problem = refusal(officer().opine("d1", opinion, List.of("a1", "a3")));

    assertThat(view.committee())
        .containsExactly(
            new DossierView.Seat("a1", "COMMITTEE", true, false),
            new DossierView.Seat("a2", "LEAD", false, true));
    assertThat(server.asked(ONE + "/moves").get(0).body())
        .isEqualTo(
            "{\"move\":\"OPINE_FAVOURABLE\",\"code\":\"CONFORM\",\"criteria\":[\"A\"],"
                + "\"snapshot\":\"abc\",\"present\":[\"a1\",\"a3\"]}");
    assertThat(problem)
        .isEqualTo(
            new DossierProblem.NoQuorum("Citizens present: 1.", List.of("CITIZENS", "PROPOSER")));
  }

  @Test
  void questions_are_listed_asked_and_answered() {
    answers(
        ONE + "/questions",
        200,
        "{\"questions\":[{\"criterion\":\"GOV-01\",\"open\":true,\"turn\":\"VENDOR\","
            + "\"stopsClock\":true}]}");
    answers(ONE + "/questions/GOV-01", 200, "{}");

    List<DossierClient.Question> questions = found(script.questions("d1"));
    found(script.say("d1", "GOV-01", "Page 3."));
    found(officer().ask("d1", "GOV-01", "Who?", true));

    assertThat(questions)
        .containsExactly(new DossierClient.Question("GOV-01", true, "VENDOR", true));
    assertThat(server.asked(ONE + "/questions/GOV-01"))
        .extracting(Loopback.Request::body)
        .containsExactly(
            "{\"act\":\"SAY\",\"words\":\"Page 3.\"}",
            "{\"act\":\"ASK\",\"words\":\"Who?\",\"stopsClock\":true}");
  }

  @Test
  void a_visitor_reads_who_they_are() {
    answers(
        "/referencing/organisations/me",
        200,
        "{\"organisations\":[{\"id\":\"o1\",\"legalName\":\"Exemple\",\"registration\":\"1\","
            + "\"country\":\"FR\",\"role\":\"OWNER\"}],\"officer\":\"LEAD\",\"csrf\":\"t\"}");

    DossierClient.Me me = found(client(session).me());

    assertThat(me.organisations())
        .containsExactly(new DossierClient.Organisation("o1", "Exemple", "1", "FR", "OWNER"));
    assertThat(me.officer()).isEqualTo("LEAD");
    assertThat(me.formToken()).isEqualTo("t");
  }

  private static Loopback.Reply problem(int status, String word) {
    String body =
        JsonObject.EMPTY
            .with("type", "https://trousse.example/problems/" + word)
            .with("detail", "mend this")
            .json();
    return Loopback.Reply.json(status, body);
  }
}
