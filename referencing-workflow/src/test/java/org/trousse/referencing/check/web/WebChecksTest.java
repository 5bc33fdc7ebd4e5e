package org.trousse.referencing.check.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.trousse.referencing.check.Check;
import org.trousse.referencing.check.Look;
import org.trousse.referencing.check.Sight;
import org.trousse.referencing.check.Vendors;
import org.trousse.referencing.finding.Finding;
import org.trousse.referencing.finding.Outcome;
import org.trousse.referencing.manifest.Manifest.SubProcessor;
import org.trousse.referencing.text.Text;

final class WebChecksTest {
  private static final String TEXT = "text/plain; charset=utf-8";
  private static final String GOOD =
      """
      # our security contact
      Contact: mailto:security@vendor.example
      Contact: https://vendor.example/report
      Expires: 2027-06-30T00:00:00Z
      Policy: https://vendor.example/disclosure
      Canonical: https://vendor.example/.well-known/security.txt
      Preferred-Languages: fr, en
      """;
  private static final Sight NOTHING =
      new Sight.NotSeen(new Text("Personne ne répond.", "Nobody answers."));

  private static Finding securityTxt(String body) {
    return new Vendors().page(Vendors.SECURITY_TXT, TEXT, body).judge(new SecurityTxtCheck());
  }

  private static void failed(Finding finding, String words) {
    assertThat(finding.outcome()).isEqualTo(Outcome.FAILED);
    assertThat(finding.saw()).extracting(Text::english).anyMatch(line -> line.contains(words));
    assertThat(finding.mend()).isNotEmpty();
    assertThat(finding.mend())
        .allSatisfy(mend -> {
          assertThat(mend.french()).isNotBlank();
          assertThat(mend.english()).isNotBlank();
        });
  }

  @Test
  void a_whole_security_txt_passes() {
    Finding finding = securityTxt(GOOD);

    assertThat(finding.outcome()).isEqualTo(Outcome.PASSED);
    assertThat(finding.looked()).contains(Vendors.SECURITY_TXT.toString());
    assertThat(finding.saw()).isNotEmpty();
    assertThat(finding.mend()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Contact: tel:+33-1-99-00-00-00~Expires: 2027-06-30T00:00:00+02:00",
        "contact:mailto:a@b.example~EXPIRES:2027-06-30t00:00:00z",
        "-----BEGIN PGP SIGNED MESSAGE-----~Hash: SHA512~~Contact: https://a.example~"
            + "Expires: 2027-06-30T00:00:00Z~-----BEGIN PGP SIGNATURE-----~~iQ=odd line~",
        "Contact: https://a.example\r~Expires: 2027-06-30T00:00:00Z\r~X-New: field\r~"
      })
  void odd_but_right_files_pass(String body) {
    assertThat(securityTxt(body.replace("~", "\n")).outcome()).isEqualTo(Outcome.PASSED);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Expires: 2027-06-30T00:00:00Z | no Contact",
        "Contact: security@vendor.example~Expires: 2027-06-30T00:00:00Z | Contact field is not",
        "Contact: http://vendor.example~Expires: 2027-06-30T00:00:00Z | Contact field is not",
        "Contact: mailto:nobody~Expires: 2027-06-30T00:00:00Z | Contact field is not",
        "Contact: https://a.example | Expires field is missing",
        "Contact: https://a.example~Expires: tomorrow | Expires field is missing",
        "Contact: https://a.example~Expires: 2027-06-30 | Expires field is missing",
        "Contact: https://a.example~Expires: 2027-06-30T00:00:00Z~Expires: 2027-06-30T00:00:00Z"
            + " | repeated",
        "Contact: https://a.example~Expires: 2026-11-22T12:00:00Z | expired on",
        "Contact: https://a.example~Expires: 2020-01-01T00:00:00Z | expired on",
        "Contact: https://a.example~Expires: 2027-06-30T00:00:00Z~Canonical:"
            + " https://vendor.example.evil.example/.well-known/security.txt | another address",
        "Contact: https://a.example~Expires: 2027-06-30T00:00:00Z~hello there | neither a field",
        "Contact: https://a.example~Expires: 2027-06-30T00:00:00Z~Policy: http://a.example | https",
        "Contact: https://a.example~Expires: 2027-06-30T00:00:00Z~Preferred-Languages: fr"
            + "~Preferred-Languages: en | repeated",
        "<!doctype html><html><body>Contact: https://a.example | web page"
      })
  void names_what_is_wrong_with_a_security_txt(String body, String words) {
    failed(securityTxt(body.replace("~", "\n")), words);
  }

  @Test
  void a_file_that_the_operator_let_be_http_may_name_http_pages_but_no_http_contact() {
    Vendors opened = new Vendors();
    opened.securityTxt = URI.create("http://127.0.0.1:8091/.well-known/security.txt");
    String policy = "Expires: 2027-06-30T00:00:00Z\nPolicy: http://127.0.0.1:8091/disclosure\n";
    opened.page(opened.securityTxt, TEXT, "Contact: mailto:a@b.example\n" + policy);
    Vendors contact = new Vendors();
    contact.securityTxt = opened.securityTxt;
    contact.page(contact.securityTxt, TEXT, "Contact: http://127.0.0.1:8091/\n" + policy);

    assertThat(opened.judge(new SecurityTxtCheck()).outcome()).isEqualTo(Outcome.PASSED);
    failed(contact.judge(new SecurityTxtCheck()), "Contact field is not");
  }

  @Test
  void wants_the_file_in_its_place_as_text() {
    Vendors html = new Vendors().page(Vendors.SECURITY_TXT, "text/html", GOOD);
    failed(html.judge(new SecurityTxtCheck()), "web page");

    Vendors missing =
        new Vendors()
            .sight(
                new Look.Fetch(Vendors.SECURITY_TXT),
                new Sight.Page(Vendors.SECURITY_TXT, 404, Map.of(), GOOD));
    failed(missing.judge(new SecurityTxtCheck()), "404");

    Vendors elsewhere = new Vendors();
    elsewhere.securityTxt = URI.create("https://vendor.example/security.txt");
    elsewhere.page(elsewhere.securityTxt, TEXT, GOOD);
    failed(elsewhere.judge(new SecurityTxtCheck()), "not at the address");
  }

  @Test
  void what_nobody_saw_is_no_pass() {
    for (Check check : WebChecks.ALL) {
      Finding finding = new Vendors().judge(check);

      assertThat(finding.outcome()).as(check.criterion()).isEqualTo(Outcome.NOT_VERIFIED);
      assertThat(finding.saw()).isNotEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "200, 1, PASSED",
    "202, 86400, PASSED",
    "204, 86401, FAILED",
    "500, 1, FAILED",
    "301, 1, FAILED",
    "401, 1, FAILED"
  })
  void a_drill_is_answered_by_2xx_within_24_hours(int status, long seconds, Outcome outcome) {
    Finding finding =
        new Vendors()
            .sight(
                new Look.Drill(Vendors.WEBHOOK),
                new Sight.Answered(status, Duration.ofSeconds(seconds), "secret body"))
            .judge(new DrillCheck());

    assertThat(finding.outcome()).isEqualTo(outcome);
    assertThat(finding.toString()).doesNotContain("secret body");
  }

  @Test
  void an_app_without_an_incident_address_fails_the_drill() {
    Vendors vendor = new Vendors();
    vendor.webhook = null;

    failed(vendor.judge(new DrillCheck()), "does not say where");
  }

  private static final String POLICY =
      "<html><body><h1>Signaler une vulnérabilité</h1><p>"
          + "Vous pouvez signaler une faille de sécurité à notre équipe. ".repeat(12)
          + "</p></body></html>";

  @Test
  void a_disclosure_policy_that_security_txt_leads_to_passes() {
    Finding finding =
        new Vendors()
            .page(Vendors.DISCLOSURE, "text/html", POLICY)
            .page(Vendors.SECURITY_TXT, TEXT, GOOD)
            .judge(new DisclosureCheck());

    assertThat(finding.outcome()).isEqualTo(Outcome.PASSED);
  }

  @Test
  void a_policy_that_is_not_linked_or_says_nothing_fails() {
    failed(
        new Vendors()
            .page(Vendors.DISCLOSURE, "text/html", POLICY)
            .page(
                Vendors.SECURITY_TXT,
                TEXT,
                GOOD.replace("example/disclosure", "example/disclosure.evil.example"))
            .judge(new DisclosureCheck()),
        "does not lead");
    failed(
        new Vendors()
            .page(Vendors.DISCLOSURE, "text/html", "<p>" + "Bienvenue sur notre site. ".repeat(40))
            .page(Vendors.SECURITY_TXT, TEXT, GOOD)
            .judge(new DisclosureCheck()),
        "does not say how");
    failed(
        new Vendors()
            .page(Vendors.DISCLOSURE, "text/html", "<script>" + POLICY + "</script>")
            .page(Vendors.SECURITY_TXT, TEXT, GOOD)
            .judge(new DisclosureCheck()),
        "does not say how");
  }

  private static Finding countries(
      List<String> declared, List<String> addresses, Map<String, String> countries) {
    Vendors vendor = new Vendors();
    vendor.countries = declared;
    return vendor
        .sight(new Look.Resolve("api.vendor.example"), new Sight.Addresses(addresses, countries))
        .judge(new CountriesCheck());
  }

  @Test
  void data_stay_in_declared_countries_of_the_area() {
    assertThat(countries(List.of("FR"), List.of("a"), Map.of("a", "FR")).outcome())
        .isEqualTo(Outcome.PASSED);
    assertThat(
            countries(List.of("fr", "NO"), List.of("a", "b"), Map.of("a", "FR", "b", "NO"))
                .outcome())
        .isEqualTo(Outcome.PASSED);
    failed(countries(List.of("FR"), List.of("a"), Map.of("a", "DE")), "not declared");
    failed(
        countries(List.of("FR"), List.of("a", "b"), Map.of("a", "FR", "b", "US")), "leads to US");
    failed(countries(List.of("US"), List.of("a"), Map.of("a", "US")), "outside");
    assertThat(countries(List.of("FR"), List.of("a"), Map.of()).outcome())
        .as("ruling 35: without the operator's file")
        .isEqualTo(Outcome.NOT_VERIFIED);
  }

  @Test
  void a_processor_of_health_data_outside_the_area_fails() {
    Vendors vendor = new Vendors();
    vendor.subProcessors =
        List.of(new SubProcessor("Example Mail", "US", new Text("a", "b"), true));
    vendor.sight(
        new Look.Resolve("api.vendor.example"),
        new Sight.Addresses(List.of("a"), Map.of("a", "FR")));

    failed(vendor.judge(new CountriesCheck()), "outside");
  }

  private static final Instant LATER = Instant.parse("2027-06-01T00:00:00Z");
  private static final String STRONG = "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256";

  private static Finding tls(Sight.Shook shook, String hsts) {
    URI root = URI.create("https://api.vendor.example/");
    return new Vendors()
        .sight(new Look.Handshake("api.vendor.example", 443), shook)
        .sight(
            new Look.Fetch(root),
            new Sight.Page(root, 404, Map.of("strict-transport-security", hsts), ""))
        .judge(new TlsCheck());
  }

  private static Sight.Shook shook(String protocol, String suite) {
    return new Sight.Shook(protocol, suite, true, LATER, List.of(), List.of());
  }

  @ParameterizedTest
  @CsvSource({
    "TLSv1.3, TLS_AES_128_GCM_SHA256, max-age=31536000",
    "TLSv1.3, TLS_CHACHA20_POLY1305_SHA256, 'max-age=63072000; includeSubDomains; preload'",
    "TLSv1.2, TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384, 'includeSubDomains; Max-Age=\"31536000\"'",
    "TLSv1.2, TLS_DHE_RSA_WITH_AES_128_GCM_SHA256, max-age = 31536000"
  })
  void strong_hosts_pass(String protocol, String suite, String hsts) {
    assertThat(tls(shook(protocol, suite), hsts).outcome()).isEqualTo(Outcome.PASSED);
  }

  @ParameterizedTest
  @CsvSource({
    "TLSv1.1, TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA, max-age=31536000, speaks TLSv1.1",
    "TLSv1.2, TLS_RSA_WITH_AES_128_GCM_SHA256, max-age=31536000, chooses",
    "TLSv1.2, TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA256, max-age=31536000, chooses",
    "TLSv1.3, TLS_AES_128_GCM_SHA256, max-age=31535999, HSTS",
    "TLSv1.3, TLS_AES_128_GCM_SHA256, '', HSTS",
    "TLSv1.3, TLS_AES_128_GCM_SHA256, max-age=x, HSTS",
    "TLSv1.3, TLS_AES_128_GCM_SHA256, 'max-age=31536000, max-age=0', HSTS"
  })
  void weak_hosts_fail(String protocol, String suite, String hsts, String words) {
    failed(tls(shook(protocol, suite), hsts), words);
  }

  @Test
  void old_protocols_weak_suites_and_bad_chains_fail() {
    String year = "max-age=31536000";
    failed(
        tls(
            new Sight.Shook(
                "TLSv1.3", "TLS_AES_128_GCM_SHA256", true, LATER, List.of("TLSv1"), List.of()),
            year),
        "still accepts TLSv1");
    failed(
        tls(
            new Sight.Shook(
                "TLSv1.2", STRONG, true, LATER, List.of(), List.of("TLS_RSA_WITH_RC4_128_SHA")),
            year),
        "weak suite");
    failed(
        tls(new Sight.Shook("TLSv1.2", STRONG, false, LATER, List.of(), List.of()), year),
        "not trusted");
  }

  @Test
  void every_declared_host_counts() {
    Vendors vendor = new Vendors();
    vendor.hosts = List.of("api.vendor.example", "old.vendor.example");
    Finding finding =
        vendor
            .sight(new Look.Handshake("api.vendor.example", 443), shook("TLSv1.2", STRONG))
            .sight(new Look.Handshake("old.vendor.example", 443), NOTHING)
            .judge(new TlsCheck());

    assertThat(finding.outcome()).isEqualTo(Outcome.NOT_VERIFIED);
    assertThat(finding.looked()).contains("old.vendor.example:443");
  }

  private static Finding axe(String level, Sight.Violation... violations) {
    Vendors vendor = new Vendors();
    vendor.accessibilityLevel = level;
    return vendor
        .page(Vendors.ACCESSIBILITY, "text/html", "<p>Déclaration d’accessibilité</p>")
        .sight(new Look.Axe(Vendors.HOME), new Sight.AxeReport("axe 4", List.of(violations), 40))
        .judge(new AxeCheck());
  }

  private static Sight.Violation broken(String rule, String impact) {
    return new Sight.Violation(rule, impact, 3, List.of("#logo", ".critical"), "what axe says");
  }

  @Test
  void judges_an_accessibility_run() {
    assertThat(axe("partial").outcome()).isEqualTo(Outcome.PASSED);
    assertThat(axe("partial", broken("tabindex", "moderate")).outcome()).isEqualTo(Outcome.PASSED);
    failed(axe("partial", broken("image-alt", "critical")), "image-alt");
    failed(axe("partial", broken("color-contrast", "serious")), "color-contrast");
    failed(axe("total", broken("tabindex", "moderate")), "tabindex");
  }

  @Test
  void an_accessibility_finding_names_rule_element_and_mend() {
    Finding known = axe("partial", broken("image-alt", "critical"));
    Finding unknown = axe("partial", broken("some-rule", "serious"));

    assertThat(known.saw())
        .contains(
            new Text(
                Vendors.HOME + " : image-alt (critique) × 3 : #logo ; .critical",
                Vendors.HOME + ": image-alt (critical) × 3 : #logo ; .critical"));
    assertThat(known.mend())
        .extracting(Text::english)
        .containsExactly(
            "image-alt: give each image a text alternative (alt), an empty one where it"
                + " decorates.");
    assertThat(unknown.mend())
        .extracting(Text::english)
        .containsExactly("some-rule: what axe says.");
  }

  @Test
  void at_most_five_pages_are_examined_and_the_rest_is_no_pass() {
    Vendors vendor = new Vendors();
    vendor.toTest =
        java.util.stream.IntStream.range(0, 6)
            .mapToObj(n -> Vendors.SITE.resolve("/page-" + n))
            .toList();

    assertThat(new AxeCheck().looks(vendor.subject()))
        .filteredOn(Look.Axe.class::isInstance)
        .hasSize(5);
    assertThat(vendor.judge(new AxeCheck()).saw())
        .extracting(Text::english)
        .contains("Only the first 5 of 6 were looked at.");
  }

  @Test
  void without_a_browser_accessibility_is_not_verified() {
    Finding finding =
        new Vendors()
            .page(Vendors.ACCESSIBILITY, "text/html", "accessibilité")
            .sight(new Look.Axe(Vendors.HOME), NOTHING)
            .judge(new AxeCheck());

    assertThat(finding.outcome()).isEqualTo(Outcome.NOT_VERIFIED);
  }
}
