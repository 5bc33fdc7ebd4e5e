package org.trousse.consent.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.sqlclient.Tuple;
import java.net.http.HttpResponse;
import java.time.LocalDate;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.trousse.consent.ConsentModule.Decision;
import org.trousse.consent.ConsentModule.Person;
import org.trousse.consent.grant.Duration;
import org.trousse.consent.grant.Grant;
import org.trousse.consent.grant.GrantStatus;
import org.trousse.consent.grant.NewGrant;
import org.trousse.consent.page.authorise.SyntheticApp;
import org.trousse.consent.page.relative.ActivationCode;
import org.trousse.consent.signin.Majority;
import org.trousse.sdk.PatientId;

/// Codes from the service desk, as a browser without script meets them.
final class RelativesIT {
  private static final String PAGE = "/en/relatives";

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
  void a_code_on_paper_makes_a_mandate_and_opens_the_childs_record() throws Exception {
    String cookie = site.adult("Maud");
    PatientId child = child();
    ActivationCode code = parents(cookie, child);
    String before = site.get(cookie, PAGE).body();

    HttpResponse<String> used = enter(cookie, code.shown().toLowerCase(java.util.Locale.ROOT));
    String after = site.get(cookie, location(used)).body();

    assertThat(before).contains("You act for nobody but yourself.", "Your record’s number");
    assertThat(used.statusCode()).isEqualTo(303);
    assertThat(after).contains("you now act for this person", "Zoé Exemple");
    assertThat(site.patient(cookie)).isEqualTo(child);
    assertThat(site.noted).extracting(Decision::what).endsWith("mandate");
    assertThat(site.noted.getLast().patient()).isEqualTo(child);
  }

  @Test
  void a_code_is_good_once_for_its_parent_alone_and_as_long_as_it_lasts() throws Exception {
    String cookie = site.adult("Maud");
    String another = site.adult("Léo");
    ActivationCode code = parents(cookie, child());
    ActivationCode old = parents(cookie, child());
    site.ground
        .pool()
        .query(
            "UPDATE consent.activation SET expires_at = now() - interval '1 second'"
                + " WHERE expires_at = (SELECT max(expires_at) FROM consent.activation)")
        .execute()
        .await();

    HttpResponse<String> anothers = enter(another, code.shown());
    HttpResponse<String> first = enter(cookie, code.shown());
    HttpResponse<String> second = enter(cookie, code.shown());
    HttpResponse<String> late = enter(cookie, old.shown());

    assertThat(anothers.statusCode()).isEqualTo(404);
    assertThat(first.statusCode()).isEqualTo(303);
    assertThat(second.statusCode()).isEqualTo(404);
    assertThat(late.statusCode()).isEqualTo(404);
    assertThat(late.body())
        .contains("<title>Error", "href=\"#code\"", "aria-describedby=\"code-fault\"");
  }

  @Test
  void guessing_is_limited() throws Exception {
    String cookie = site.adult("Maud");

    for (int tries = 0; tries < 5; tries++) {
      assertThat(enter(cookie, "BCDF-GHJK-LMNP").statusCode()).isEqualTo(404);
    }

    HttpResponse<String> sixth = enter(cookie, parents(cookie, child()).shown());
    assertThat(sixth.statusCode()).isEqualTo(429);
    assertThat(sixth.headers().firstValue("Retry-After")).contains("600");
  }

  @Test
  void ending_says_what_happens_and_stops_what_this_parent_allowed() throws Exception {
    String cookie = site.adult("Maud");
    PatientId own = site.patient(cookie);
    PatientId child = child();
    enter(cookie, parents(cookie, child).shown());
    Grant grant = give(cookie, child);

    String asked = site.get(cookie, PAGE + "?fin=" + child.text()).body();
    HttpResponse<String> ended =
        site.post(cookie, PAGE, "jeton", site.csrf(cookie), "fin", child.text());
    String after = site.get(cookie, location(ended)).body();

    assertThat(asked).contains("Stop acting for Zoé Exemple?", "apps that you allowed");
    assertThat(after).contains("you no longer act", "You act for nobody but yourself.");
    assertThat(site.patient(cookie)).isEqualTo(own);
    assertThat(site.grants.find(grant.id()).await().orElseThrow().status())
        .isEqualTo(GrantStatus.ENDED);
    assertThat(site.noted).extracting(Decision::what).contains("revoke", "mandate-end");
  }

  @Test
  void who_came_of_age_takes_their_record_back_with_a_code() throws Exception {
    String cookie = site.adult("Noé");
    PatientId record = child();
    LocalDate born = LocalDate.of(1980, 2, 3);
    ActivationCode code = site.module.activations().forOwner(record, born).await();

    HttpResponse<String> used = enter(cookie, code.shown());

    assertThat(location(used)).endsWith("fait=mien");
    assertThat(site.module.session(cookie).await().orElseThrow().own()).isEqualTo(record);
    assertThat(site.patient(cookie)).isEqualTo(record);
    assertThat(site.noted).extracting(Decision::what).endsWith("own-record");
  }

  @Test
  void a_record_is_not_given_to_who_was_born_another_day_or_has_used_their_own() throws Exception {
    String stranger = site.adult("Léa");
    String user = site.adult("Ana");
    give(user, site.patient(user));
    LocalDate born = LocalDate.of(1980, 2, 3);

    HttpResponse<String> otherDay =
        enter(
            stranger,
            site.module.activations().forOwner(child(), born.plusDays(1)).await().shown());
    HttpResponse<String> used =
        enter(user, site.module.activations().forOwner(child(), born).await().shown());

    assertThat(otherDay.statusCode()).isEqualTo(404);
    assertThat(used.statusCode()).isEqualTo(404);
  }

  @Test
  void no_code_stands_in_the_table() {
    ActivationCode code = site.module.activations().forOwner(child(), today()).await();

    var found =
        site.ground
            .pool()
            .preparedQuery("SELECT count(*) FROM consent.activation a WHERE a::text LIKE $1")
            .execute(Tuple.of("%" + code.letters() + "%"))
            .await();

    assertThat(found.iterator().next().getInteger(0)).isZero();
  }

  private static LocalDate today() {
    return LocalDate.now(Majority.ZONE);
  }

  private static PatientId child() {
    PatientId child = site.ground.patient();
    site.people.put(child, new Person("Zoé", "Exemple", today().minusYears(9)));
    return child;
  }

  private static ActivationCode parents(String cookie, PatientId child) {
    PatientId own = site.module.session(cookie).await().orElseThrow().own();
    return site.module
        .activations()
        .forParent(java.util.Objects.requireNonNull(own), child, today().plusYears(9))
        .await();
  }

  private static Grant give(String cookie, PatientId patient) {
    return site.grants
        .give(
            new NewGrant(
                patient,
                SyntheticApp.CLIENT,
                1,
                site.account(cookie),
                Set.of(SyntheticApp.READ_GLUCOSE),
                null,
                true,
                Duration.DAYS_30,
                "fr",
                "un texte"))
        .await();
  }

  private static HttpResponse<String> enter(String cookie, String code) throws Exception {
    return site.post(cookie, PAGE, "jeton", site.csrf(cookie), "code", code);
  }

  private static String location(HttpResponse<String> answer) {
    return answer.headers().firstValue("Location").orElseThrow();
  }
}
