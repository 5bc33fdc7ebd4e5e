package org.trousse.consent.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.sqlclient.Tuple;
import java.net.http.HttpResponse;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.trousse.consent.ConsentModule.Decision;
import org.trousse.consent.grant.Duration;
import org.trousse.consent.grant.Grant;
import org.trousse.consent.grant.GrantStatus;
import org.trousse.consent.grant.NewGrant;
import org.trousse.consent.page.SignInRoutes.ClosedView;
import org.trousse.consent.page.authorise.SyntheticApp;
import org.trousse.consent.signin.Majority;
import org.trousse.sdk.PatientId;

/// Closing one's account, from its page to what is left. All people are synthetic.
final class ClosureIT {
  private static final String PAGE = "/en/close-my-account";
  private static PeopleSite site;

  @BeforeAll
  static void open() {
    site = new PeopleSite();
    site.ground.app(SyntheticApp.CLIENT);
  }

  @AfterAll
  static void close() {
    site.close();
  }

  @BeforeEach
  void forget() {
    site.noted.clear();
  }

  @Test
  void the_page_says_what_happens_before_anything_does() throws Exception {
    String cookie = site.adult("Maud");
    Grant grant = give(site.patient(cookie), site.account(cookie));

    String sessions = site.get(cookie, "/fr/sessions").body();
    String english = site.get(cookie, PAGE).body();
    String french = site.get(cookie, "/fr/fermer-mon-espace").body();

    assertThat(sessions).contains("href=\"/fr/fermer-mon-espace\"");
    assertThat(english)
        .contains("Your apps (1) are stopped", "are not deleted", "archived for 10 years")
        .doesNotContain("your children (");
    assertThat(french).contains("Vos applications (1) sont arrêtées", "L. 1111-13-1");
    assertThat(status(grant)).isEqualTo(GrantStatus.ACTIVE);
  }

  @Test
  @Tag("consent-68")
  void closing_ends_every_grant_every_session_and_what_waits() throws Exception {
    String here = site.adult("Maud");
    PatientId patient = site.patient(here);
    UUID account = site.account(here);
    String elsewhere = again(patient).orElseThrow();
    Grant grant = give(patient, account);
    request(account);

    HttpResponse<String> done = site.post(here, PAGE, "jeton", site.csrf(here));

    assertThat(done.body()).contains("Your account is closed");
    assertThat(done.headers().firstValue("Set-Cookie").orElse("")).contains("Max-Age=0");
    await()
        .atMost(java.time.Duration.ofSeconds(1))
        .untilAsserted(() -> {
          assertThat(site.module.session(here).await()).isEmpty();
          assertThat(site.module.session(elsewhere).await()).isEmpty();
        });
    assertThat(status(grant)).isEqualTo(GrantStatus.ENDED);
    assertThat(count("consent.request where account = '" + account + "'")).isZero();
    assertThat(site.noted)
        .extracting(Decision::what, Decision::clientId)
        .contains(
            org.assertj.core.groups.Tuple.tuple("close-account", null),
            org.assertj.core.groups.Tuple.tuple("revoke", SyntheticApp.CLIENT));
  }

  @Test
  void nobody_signs_in_to_a_closed_account_and_its_readings_stay() throws Exception {
    String cookie = site.adult("Maud");
    PatientId patient = site.patient(cookie);
    site.post(cookie, PAGE, "jeton", site.csrf(cookie));

    Optional<String> second = again(patient);

    assertThat(second).isEmpty();
    assertThat(count("consent.account where patient = " + patient.value())).isEqualTo(1);
  }

  @Test
  void who_allowed_apps_for_a_child_leaves_none_that_nobody_could_stop() throws Exception {
    String cookie = site.parent(LocalDate.now(Majority.ZONE).minusYears(9));
    UUID account = site.account(cookie);
    Grant childs = give(site.patient(cookie), account);
    PatientId stranger = site.ground.patient();
    Grant foreign = give(stranger, site.ground.account(stranger));

    String page = site.get(cookie, PAGE).body();
    site.post(cookie, PAGE, "jeton", site.csrf(cookie));

    assertThat(page).contains("allowed for your children (1)");
    assertThat(status(childs)).isEqualTo(GrantStatus.ENDED);
    assertThat(status(foreign)).isEqualTo(GrantStatus.ACTIVE);
    assertThat(count("consent.account where closed_at is not null and id = '" + account + "'"))
        .isEqualTo(1);
  }

  @Test
  @Tag("consent-125")
  void a_form_without_the_sessions_secret_closes_nothing() throws Exception {
    String cookie = site.adult("Maud");

    HttpResponse<String> forged = site.post(cookie, PAGE, "jeton", "x");

    assertThat(forged.statusCode()).isEqualTo(403);
    assertThat(site.module.session(cookie).await()).isPresent();
  }

  @Test
  void only_a_way_that_a_sign_in_opened_leads_back() throws Exception {
    String page = "/fr/rouvrir-mon-espace";

    HttpResponse<String> nothing = site.post(null, page);
    HttpResponse<String> made =
        site.send(
            site.posted(null, page, "etat", "made-up").header("Cookie", "trousse_depart=made-up"));
    HttpResponse<String> foreign =
        site.send(
            site.posted(null, page, "etat", "made-up").header("Sec-Fetch-Site", "cross-site"));
    String offer =
        PageRoutes.render("closed.jte", new ClosedView(Words.in(Locale.FRENCH), "way", null));

    assertThat(nothing.statusCode()).isEqualTo(400);
    assertThat(made.statusCode()).isEqualTo(400);
    assertThat(made.body()).contains("Rien n’a changé");
    assertThat(foreign.statusCode()).isEqualTo(403);
    assertThat(offer)
        .contains("action=\"" + page + "\"", "name=\"etat\" value=\"way\"", "restent arrêtées");
  }

  private static Optional<String> again(PatientId patient) {
    return site.module
        .enterDemo(Objects.requireNonNull(site.people.get(patient)), patient, null, null, null)
        .await();
  }

  private static Grant give(PatientId patient, UUID account) {
    return site.grants
        .give(
            new NewGrant(
                patient,
                SyntheticApp.CLIENT,
                1,
                account,
                Set.of(SyntheticApp.READ_GLUCOSE),
                null,
                true,
                Duration.DAYS_30,
                "en",
                "text"))
        .await();
  }

  private static GrantStatus status(Grant grant) {
    return site.grants.find(grant.id()).await().orElseThrow().status();
  }

  private static void request(UUID account) {
    var now = java.time.Instant.now().atOffset(ZoneOffset.UTC);
    site.ground
        .pool()
        .preparedQuery(
            """
            insert into consent.request
              (hash, client_id, pushed, content, created_at, expires_at, open_until, account)
            values (sha256($1::text::bytea), $2, false, '{}', $3, $4, $4, $5)\
            """)
        .execute(
            Tuple.of(account.toString(), SyntheticApp.CLIENT, now, now.plusMinutes(9), account))
        .await();
  }

  private static long count(String from) {
    return Long.parseLong(site.ground.postgres().ask("select count(*) from " + from));
  }
}
