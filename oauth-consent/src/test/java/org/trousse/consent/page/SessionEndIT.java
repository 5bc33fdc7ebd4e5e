package org.trousse.consent.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.sqlclient.Tuple;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.trousse.consent.page.authorise.SyntheticApp;
import org.trousse.consent.signin.SessionStore;

/// What pages say of a session's end, and what stays of a form that comes too late.
final class SessionEndIT {
  private static final String PAGE = "/en/authorise";

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
    site.approved.clear();
  }

  @Test
  void each_page_of_who_is_signed_in_holds_the_line_that_time_shows() throws Exception {
    String cookie = site.adult("Maud");

    for (String path : List.of("/fr/sessions", "/fr/appareil", "/fr/fermer-mon-espace")) {
      assertThat(site.get(cookie, path).body())
          .contains("<p class=\"session-idle\" role=\"status\">", "/fr/sessions?rester=oui")
          .doesNotContain("quoi que vous fassiez");
    }
    assertThat(site.get(null, "/fr/connexion").body()).doesNotContain("session-idle");
  }

  @Test
  void the_link_prolongs_the_session_and_never_beyond_its_longest_time() throws Exception {
    String cookie = site.adult("Maud");
    UUID account = newest();
    Instant end = Instant.now().plus(20, ChronoUnit.MINUTES).truncatedTo(ChronoUnit.MILLIS);
    move(account, Instant.now().minus(58, ChronoUnit.MINUTES), end);

    String page = site.get(cookie, "/en/sessions?rester=oui").body();

    assertThat(page).contains("You stay signed in.", "You will be signed out on ");
    assertThat(seen(account)).isAfter(Instant.now().minus(1, ChronoUnit.MINUTES));
    assertThat(ends(account)).isEqualTo(end);
  }

  @Test
  void a_session_of_which_an_hour_and_more_is_left_is_not_said_to_end() throws Exception {
    String cookie = site.adult("Maud");
    Instant end = Instant.now().plus(SessionStore.IDLE_MAX).plusSeconds(60);
    move(newest(), Instant.now(), end);

    String page = site.get(cookie, "/en/sessions").body();

    assertThat(page).doesNotContain("whatever you do");
  }

  @Test
  void choices_survive_a_sign_in_in_between_and_decide_nothing_by_themselves() throws Exception {
    String cookie = site.adult("Maud");
    String handle = request();
    String record = site.patient(cookie).text();
    site.readers.put(handle, site.account(cookie));

    HttpResponse<String> late = send(handle, record);
    String back = header(late, "Set-Cookie").split(";", 2)[0];
    String page = shown(cookie, handle, back);
    String again = shown(cookie, handle, back);

    assertThat(header(late, "Location"))
        .isEqualTo("/en/sign-in?retour=%2Fen%2Fauthorise%3Fdemande%3D" + handle);
    assertThat(header(late, "Set-Cookie"))
        .startsWith("trousse_draft=")
        .contains("HTTPOnly", "SameSite=Lax", "Max-Age=1800");
    assertThat(page)
        .contains("Your choices were kept")
        .contains("value=\"glucose.read\" checked", "value=\"30d\" checked");
    assertThat(again).as("taken once").doesNotContain("Your choices were kept", "checked");
    assertThat(site.approved).isEmpty();
  }

  @Test
  void choices_for_one_record_are_not_carried_over_to_another() throws Exception {
    String cookie = site.parent(LocalDate.now(ZoneOffset.UTC).minusYears(9));
    String handle = request();
    String another = own(cookie);
    site.readers.put(handle, site.account(cookie));

    String back = header(send(handle, another), "Set-Cookie").split(";", 2)[0];
    String page = shown(cookie, handle, back);

    assertThat(page).doesNotContain("Your choices were kept", "checked");
  }

  @Test
  void no_choice_is_readable_in_the_table_and_none_stays_for_ever() throws Exception {
    String handle = request();
    String record = "7";

    send(handle, record);

    assertThat(
            site.ground
                .pool()
                .query("SELECT count(*) FROM consent.draft WHERE content LIKE '%glucose%'")
                .execute()
                .await()
                .iterator()
                .next()
                .getInteger(0))
        .isZero();
    assertThat(
            site.ground
                .pool()
                .query("SELECT max(expires_at) < now() + interval '31 minutes' FROM consent.draft")
                .execute()
                .await()
                .iterator()
                .next()
                .getBoolean(0))
        .isTrue();
  }

  private static String own(String cookie) {
    var who = site.module.session(cookie).await().orElseThrow();
    return Objects.requireNonNull(who.own()).text();
  }

  private static HttpResponse<String> send(String handle, String record) throws Exception {
    return site.post(
        "a-session-that-is-over",
        PAGE,
        "jeton",
        "of-that-session",
        "pour",
        record,
        "demande",
        handle,
        "p",
        "glucose.read",
        "historique",
        "3m",
        "duree",
        "30d",
        "decision",
        "autoriser");
  }

  private static String shown(String cookie, String handle, String draft) throws Exception {
    return site.send(site.request(cookie + "; " + draft, PAGE + "?demande=" + handle).GET()).body();
  }

  private static String request() {
    String handle = UUID.randomUUID().toString().replace("-", "_");
    site.requests.put(handle, SyntheticApp.asked(SyntheticApp.ALL));
    return handle;
  }

  /// Whose session is the newest; asked of the table, because whoever asks the house is kept in
  /// memory for a minute.
  private static UUID newest() {
    return site.ground
        .pool()
        .query("SELECT account FROM consent.session ORDER BY created_at DESC LIMIT 1")
        .execute()
        .await()
        .iterator()
        .next()
        .getUUID(0);
  }

  private static void move(UUID account, Instant seen, Instant ends) {
    site.ground
        .pool()
        .preparedQuery("UPDATE consent.session SET seen_at = $2, ends_at = $3 WHERE account = $1")
        .execute(Tuple.of(account, seen.atOffset(ZoneOffset.UTC), ends.atOffset(ZoneOffset.UTC)))
        .await();
  }

  private static Instant seen(UUID account) {
    return column("seen_at", account);
  }

  private static Instant ends(UUID account) {
    return column("ends_at", account);
  }

  private static Instant column(String name, UUID account) {
    OffsetDateTime found =
        site.ground
            .pool()
            .preparedQuery("SELECT " + name + " FROM consent.session WHERE account = $1")
            .execute(Tuple.of(account))
            .await()
            .iterator()
            .next()
            .getOffsetDateTime(0);
    return found.toInstant();
  }

  private static String header(HttpResponse<String> answer, String name) {
    return answer.headers().firstValue(name).orElseThrow();
  }
}
