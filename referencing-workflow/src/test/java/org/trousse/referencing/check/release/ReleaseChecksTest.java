package org.trousse.referencing.check.release;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.trousse.referencing.check.Check;
import org.trousse.referencing.check.Look;
import org.trousse.referencing.check.Sight;
import org.trousse.referencing.check.Vendors;
import org.trousse.referencing.check.file.JsonFile;
import org.trousse.referencing.finding.Finding;
import org.trousse.referencing.finding.Outcome;
import org.trousse.referencing.text.Text;

final class ReleaseChecksTest {
  private static final String BILL =
      """
      {"bomFormat": "CycloneDX", "specVersion": "1.6", "version": 1,
       "serialNumber": "urn:uuid:00000000-0000-4000-8000-000000000001",
       "metadata": {"component": {"type": "application", "name": "example", "version": "2.4.1",
         "bom-ref": "app", "hashes": [{"alg": "SHA-256", "content": "HASH"}]}},
       "components": [
         {"type": "library", "name": "example-json", "version": "1.2.0", "bom-ref": "a",
          "purl": "pkg:maven/org.example/example-json@1.2.0?type=jar"},
         {"type": "framework", "name": "ui", "version": "5.0.0", "bom-ref": "b",
          "purl": "pkg:npm/%40example/ui@5.0.0",
          "components": [{"type": "file", "name": "nested.js", "bom-ref": "c",
            "hashes": [{"alg": "SHA-1", "content": "0123456789012345678901234567890123456789"}]}]}
       ]}\
      """
          .replace("HASH", Vendors.BUILD_HASH);

  private static Finding judge(Check check, String bill, Sight list) {
    Vendors vendor = new Vendors().page(Vendors.SBOM, "application/json", bill);
    return (check instanceof VulnerabilityCheck
            ? vendor.sight(new Look.Vulnerabilities(), list)
            : vendor)
        .judge(check);
  }

  private static Finding bill(String bill) {
    return judge(new SbomCheck(), bill, new Sight.NotSeen(new Text("", "")));
  }

  private static void failed(Finding finding, String words) {
    assertThat(finding.outcome()).isEqualTo(Outcome.FAILED);
    assertThat(finding.saw()).extracting(Text::english).anyMatch(line -> line.contains(words));
    assertThat(finding.mend()).isNotEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"1.4", "1.5", "1.6", "1.7"})
  void a_whole_bill_of_this_build_passes(String version) {
    Finding finding = bill(BILL.replace("1.6", version));

    assertThat(finding.outcome()).as("%s", finding.saw()).isEqualTo(Outcome.PASSED);
    assertThat(finding.saw()).extracting(Text::english).contains("3 component(s).");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"1.6\" | \"1.3\" | CycloneDX 1.4",
        "\"1.6\" | 1.6 | CycloneDX 1.4",
        "\"CycloneDX\" | \"SPDX\" | CycloneDX 1.4",
        "\"version\": 1, | \"version\": 0, | positive integer",
        "\"version\": 1, | \"version\": \"1\", | positive integer",
        "urn:uuid:0 | uuid:0 | serialNumber",
        "\"2.4.1\" | \"2.4.0\" | describes version",
        "abab | baba | not the manifest",
        "SHA-256 | SHA-512 | malformed hash",
        "SHA-256 | SHA-999 | malformed hash",
        "\"library\" | \"book\" | no known type",
        "\"example-json\" | \"\" | no name",
        "\"bom-ref\": \"b\" | \"bom-ref\": \"a\" | repeats a bom-ref",
        "\"bom-ref\": \"a\" | \"bom-ref\": \"app\" | repeats a bom-ref",
        "012345 | zzzzzz | malformed hash",
        "\"version\": 1, | \"version\": 1, \"version\": 1, | no JSON object",
        "\"components\": [ | \"componentz\": [ | No component"
      })
  void names_what_is_wrong_with_a_bill(String from, String to, String words) {
    assertThat(BILL).contains(from);

    failed(bill(BILL.replaceFirst(java.util.regex.Pattern.quote(from), to)), words);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "[]", "null", "{", "<html>", "\"x\"", "{} {}"})
  void what_is_no_bill_fails(String body) {
    assertThat(bill(body).outcome()).isEqualTo(Outcome.FAILED);
  }

  @Test
  void a_bill_that_is_too_deep_is_refused_at_once() {
    failed(bill("{\"a\":".repeat(100_000)), "no JSON object");
  }

  @Test
  void without_a_bill_it_fails_and_unseen_it_is_not_verified() {
    Vendors none = new Vendors();
    none.sbom = null;

    assertThat(none.judge(new SbomCheck()).outcome()).isEqualTo(Outcome.FAILED);
    assertThat(new Vendors().judge(new SbomCheck()).outcome()).isEqualTo(Outcome.NOT_VERIFIED);
    assertThat(new Vendors().judge(new VulnerabilityCheck()).outcome())
        .isEqualTo(Outcome.NOT_VERIFIED);
  }

  @ParameterizedTest
  @CsvSource({
    "pkg:maven/org.example/lib@1.0?type=jar#x, maven, org.example/lib, 1.0",
    "pkg:npm/%40scope/ui@2.0.0, npm, @scope/ui, 2.0.0",
    "pkg:PYPI/My_Package@3, pypi, my-package, 3",
    "pkg:golang/Example.com/Mod@v1.2.3, golang, example.com/mod, v1.2.3",
    "pkg:cargo/serde, cargo, serde, ''"
  })
  void reads_package_urls(String text, String type, String name, String version) {
    assertThat(Purl.parse(text)).contains(new Purl(type, name, version));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "maven/a/b@1", "pkg:maven", "pkg:/", "pkg:npm/", "pkg:npm/%zz@1"})
  void refuses_what_is_no_package_url(String text) {
    assertThat(Purl.parse(text)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "SEMVER, 1.0.0, 2.0.0",
    "SEMVER, 1.9.0, 1.10.0",
    "SEMVER, 1.0.0-alpha, 1.0.0",
    "SEMVER, 1.0.0-alpha, 1.0.0-alpha.1",
    "SEMVER, 1.0.0-alpha.1, 1.0.0-alpha.beta",
    "SEMVER, 1.0.0-beta.2, 1.0.0-beta.11",
    "SEMVER, 1.0.0-rc.1, 1.0.0",
    "SEMVER, v1.0.0, v1.0.1",
    "PIECES, 1.0, 1.0.1",
    "PIECES, 1.9, 1.10",
    "PIECES, 1.0-alpha, 1.0-beta",
    "PIECES, 1.0-beta, 1.0-rc1",
    "PIECES, 1.0-rc1, 1.0",
    "PIECES, 1.0-SNAPSHOT, 1.0",
    "PIECES, 1.0, 1.0-sp1",
    "PIECES, 2.12.7, 2.12.7.1",
    "PIECES, 1.0a1, 1.0b1",
    "PIECES, 1.0.dev1, 1.0a1"
  })
  void orders_versions(VersionOrder order, String earlier, String later) {
    assertThat(order.compare(earlier, later)).isNegative();
    assertThat(order.compare(later, earlier)).isPositive();
    assertThat(order.compare(earlier, earlier)).isZero();
  }

  @ParameterizedTest
  @CsvSource({
    "SEMVER, 1.0.0+a, 1.0.0+b",
    "PIECES, 1.0, 1.0.0",
    "PIECES, 1.0.Final, 1.0",
    "PIECES, 1.0-GA, 1"
  })
  void some_versions_are_the_same(VersionOrder order, String one, String other) {
    assertThat(order.compare(one, other)).isZero();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'introduced':'0'} | 0.0.1 | true",
        "{'introduced':'0'},{'fixed':'1.2.0'} | 1.1.9 | true",
        "{'introduced':'0'},{'fixed':'1.2.0'} | 1.2.0 | false",
        "{'introduced':'0'},{'last_affected':'1.2.0'} | 1.2.0 | true",
        "{'introduced':'0'},{'last_affected':'1.2.0'} | 1.2.1 | false",
        "{'introduced':'1.0.0'},{'fixed':'1.2.0'} | 0.9.0 | false",
        "{'introduced':'1.0.0'},{'fixed':'1.2.0'} | 1.0.0 | true",
        "{'introduced':'1.0.0'},{'fixed':'1.2.0'} | 1.0.0-rc.1 | false",
        "{'introduced':'1.0.0'},{'fixed':'1.2.0'},{'introduced':'2.0.0'},{'fixed':'2.1.0'} | 2.0.5"
            + " | true",
        "{'introduced':'1.0.0'},{'fixed':'1.2.0'},{'introduced':'2.0.0'},{'fixed':'2.1.0'} | 1.5.0"
            + " | false",
        "{'fixed':'2.1.0'},{'introduced':'2.0.0'},{'fixed':'1.2.0'},{'introduced':'1.0.0'} | 2.0.5"
            + " | true",
        "{'introduced':'0'},{'limit':'1.0.0'} | 1.0.0 | false",
        "{'introduced':'0'},{'limit':'1.0.0'} | 0.9.0 | true",
        "{'introduced':'0'},{'limit':'*'} | 9.0.0 | true"
      })
  void evaluates_ranges_as_the_schema_says(String events, String version, boolean affected) {
    String json =
        "{'ranges':[{'type':'SEMVER','events':["
            + events
            + "]},{'type':'GIT','events':"
            + "[{'introduced':'0'}]}]}";

    assertThat(
            Osv.affects(
                JsonFile.read(json.replace('\'', '"')).orElseThrow(),
                new Purl("npm", "ui", version)))
        .isEqualTo(affected);
  }

  @ParameterizedTest
  @CsvSource({
    "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H, 9.8",
    "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:C/C:H/I:H/A:H, 10.0",
    "CVSS:3.0/AV:N/AC:L/PR:N/UI:R/S:C/C:L/I:L/A:N, 6.1",
    "CVSS:3.1/AV:L/AC:L/PR:L/UI:N/S:U/C:H/I:H/A:H, 7.8",
    "CVSS:3.1/AV:N/AC:H/PR:N/UI:N/S:U/C:N/I:N/A:H, 5.9",
    "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:N, 0.0"
  })
  void scores_vectors_of_version_3(String vector, double score) {
    assertThat(Cvss.base(vector)).hasValue(score);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "9.8",
        "CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N",
        "CVSS:3.1/AV:N",
        "CVSS:3.1/AV:X/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H"
      })
  void does_not_score_what_it_does_not_know(String vector) {
    assertThat(Cvss.base(vector)).isEmpty();
  }

  private static Sight list(String entry) {
    return new Sight.VulnerabilityList(
        Vendors.NOW.minusSeconds(3_600), "[" + entry.replace('\'', '"') + "]");
  }

  private static String entry(String published, String affected, String rating) {
    return "{'id':'EX-2026-1','published':'%s','affected':[%s],%s}"
        .formatted(published, affected, rating);
  }

  private static final String OLD = "2026-09-01T00:00:00Z";
  private static final String NEW = "2026-11-10T00:00:00Z";
  private static final String MAVEN =
      "{'package':{'ecosystem':'Maven','name':'org.example:example-json'},'ranges':[{'type':"
          + "'ECOSYSTEM','events':[{'introduced':'1.0.0'},{'fixed':'1.3.0'}]}]}";
  private static final String NPM =
      "{'package':{'ecosystem':'npm','name':'@example/ui','purl':'pkg:npm/%40example/ui'},"
          + "'versions':['5.0.0']}";
  private static final String CRITICAL =
      "'severity':[{'type':'CVSS_V3','score':'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H'}]";
  private static final String HIGH = "'database_specific':{'severity':'HIGH'}";

  @Test
  void fails_by_a_critical_or_exploited_vulnerability_of_more_than_30_days() {
    VulnerabilityCheck check = new VulnerabilityCheck();

    failed(judge(check, BILL, list(entry(OLD, MAVEN, CRITICAL))), "EX-2026-1");
    failed(judge(check, BILL, list(entry(OLD, NPM, CRITICAL))), "@example/ui 5.0.0");
    failed(
        judge(check, BILL, list(entry(OLD, NPM, "'database_specific':{'severity':'CRITICAL'}"))),
        "critical");
    failed(
        judge(
            check,
            BILL,
            list(
                entry(
                    OLD, MAVEN, "'database_specific':{'severity':'LOW','known_exploited':true}"))),
        "exploited");
    failed(
        judge(check, BILL, list(entry("2026-10-23T11:59:59Z", MAVEN, CRITICAL))), "more than 30");
  }

  @Test
  void passes_what_is_new_lesser_fixed_withdrawn_or_of_others() {
    VulnerabilityCheck check = new VulnerabilityCheck();

    for (String entry :
        List.of(
            "",
            entry(NEW, MAVEN, CRITICAL),
            entry("2026-10-23T12:00:00Z", MAVEN, CRITICAL),
            entry(OLD, MAVEN, HIGH),
            entry(OLD, MAVEN.replace("1.3.0", "1.2.0"), CRITICAL),
            entry(OLD, MAVEN.replace("example-json", "example-json2"), CRITICAL),
            entry(OLD, NPM.replace("['5.0.0']", "['5.0.1']"), CRITICAL),
            entry(OLD, MAVEN, CRITICAL + ",'withdrawn':'2026-10-01T00:00:00Z'"))) {
      Finding finding = judge(check, BILL, list(entry));

      assertThat(finding.outcome()).as(entry).isEqualTo(Outcome.PASSED);
    }
  }

  @Test
  void says_when_it_cannot_know() {
    VulnerabilityCheck check = new VulnerabilityCheck();

    assertThat(judge(check, BILL, list(entry(OLD, MAVEN, "'severity':[]"))).outcome())
        .as("severity unknown")
        .isEqualTo(Outcome.NOT_VERIFIED);
    assertThat(judge(check, BILL, new Sight.NotSeen(new Text("a", "b"))).outcome())
        .isEqualTo(Outcome.NOT_VERIFIED);
    assertThat(judge(check, BILL, new Sight.VulnerabilityList(Instant.parse(OLD), "[]")).outcome())
        .as("an old list")
        .isEqualTo(Outcome.NOT_VERIFIED);
    assertThat(judge(check, BILL, new Sight.VulnerabilityList(Vendors.NOW, "{")).outcome())
        .isEqualTo(Outcome.NOT_VERIFIED);
    assertThat(judge(check, BILL.replace("purl", "pearl"), list("")).outcome())
        .as("nothing to compare")
        .isEqualTo(Outcome.NOT_VERIFIED);
  }
}
