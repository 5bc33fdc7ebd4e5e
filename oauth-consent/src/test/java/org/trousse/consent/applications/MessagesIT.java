package org.trousse.consent.applications;

import static org.assertj.core.api.Assertions.assertThat;
import static org.trousse.consent.applications.Samples.CLIENT;
import static org.trousse.consent.applications.Samples.READ_GLUCOSE;

import java.net.http.HttpResponse;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.trousse.consent.app.AppEntry.Text;
import org.trousse.consent.app.AppStatus;
import org.trousse.consent.grant.Duration;
import org.trousse.consent.message.AppMessage;
import org.trousse.consent.message.AppMessage.Kind;
import org.trousse.consent.signin.Majority;

/// What the users of an app read when it is suspended, restored or ended, and how they put it away.
final class MessagesIT {
  private static final Text REASON =
      new Text("Une faille <b> laissait lire des mesures.", "A flaw <b> let readings be read.");

  private static DashboardSite site;

  private String cookie = "";

  @BeforeAll
  static void open() {
    site = new DashboardSite();
    site.messages.open();
  }

  @AfterAll
  static void close() {
    site.messages.close();
    site.close();
  }

  @BeforeEach
  void somebodyWithTheApp() {
    standing(AppStatus.ACTIVE);
    cookie = site.adult();
    site.give(cookie, Duration.MONTHS_12, READ_GLUCOSE);
  }

  @Test
  void a_suspension_is_read_in_both_languages_until_it_is_understood() throws Exception {
    String other = site.adult();
    AppMessage message = happens(AppStatus.SUSPENDED, Kind.SUSPENDED);

    String french = page();
    String english = site.get(cookie, "/en/applications").body();
    String log = site.get(cookie, "/fr/journal").body();
    HttpResponse<String> put = understand(cookie, message.about(), "");

    assertThat(french)
        .contains("L’application Carnet Démo est suspendue depuis le ")
        .contains("Vos données restent dans votre dossier, vos choix sont gardés.")
        .contains("Raison\u00a0: Une faille &lt;b&gt; laissait lire des mesures.")
        .contains("J’ai compris");
    assertThat(english)
        .contains("The app Carnet Démo has been suspended since ")
        .contains("Reason: A flaw &lt;b&gt; let readings be read.", "I understand");
    assertThat(log).contains("J’ai compris");
    assertThat(site.get(other, "/fr/applications").body()).doesNotContain("J’ai compris");
    assertThat(put.statusCode()).isEqualTo(303);
    assertThat(location(put)).isEqualTo("/fr/applications?fait=compris");
    assertThat(page()).doesNotContain("J’ai compris");
    assertThat(site.get(cookie, location(put)).body()).contains("ne s’affichera plus");
  }

  @Test
  void the_form_leads_back_to_the_page_that_showed_it_and_nowhere_else() throws Exception {
    AppMessage message = happens(AppStatus.SUSPENDED, Kind.SUSPENDED);

    HttpResponse<String> away = understand(cookie, message.about(), "https://evil.example/");
    AppMessage again = happens(AppStatus.SUSPENDED, Kind.SUSPENDED);
    HttpResponse<String> back = understand(cookie, again.about(), "/fr/mesures");

    assertThat(location(away)).isEqualTo("/fr/applications?fait=compris");
    assertThat(location(back)).isEqualTo("/fr/mesures");
  }

  @Test
  void without_the_sessions_secret_nothing_is_put_away() throws Exception {
    AppMessage message = happens(AppStatus.SUSPENDED, Kind.SUSPENDED);

    HttpResponse<String> forged =
        site.post(cookie, "jeton=other&action=compris&avis=" + message.about());

    assertThat(forged.statusCode()).isEqualTo(403);
    assertThat(page()).contains("J’ai compris");
  }

  @Test
  void what_one_person_understood_another_still_reads() throws Exception {
    String other = site.adult();
    site.give(other, Duration.MONTHS_12, READ_GLUCOSE);
    AppMessage message = happens(AppStatus.SUSPENDED, Kind.SUSPENDED);

    understand(cookie, message.about(), "");

    assertThat(page()).doesNotContain("J’ai compris");
    assertThat(site.get(other, "/fr/applications").body()).contains("J’ai compris");
  }

  @Test
  void a_message_to_others_is_unknown() throws Exception {
    AppMessage message = happens(AppStatus.SUSPENDED, Kind.SUSPENDED);
    String stranger = site.adult();

    HttpResponse<String> unknown = understand(stranger, message.about(), "");

    assertThat(location(unknown)).isEqualTo("/fr/applications?fait=rien");
  }

  @Test
  void a_parent_reads_of_the_childs_record() throws Exception {
    String parent = site.parent(LocalDate.now(Majority.ZONE).minusYears(9));
    site.give(parent, Duration.MONTHS_12, READ_GLUCOSE);
    happens(AppStatus.SUSPENDED, Kind.SUSPENDED);

    String page = site.get(parent, "/fr/applications").body();

    assertThat(page).contains("Les données de votre enfant restent dans son dossier");
  }

  @Test
  void a_lifted_suspension_takes_the_place_of_the_suspension() throws Exception {
    happens(AppStatus.SUSPENDED, Kind.SUSPENDED);
    AppMessage lifted = happens(AppStatus.ACTIVE, Kind.RESTORED);

    String restored = page();
    understand(cookie, lifted.about(), "");

    assertThat(restored)
        .contains("est de nouveau active", "vos choix reprennent, vous pouvez l’arrêter.")
        .doesNotContain("est suspendue depuis");
    assertThat(page()).doesNotContain("J’ai compris");
  }

  @Test
  void an_ended_app_says_that_data_stay_and_how_to_have_copies_erased() throws Exception {
    happens(AppStatus.ENDED, Kind.ENDED);

    String ended = page();

    assertThat(ended)
        .contains("a quitté le catalogue le ", "Vos données restent dans votre dossier.")
        .contains("page=lettre\">Lire la lettre d’effacement");
    standing(AppStatus.ACTIVE);
  }

  /// The state first, as at the doors; then the message, until this person was reminded of it.
  private AppMessage happens(AppStatus status, Kind kind) {
    standing(status);
    AppMessage message =
        new AppMessage(UUID.randomUUID() + "/7", CLIENT, kind, REASON, Instant.now());
    site.messages.tell(message).await();
    Awaitility.await().untilAsserted(() -> assertThat(waiting()).isZero());
    return message;
  }

  private static long waiting() {
    return site.ground
        .pool()
        .query("select count(*) from consent.app_message where done_at is null")
        .execute()
        .await()
        .iterator()
        .next()
        .getLong(0);
  }

  private static void standing(AppStatus status) {
    site.app(Samples.app(status, 1, READ_GLUCOSE));
  }

  private String page() throws Exception {
    return site.get(cookie, "/fr/applications").body();
  }

  private static HttpResponse<String> understand(String cookie, String about, String returnTo)
      throws Exception {
    String form = "jeton=" + site.who(cookie).csrf() + "&action=compris&avis=" + about;
    return site.post(cookie, returnTo.isEmpty() ? form : form + "&retour=" + returnTo);
  }

  private static String location(HttpResponse<String> answer) {
    return answer.headers().firstValue("Location").orElseThrow();
  }
}
