package org.trousse.consent.pairing;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.sqlclient.Tuple;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.trousse.consent.Ground;
import org.trousse.consent.Issuing;
import org.trousse.consent.Issuing.Answer;
import org.trousse.consent.app.App;
import org.trousse.consent.app.SecurityProfile;
import org.trousse.consent.grant.Duration;
import org.trousse.consent.grant.Grant;
import org.trousse.consent.permission.DataKind;
import org.trousse.consent.permission.Permission;
import org.trousse.consent.token.TokenOutcome;
import org.trousse.sdk.PatientId;

final class PairingIT {
  private static final Permission ADD = Permission.add(DataKind.GLUCOSE);
  private static final Permission READ = Permission.read(DataKind.GLUCOSE);

  private static Ground ground;
  private static Issuing node;
  private static Issuing other;

  @BeforeAll
  static void open() {
    ground = new Ground();
    node = new Issuing(ground, Clock.systemUTC());
    other = new Issuing(ground, Clock.systemUTC());
  }

  @AfterAll
  static void close() {
    node.close();
    other.close();
    ground.close();
  }

  private static App app() {
    return node.app(SecurityProfile.SMART_PUBLIC);
  }

  private static Answer begin(App app) {
    Map<String, String> form = new LinkedHashMap<>();
    form.put("client_id", app.clientId());
    form.put("scope", "offline_access patient/glucose.add patient/glucose.read");
    form.put("device_name", "Demo meter\nof the kitchen");
    return node.post("/oauth/device", form, Map.of());
  }

  private static Answer poll(App app, Answer codes) {
    return node.token(
        Map.of(
            "grant_type", DeviceRoutes.GRANT_TYPE,
            "client_id", app.clientId(),
            "device_code", codes.text("device_code")));
  }

  private static Pairing.Found look(Answer codes) {
    return (Pairing.Found)
        node.pairing.look(codes.text("user_code"), UUID.randomUUID(), "192.0.2.1").await();
  }

  private static Pairing.Approval approval(Permission... permissions) {
    PatientId patient = ground.patient();
    return new Pairing.Approval(
        ground.account(patient),
        patient,
        Set.of(permissions),
        null,
        true,
        Duration.DAYS_90,
        null,
        "en",
        "The text.");
  }

  @Test
  @Tag("consent-86")
  @Tag("consent-87")
  void a_device_gets_two_codes_and_where_to_go() {
    Answer codes = begin(app());

    assertThat(codes.status()).isEqualTo(200);
    assertThat(codes.text("device_code")).hasSize(43);
    assertThat(codes.text("user_code")).matches("[BCDFGHJKLMNPQRSTVWXZ]{4}-[A-Z]{4}");
    assertThat(codes.text("verification_uri")).isEqualTo(Issuing.ISSUER + "/en/device");
    assertThat(codes.text("verification_uri_complete")).endsWith(codes.text("user_code"));
    assertThat(codes.body().getInteger("expires_in")).isEqualTo(600);
    assertThat(codes.body().getInteger("interval")).isEqualTo(5);
  }

  @Test
  @Tag("consent-90")
  void the_page_is_told_app_device_and_place() {
    App app = app();

    Pairing.Found found = look(begin(app));

    assertThat(found.app()).isEqualTo(app);
    assertThat(found.device()).isEqualTo("Demo meter of the kitchen");
    assertThat(found.address()).isEqualTo("127.0.…");
    assertThat(found.permissions()).containsExactlyInAnyOrder(ADD, READ);
  }

  @Test
  @Tag("consent-88")
  void pending_slow_down_denied_and_expired_are_told_apart() {
    App app = app();
    Answer denied = begin(app);
    Answer expired = begin(app);
    Answer pending = begin(app);
    node.pairing.refuse(look(denied).code()).await();
    ground
        .pool()
        .preparedQuery(
            """
            update consent.device_code set expires_at = now() - interval '1 second'
            where hash = $1\
            """)
        .execute(
            Tuple.of(
                io.vertx.core.buffer.Buffer.buffer(Ground.hash().of(expired.text("device_code")))))
        .await();

    assertThat(poll(app, denied).text("error")).isEqualTo("access_denied");
    assertThat(poll(app, expired).text("error")).isEqualTo("expired_token");
    assertThat(poll(app, pending).text("error")).isEqualTo("authorization_pending");
    assertThat(poll(app, pending).text("error")).isEqualTo("slow_down");
    assertThat(poll(app, pending).text("error")).isEqualTo("slow_down");
    assertThat(
            ground
                .postgres()
                .ask(
                    "select interval_s from consent.device_code where client_id = '"
                        + app.clientId()
                        + "' and polled_at is not null"))
        .isEqualTo("15");
  }

  @Test
  void what_the_patient_allowed_is_what_the_device_gets() {
    App app = app();
    Answer codes = begin(app);
    Pairing.Approval approval = approval(ADD);

    Grant grant = node.pairing.approve(look(codes).code(), approval).await().orElseThrow();
    Answer tokens = poll(app, codes);

    assertThat(grant.permissions()).containsExactly(ADD);
    assertThat(tokens.status()).isEqualTo(200);
    assertThat(tokens.text("scope")).isEqualTo("offline_access patient/glucose.add");
    assertThat(tokens.text("refresh_token")).isNotBlank();
  }

  @Test
  @Tag("consent-91")
  void of_a_hundred_parallel_polls_one_gets_tokens_and_another_app_none() {
    App app = app();
    Answer codes = begin(app);
    node.pairing.approve(look(codes).code(), approval(ADD, READ)).await();
    String stolen = poll(app(), codes).text("error");

    List<Future<TokenOutcome>> polls = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      polls.add(node.pairings.poll(app, codes.text("device_code"), null));
      polls.add(other.pairings.poll(app, codes.text("device_code"), null));
    }
    Future.all(polls).await();

    assertThat(stolen).isEqualTo("invalid_grant");
    assertThat(polls).filteredOn(poll -> poll.result() instanceof TokenOutcome.Issued).hasSize(1);
  }

  @Test
  @Tag("consent-74")
  void an_approved_code_is_worth_nothing_once_the_grant_has_ended() {
    App app = app();
    Answer codes = begin(app);
    Grant grant = node.pairing.approve(look(codes).code(), approval(ADD)).await().orElseThrow();

    other.grants.end(grant.id(), grant.account(), "patient").await();

    assertThat(poll(app, codes).text("error")).isEqualTo("invalid_grant");
  }

  @Test
  @Tag("consent-125")
  void a_decision_is_taken_once() {
    App app = app();
    UserCode code = look(begin(app)).code();

    assertThat(node.pairing.approve(code, approval(ADD)).await()).isPresent();
    assertThat(other.pairing.approve(code, approval(ADD)).await()).isEmpty();
    assertThat(other.pairing.refuse(code).await()).isFalse();
  }

  @Test
  @Tag("consent-89")
  void five_wrong_codes_of_one_account_are_enough() {
    UUID account = UUID.randomUUID();
    Answer codes = begin(app());

    for (int wrong = 0; wrong < Guesses.PER_ACCOUNT; wrong++) {
      assertThat(
              node.pairing.look("BBBB-BBB" + "CDFGH".charAt(wrong), account, "192.0.2.7").await())
          .isInstanceOf(Pairing.Wrong.class);
    }

    assertThat(node.pairing.look(codes.text("user_code"), account, "192.0.2.8").await())
        .isInstanceOf(Pairing.TooMany.class);
    assertThat(node.pairing.look(codes.text("user_code"), UUID.randomUUID(), "192.0.2.8").await())
        .isInstanceOf(Pairing.Found.class);
  }

  @Test
  @Tag("consent-126")
  void the_waiting_codes_of_one_app_are_capped() {
    App app = app();
    begin(app);
    ground
        .pool()
        .preparedQuery(
            """
            insert into consent.device_code (hash, user_code, client_id, scope, device, address,
              created_at, expires_at, interval_s, status)
            select sha256(('h' || n)::bytea), sha256(('u' || n)::bytea), $1, 'x', 'x', 'x', now(),
              now() + interval '1 minute', 5, 'pending' from generate_series(2, $2) n\
            """)
        .execute(Tuple.of(app.clientId(), PairingStore.WAITING_MAX))
        .await();

    Answer beyond = begin(app);
    Answer elsewhere = begin(app());

    assertThat(beyond.status()).isEqualTo(429);
    assertThat(beyond.raw().headers().firstValue("Retry-After")).isPresent();
    assertThat(elsewhere.status()).isEqualTo(200);
  }

  @Test
  void other_methods_are_405() {
    Answer answer =
        Issuing.send(java.net.http.HttpRequest.newBuilder(node.uri("/oauth/device")).GET().build());

    assertThat(answer.status()).isEqualTo(405);
  }
}
