package org.trousse.consent.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Tuple;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.trousse.consent.ConsentModule.Decision;
import org.trousse.consent.Ground;
import org.trousse.consent.Issuing;
import org.trousse.consent.Issuing.Answer;
import org.trousse.consent.Signing;
import org.trousse.consent.app.App;
import org.trousse.consent.app.SecurityProfile;
import org.trousse.consent.grant.Duration;
import org.trousse.consent.grant.Grant;
import org.trousse.consent.grant.GrantStatus;
import org.trousse.consent.permission.DataKind;
import org.trousse.consent.permission.Permission;

final class RefreshStoreIT {
  private static final Permission GLUCOSE = Permission.read(DataKind.GLUCOSE);
  private static final String SCOPE = "offline_access patient/glucose.read";

  private static Ground ground;
  private static Issuing node;

  @BeforeAll
  static void open() {
    ground = new Ground();
    node = new Issuing(ground, Clock.systemUTC());
  }

  @AfterAll
  static void close() {
    node.close();
    ground.close();
  }

  private static Grant grant(Duration duration) {
    return node.grant(node.app(SecurityProfile.SMART_PUBLIC), duration, GLUCOSE);
  }

  private static Answer first(Grant grant, String scope, @Nullable UUID session) {
    App app =
        new App(
            grant.clientId(),
            SecurityProfile.SMART_PUBLIC,
            org.trousse.consent.app.AppStatus.ACTIVE,
            1,
            node.app(SecurityProfile.SMART_PUBLIC).entry());
    return node.token(Issuing.redemption(app, node.code(grant, scope, null, session)));
  }

  private static void age(String column, Grant grant, int seconds) {
    ground
        .pool()
        .preparedQuery(
            "update consent.refresh_token set "
                + column
                + " = "
                + column
                + " - make_interval(secs => $2) where grant_id = $1")
        .execute(Tuple.of(grant.id(), (double) seconds))
        .await();
  }

  @Test
  @Tag("consent-65")
  void the_previous_token_after_the_window_suspends_family_and_grant_and_is_noted() {
    Grant grant = grant(Duration.DAYS_30);
    String old = first(grant, SCOPE, null).text("refresh_token");
    String successor = node.token(Issuing.refreshing(old)).text("refresh_token");
    age("replaced_at", grant, 31);

    Answer reuse = node.token(Issuing.refreshing(old));

    assertThat(reuse.text("error")).isEqualTo("invalid_grant");
    assertThat(node.grants.find(grant.id()).await().orElseThrow().status())
        .isEqualTo(GrantStatus.SUSPENDED);
    assertThat(node.token(Issuing.refreshing(successor)).status()).isEqualTo(400);
    assertThat(node.noted)
        .filteredOn(decision -> decision.patient().equals(grant.patient()))
        .extracting(Decision::what)
        .containsExactly("token", "refresh", "deny");
  }

  @Test
  @Tag("consent-64")
  void inside_the_window_a_successor_that_was_used_is_not_given_again() {
    Grant grant = grant(Duration.DAYS_30);
    String old = first(grant, SCOPE, null).text("refresh_token");
    String successor = node.token(Issuing.refreshing(old)).text("refresh_token");
    node.token(Issuing.refreshing(successor));

    Answer late = node.token(Issuing.refreshing(old));

    assertThat(late.text("error")).isEqualTo("invalid_grant");
    assertThat(node.grants.find(grant.id()).await().orElseThrow().status())
        .isEqualTo(GrantStatus.ACTIVE);
  }

  @Test
  @Tag("consent-64")
  void the_number_of_retries_is_bounded() {
    Grant grant = grant(Duration.DAYS_30);
    String old = first(grant, SCOPE, null).text("refresh_token");
    node.token(Issuing.refreshing(old));
    ground
        .pool()
        .preparedQuery("update consent.refresh_token set retries = $2 where grant_id = $1")
        .execute(Tuple.of(grant.id(), RefreshRules.RETRIES_MAX - 1))
        .await();

    int last = node.token(Issuing.refreshing(old)).status();
    int beyond = node.token(Issuing.refreshing(old)).status();

    assertThat(last).isEqualTo(200);
    assertThat(beyond).isEqualTo(400);
  }

  @Test
  @Tag("consent-64")
  void a_fapi_app_keeps_its_refresh_token() {
    App app = node.app(SecurityProfile.FAPI2);
    Grant grant = node.grant(app, Duration.DAYS_30, GLUCOSE);
    var key = Signing.freshKey();
    Answer first =
        node.post(
            "/oauth/token",
            Issuing.by(app, Issuing.redemption(app, node.code(grant, SCOPE))),
            java.util.Map.of("DPoP", Signing.proof(key, "POST", Issuing.TOKEN_URL, null)));
    var another = Signing.freshKey();

    for (int retry = 0; retry < 3; retry++) {
      Answer answer =
          node.post(
              "/oauth/token",
              Issuing.by(app, Issuing.refreshing(first.text("refresh_token"))),
              java.util.Map.of("DPoP", Signing.proof(another, "POST", Issuing.TOKEN_URL, null)));
      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.text("token_type")).isEqualTo("DPoP");
      assertThat(answer.body().containsKey("refresh_token")).isFalse();
    }
  }

  @Test
  @Tag("consent-58")
  void a_public_app_that_proved_a_key_must_prove_it_again() {
    Grant grant = grant(Duration.DAYS_30);
    var key = Signing.freshKey();
    var form = new java.util.LinkedHashMap<String, String>();
    form.put("grant_type", "authorization_code");
    form.put("client_id", grant.clientId());
    form.put("code", node.code(grant, SCOPE));
    form.put("redirect_uri", Issuing.REDIRECT);
    form.put("code_verifier", Issuing.VERIFIER);
    String refresh =
        node.post(
                "/oauth/token",
                form,
                java.util.Map.of("DPoP", Signing.proof(key, "POST", Issuing.TOKEN_URL, null)))
            .text("refresh_token");

    Answer without = node.token(Issuing.refreshing(refresh));
    Answer with =
        node.post(
            "/oauth/token",
            Issuing.refreshing(refresh),
            java.util.Map.of("DPoP", Signing.proof(key, "POST", Issuing.TOKEN_URL, null)));

    assertThat(without.text("error")).isEqualTo("invalid_dpop_proof");
    assertThat(with.text("token_type")).isEqualTo("DPoP");
  }

  @Test
  @Tag("consent-69")
  void refreshing_moves_the_end_of_idleness_and_never_the_end_of_the_grant() {
    Grant grant = grant(Duration.MONTHS_12);
    String token = first(grant, SCOPE, null).text("refresh_token");
    Grant brief = grant(Duration.DAYS_30);
    first(brief, SCOPE, null);
    age("expires_at", grant, 80 * 86_400);

    Answer awake = node.token(Issuing.refreshing(token));
    age("expires_at", grant, 91 * 86_400);
    Answer asleep = node.token(Issuing.refreshing(awake.text("refresh_token")));

    assertThat(awake.status()).isEqualTo(200);
    assertThat(asleep.text("error")).isEqualTo("invalid_grant");
    assertThat(node.grants.find(grant.id()).await().orElseThrow().endsAt())
        .isCloseTo(grant.endsAt(), within(1, ChronoUnit.MILLIS)); // PostgreSQL keeps microseconds
    assertThat(
            ground
                .postgres()
                .ask(
                    "select bool_and(r.expires_at <= g.ends_at) from consent.refresh_token r"
                        + " join consent.grant g on g.id = r.grant_id"))
        .isEqualTo("t");
  }

  @Test
  @Tag("consent-70")
  void online_access_dies_with_the_session_and_offline_access_does_not() {
    Grant grant = grant(Duration.DAYS_30);
    UUID session = UUID.randomUUID();
    ground
        .pool()
        .preparedQuery(
            """
            insert into consent.session (hash, id, account, csrf, agent, acr, created_at, seen_at,
              ends_at)
            values ($1, $2, $3, 'x', 'a browser', 'eidas1', now(), now(),
              now() + interval '1 hour')\
            """)
        .execute(Tuple.of(Buffer.buffer(session.toString()), session, grant.account()))
        .await();
    Answer online = first(grant, "online_access patient/glucose.read", session);
    Answer offline = first(grant, SCOPE, session);
    Answer awake = node.token(Issuing.refreshing(online.text("refresh_token")));

    ground
        .pool()
        .preparedQuery("delete from consent.session where id = $1")
        .execute(Tuple.of(session))
        .await();

    assertThat(awake.status()).isEqualTo(200);
    assertThat(node.token(Issuing.refreshing(awake.text("refresh_token"))).status()).isEqualTo(400);
    assertThat(node.token(Issuing.refreshing(offline.text("refresh_token"))).status())
        .isEqualTo(200);
  }

  @Test
  @Tag("consent-70")
  void once_is_once_and_brings_no_refresh_token() {
    Answer answer = first(grant(Duration.ONCE), SCOPE, null);

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body().containsKey("refresh_token")).isFalse();
    assertThat(answer.text("scope")).isEqualTo("patient/glucose.read");
  }

  @Test
  @Tag("consent-25")
  @Tag("consent-40")
  void a_code_of_61_seconds_is_too_old() {
    Grant grant = grant(Duration.DAYS_30);
    String code = node.code(grant, SCOPE);
    ground
        .pool()
        .preparedQuery(
            """
            update consent.code set expires_at = expires_at - interval '61 seconds'
            where grant_id = $1\
            """)
        .execute(Tuple.of(grant.id()))
        .await();

    var form = new java.util.LinkedHashMap<String, String>();
    form.put("grant_type", "authorization_code");
    form.put("client_id", grant.clientId());
    form.put("code", code);
    form.put("redirect_uri", Issuing.REDIRECT);
    form.put("code_verifier", Issuing.VERIFIER);

    assertThat(node.token(form).text("error")).isEqualTo("invalid_grant");
    assertThat(code).hasSize(43);
  }

  @Test
  @Tag("consent-126")
  void sweeping_forgets_what_is_a_day_past_its_end_and_keeps_the_rest() {
    Grant grant = grant(Duration.DAYS_30);
    Answer answer = first(grant, SCOPE, null);
    ground
        .pool()
        .preparedQuery(
            """
            update consent.code set expires_at = expires_at - interval '2 days'
            where grant_id = $1\
            """)
        .execute(Tuple.of(grant.id()))
        .await();

    node.tokens.sweep().await();

    String where = " where grant_id = '" + grant.id() + "'";
    assertThat(ground.postgres().ask("select count(*) from consent.code" + where)).isEqualTo("0");
    assertThat(node.token(Issuing.refreshing(answer.text("refresh_token"))).status())
        .isEqualTo(200);
  }
}
