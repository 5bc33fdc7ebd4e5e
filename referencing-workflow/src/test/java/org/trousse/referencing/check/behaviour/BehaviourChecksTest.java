package org.trousse.referencing.check.behaviour;

import static org.assertj.core.api.Assertions.assertThat;
import static org.trousse.referencing.check.behaviour.Tapes.DEVICE;
import static org.trousse.referencing.check.behaviour.Tapes.GIVEN;
import static org.trousse.referencing.check.behaviour.Tapes.ORIGINAL;
import static org.trousse.referencing.check.behaviour.Tapes.back;
import static org.trousse.referencing.check.behaviour.Tapes.begin;
import static org.trousse.referencing.check.behaviour.Tapes.device;
import static org.trousse.referencing.check.behaviour.Tapes.refused;
import static org.trousse.referencing.check.behaviour.Tapes.registered;
import static org.trousse.referencing.check.behaviour.Tapes.sent;
import static org.trousse.referencing.check.behaviour.Tapes.taken;
import static org.trousse.referencing.check.behaviour.Tapes.weight;
import static org.trousse.referencing.finding.Outcome.FAILED;
import static org.trousse.referencing.finding.Outcome.NOT_VERIFIED;
import static org.trousse.referencing.finding.Outcome.PASSED;

import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.trousse.referencing.check.Check;
import org.trousse.referencing.check.Look;
import org.trousse.referencing.check.Seen;
import org.trousse.referencing.check.Sight;
import org.trousse.referencing.check.Subject;
import org.trousse.referencing.criterion.RiskTier;
import org.trousse.referencing.finding.Finding;
import org.trousse.referencing.finding.Outcome;
import org.trousse.referencing.manifest.Manifest;
import org.trousse.referencing.sandbox.ExampleApps;
import org.trousse.referencing.text.Text;

/// What each check makes of a tape, good or bad. The tapes are written by hand.
final class BehaviourChecksTest {
  private static final URI KEYS = URI.create("https://app.example/jwks");
  private static final String ASKED =
      "response_type=code;pkce=S256;redirect=exact;state=yes;openid=yes;beyond=;code=given;"
          + "granted=body-weight.read body-weight.add glucose.read";
  private static final String TOKEN = "grant=authorization_code;client=proven;kid=a;proof=valid";
  private static final String READ =
      "token=live;proof=valid;granted=yes;tokenInUrl=no;asks=body-weight.read glucose.read";

  /// One row: what happened in the scenes of a criterion, and what follows.
  record Row(String criterion, String what, Outcome outcome, List<Sight.Taken> taken) {
    @Override
    public String toString() {
      return criterion + ": " + what;
    }
  }

  private static Row row(String criterion, String what, Outcome outcome, Sight.Taken... taken) {
    return new Row(criterion, what, outcome, List.of(taken));
  }

  static Stream<Row> rows() {
    return Stream.of(asking(), tokens(), values(), sending(), devices()).flatMap(List::stream);
  }

  private static List<Row> asking() {
    Sight.Taken good = taken(1, "authorize", 303, ASKED);
    Sight.Taken token = taken(2, "token", 200, TOKEN);
    Sight.Taken read = taken(3, "fhir", 200, READ);
    Sight.Taken add = sent(4, "a", "{}");
    return List.of(
        row("OAU-01", "code and S256", PASSED, good, token),
        row("OAU-01", "nothing was asked", NOT_VERIFIED),
        row("OAU-01", "plain", FAILED, taken(1, "authorize", 400, "pkce=plain;response_type=code")),
        row(
            "OAU-01",
            "no PKCE",
            FAILED,
            taken(1, "authorize", 400, "pkce=none;response_type=code")),
        row(
            "OAU-01",
            "implicit",
            FAILED,
            taken(1, "authorize", 400, "pkce=S256;response_type=token")),
        row("OAU-01", "password", FAILED, good, taken(2, "token", 400, "grant=password")),
        row(
            "OAU-01",
            "wrong verifier",
            FAILED,
            good,
            taken(2, "token", 400, TOKEN + ";pkce=wrong")),
        row("OAU-02", "to the letter", PASSED, good),
        row("OAU-02", "another address", FAILED, taken(1, "authorize", 400, "redirect=other")),
        row("OAU-03", "asked, declared, used", PASSED, good, token, read, add),
        row("OAU-03", "beyond", FAILED, taken(1, "authorize", 400, "beyond=patient/*.rs")),
        row("OAU-03", "never used", FAILED, good, token, read),
        row("OAU-04", "stopped", PASSED, good, back()),
        row("OAU-04", "never came back", NOT_VERIFIED, good),
        row("OAU-04", "redeemed", FAILED, good, back(), token),
        row("OAU-05", "in the header", PASSED, token, read),
        row("OAU-05", "in the address", FAILED, token, taken(3, "fhir", 401, "tokenInUrl=yes")));
  }

  private static List<Row> tokens() {
    Sight.Taken lost = taken(10, "token", 200, "grant=refresh_token;refresh=current;lost=yes");
    Sight.Taken retried = taken(20, "token", 200, "grant=refresh_token;refresh=retried");
    Sight.Taken next = taken(30, "token", 200, "grant=refresh_token;refresh=current");
    Sight.Taken replay = taken(30, "token", 400, "grant=refresh_token;refresh=replayed");
    Sight.Taken read = taken(40, "fhir", 200, READ);
    Sight.Taken ended = taken(10, "fhir", 401, "token=revoked");
    String part = "granted=body-weight.read;code=given";
    String partly = "token=live;granted=yes;asks=body-weight.read";
    return List.of(
        row("OAU-06", "retried and rotated", PASSED, lost, retried, next, read),
        row("OAU-06", "never refreshed", NOT_VERIFIED, read),
        row("OAU-06", "replayed", FAILED, lost, retried, replay, read),
        row("OAU-06", "gave up", FAILED, lost),
        row("OAU-07", "bound", PASSED, taken(1, "token", 200, TOKEN), read),
        row("OAU-07", "bearer", FAILED, taken(1, "token", 400, "proof=none")),
        row("OAU-07", "wrong proof", FAILED, taken(1, "token", 400, "proof=refused: htu")),
        row(
            "OAU-08",
            "two keys",
            PASSED,
            taken(1, "token", 200, TOKEN),
            taken(2, "token", 200, TOKEN.replace("kid=a", "kid=b"))),
        row("OAU-08", "one key for ever", FAILED, taken(1, "token", 200, TOKEN)),
        row("OAU-08", "refused", FAILED, taken(1, "token", 401, "client=refused: aud")),
        row("OAU-09", "stopped", PASSED, ended, taken(2_010, "token", 400, "refresh=ended")),
        row(
            "OAU-09",
            "a millisecond late",
            FAILED,
            ended,
            taken(2_011, "fhir", 401, "token=revoked")),
        row("OAU-09", "never met it", NOT_VERIFIED, read),
        row(
            "CNS-02",
            "works",
            PASSED,
            taken(1, "authorize", 303, part),
            taken(2, "token", 200, TOKEN),
            taken(3, "fhir", 200, partly)),
        row("CNS-02", "gives up", FAILED, taken(1, "authorize", 303, part)),
        row(
            "CNS-02",
            "asks again",
            FAILED,
            taken(1, "authorize", 303, part),
            taken(2, "token", 200, TOKEN),
            taken(3, "fhir", 200, partly),
            taken(4, "authorize", 303, part)),
        row(
            "CNS-02",
            "leaves it unused",
            FAILED,
            taken(1, "authorize", 303, part),
            taken(2, "token", 200, TOKEN)));
  }

  private static List<Row> values() {
    String exact = weight("154.3", "[lb_av]", DEVICE);
    String converted = weight("69.989", "kg", DEVICE);
    String kept = weight("69.989", "kg", DEVICE + ORIGINAL);
    String rounded = weight("69", "kg", DEVICE + ORIGINAL);
    String error = GIVEN.replace("\"unit\"", "\"error\":\"sensor\",\"unit\"");
    String impossible = GIVEN.replace("154.3", "0");
    String test = GIVEN.replace("\"unit\"", "\"test\":true,\"unit\"");
    String absent =
        exact.replaceFirst(
            "\"valueQuantity\":\\{[^}]*\\}",
            "\"dataAbsentReason\":{\"coding\":[{\"code\":\"error\"}]}");
    String tagged = weight("154.3", "[lb_av]", ",\"meta\":{\"security\":[{\"code\":\"HTEST\"}]}");
    return List.of(
        row("API-01", "valid", PASSED, sent(1, "a", exact)),
        row("API-01", "absent with its reason", PASSED, sent(1, "a", absent)),
        row("API-01", "nothing", NOT_VERIFIED, begin(GIVEN)),
        row("API-01", "no status", FAILED, sent(1, "a", exact.replace("final", "done"))),
        row("API-01", "no category", FAILED, sent(1, "a", exact.replace("vital-signs", "x"))),
        row("API-01", "no code", FAILED, sent(1, "a", exact.replace("29463-7", "00000-0"))),
        row("API-01", "no subject", FAILED, sent(1, "a", exact.replace("Patient/p", ""))),
        row("API-01", "a day", FAILED, sent(1, "a", exact.replace("T06:00:00Z", ""))),
        row("API-01", "no value", FAILED, sent(1, "a", exact.replace("valueQuantity", "x"))),
        row("API-01", "not JSON", FAILED, sent(1, "a", "no")),
        row("API-02", "as shown", PASSED, begin(GIVEN), sent(1, "a", exact)),
        row("API-02", "converted and kept", PASSED, begin(GIVEN), sent(1, "a", kept)),
        row("API-02", "converted and lost", FAILED, begin(GIVEN), sent(1, "a", converted)),
        row("API-02", "rounded", FAILED, begin(GIVEN), sent(1, "a", rounded)),
        row("API-02", "no UCUM", FAILED, begin(GIVEN), sent(1, "a", weight("154.3", "lb", ""))),
        row("API-02", "never came", NOT_VERIFIED, begin(GIVEN)),
        row("API-03", "code and device", PASSED, sent(1, "a", exact)),
        row("API-03", "no device", FAILED, sent(1, "a", weight("1", "kg", ""))),
        row("API-04", "a good value", PASSED, begin(GIVEN), sent(1, "a", exact)),
        row("API-04", "an error withheld", PASSED, begin(error)),
        row("API-04", "an error as absent", PASSED, begin(error), sent(1, "a", absent)),
        row("API-04", "an error as a value", FAILED, begin(error), sent(1, "a", exact)),
        row("API-04", "the impossible", FAILED, begin(impossible), sent(1, "a", exact)),
        row("API-04", "nothing at all", NOT_VERIFIED, begin(GIVEN)),
        row("DEV-07", "marked", PASSED, begin(test), sent(1, "a", tagged)),
        row("DEV-07", "unmarked", FAILED, begin(test), sent(1, "a", exact)),
        row("DEV-07", "marked without need", FAILED, begin(GIVEN), sent(1, "a", tagged)));
  }

  private static List<Row> sending() {
    String exact = weight("154.3", "[lb_av]", DEVICE);
    String late = exact.replace("06:00:00Z", "08:00:00Z");
    String ahead =
        GIVEN.replace(
            "\"device\"",
            "\"clock\":{\"shows\":\"2026-03-02T09:00:00+01:00\","
                + "\"at\":\"2026-03-02T07:00:00+01:00\"},\"device\"");
    String corrected = exact.replace("06:00:00Z", "04:00:00Z");
    Sight.Taken conflict = refused(1, "a", "409");
    Sight.Taken invalid = refused(2, "b", "422");
    Sight.Taken busy = refused(3, "c", "503");
    Sight.Taken first = taken(1, "fhir", 200, READ + ";page=1/2");
    Sight.Taken second = taken(2, "fhir", 200, READ + ";page=2/2");
    return List.of(
        row("API-05", "the same", PASSED, begin(GIVEN), sent(1, "a", exact), sent(2, "a", exact)),
        row("API-05", "two of one", FAILED, begin(GIVEN), sent(1, "a", exact), sent(2, "b", exact)),
        row(
            "API-05",
            "time of sending",
            FAILED,
            begin(GIVEN),
            sent(1, "a", exact),
            sent(2, "b", late)),
        row("API-06", "corrected", PASSED, begin(ahead), sent(1, "a", corrected)),
        row("API-06", "not corrected", FAILED, begin(ahead), sent(1, "a", exact)),
        row("API-06", "another hour", FAILED, begin(GIVEN), sent(1, "a", late)),
        row(
            "API-07",
            "respected",
            PASSED,
            recovered(conflict, invalid, busy, sent(1_003, "c", "{}"))),
        row(
            "API-07",
            "too early",
            FAILED,
            recovered(conflict, invalid, busy, sent(1_002, "c", "{}"))),
        row("API-07", "lost", FAILED, recovered(conflict, invalid, busy)),
        row("API-07", "again", FAILED, recovered(conflict, refused(9, "a", "409"), invalid, busy)),
        row("API-07", "too few", NOT_VERIFIED, recovered(conflict)),
        row("API-08", "all pages", PASSED, first, second),
        row("API-08", "one page", FAILED, first),
        row(
            "API-08",
            "without permission",
            FAILED,
            first,
            second,
            taken(3, "fhir", 403, "granted=no;asks=blood-pressure.read")));
  }

  /// After a 401 the app went on.
  private static Sight.Taken[] recovered(Sight.Taken... more) {
    List<Sight.Taken> all = new ArrayList<>();
    all.add(taken(0, "fhir", 401, "fault=401"));
    all.addAll(List.of(more));
    all.add(taken(5_000, "fhir", 200, "token=live"));
    return all.toArray(Sight.Taken[]::new);
  }

  private static List<Row> devices() {
    Sight.Taken one = registered("d1");
    Sight.Taken two = registered("d2");
    Sight.Taken ended = device(10, "d1", "x", "ended");
    Sight.Taken other = device(20, "d2", "y", "live");
    Sight.Taken crossed =
        taken(
            5, "device", "POST", 403, "does=send;device=d2;signedInAs=d1;own=no;credential=x", "");
    return List.of(
        row("DEV-01", "stops, the other goes on", PASSED, one, two, ended, other),
        row("DEV-01", "goes on", FAILED, one, two, ended, other, device(30, "d1", "x", "ended")),
        row("DEV-01", "both stop", FAILED, one, two, device(1, "d2", "y", "live"), ended),
        row("DEV-01", "one name", FAILED, one, ended),
        row("DEV-01", "silent", NOT_VERIFIED),
        row("DEV-02", "their own", PASSED, device(1, "d1", "x", "live"), other),
        row("DEV-02", "shared", FAILED, device(1, "d1", "y", "live"), other),
        row("DEV-03", "their own", PASSED, device(1, "d1", "x", "live"), other),
        row("DEV-03", "another’s", FAILED, crossed));
  }

  private static Subject subject() {
    return ExampleApps.subject(Manifest.Profile.FAPI2, RiskTier.R3, KEYS, KEYS);
  }

  private static Check check(String criterion) {
    return BehaviourChecks.all(ValidatesFhir.NONE).stream()
        .filter(one -> one.criterion().equals(criterion))
        .findFirst()
        .orElseThrow();
  }

  @ParameterizedTest
  @MethodSource("rows")
  void a_tape_means_what_it_shows(Row row) {
    Check check = check(row.criterion());
    Map<Look, Sight> sights = new HashMap<>();
    check.looks(subject()).forEach(look -> sights.put(look, new Sight.Tape(row.taken())));

    Finding finding = check.judge(subject(), new Seen(sights));

    assertThat(finding.outcome()).isEqualTo(row.outcome());
    assertThat(finding.saw()).isNotEmpty();
    assertThat(finding.mend().isEmpty()).isEqualTo(row.outcome() != FAILED);
  }

  @Test
  void what_nobody_saw_is_no_pass() {
    for (Check check : BehaviourChecks.all(ValidatesFhir.NONE)) {
      Finding finding = check.judge(subject(), new Seen(Map.of()));

      assertThat(finding.outcome()).as(check.criterion()).isEqualTo(NOT_VERIFIED);
    }
  }

  @Test
  void each_criterion_has_one_check() {
    assertThat(BehaviourChecks.all(ValidatesFhir.NONE))
        .extracting(Check::criterion)
        .doesNotHaveDuplicates()
        .hasSize(22);
  }

  @Test
  void a_validator_s_words_fail_the_resource() {
    Check check =
        BehaviourChecks.all(json -> List.of("Observation.x: unknown")).stream()
            .filter(one -> one.criterion().equals("API-01"))
            .findFirst()
            .orElseThrow();
    Sight tape = new Sight.Tape(List.of(sent(1, "a", weight("1", "kg", DEVICE))));

    Finding finding = check.judge(subject(), new Seen(Map.of(new Look.Play("units"), tape)));

    assertThat(finding.outcome()).isEqualTo(FAILED);
    assertThat(finding.saw())
        .extracting(Text::english)
        .containsExactly("Observation: Observation.x: unknown");
  }

  @Test
  void redirect_uris_are_whole_and_exact() {
    assertThat(AskingRules.acceptable("https://app.example/cb", false)).isTrue();
    assertThat(AskingRules.acceptable("http://127.0.0.1:9000/cb", false)).isTrue();
    assertThat(AskingRules.acceptable("com.example.app:/cb", true)).isTrue();
    assertThat(AskingRules.acceptable("com.example.app:/cb", false)).isFalse();
    assertThat(AskingRules.acceptable("https://*.app.example/cb", false)).isFalse();
    assertThat(AskingRules.acceptable("https://app.example/*", false)).isFalse();
    assertThat(AskingRules.acceptable("https://app.example/cb#x", false)).isFalse();
    assertThat(AskingRules.acceptable("https://a@app.example/cb", false)).isFalse();
    assertThat(AskingRules.acceptable("http://app.example/cb", true)).isFalse();
    assertThat(AskingRules.acceptable("http://localhost/cb", true)).isFalse();
    assertThat(AskingRules.acceptable("not an address", true)).isFalse();
  }
}
