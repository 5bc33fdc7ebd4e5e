package org.trousse.consent.grant;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.trousse.consent.Ground;
import org.trousse.consent.feed.ChangeStore;
import org.trousse.consent.permission.DataKind;
import org.trousse.consent.permission.Permission;
import org.trousse.sdk.PatientId;

final class GrantStoreIT {
  private static final Permission READ_GLUCOSE = Permission.read(DataKind.GLUCOSE);
  private static final Permission ADD_GLUCOSE = Permission.add(DataKind.GLUCOSE);
  private static final Permission READ_WEIGHT = Permission.read(DataKind.BODY_WEIGHT);

  private static Ground ground;
  private static GrantStore grants;

  @BeforeAll
  static void open() {
    ground = new Ground();
    ground.app("app");
    grants = new GrantStore(ground.pool(), new ChangeStore(ground.pool()), Clock.systemUTC());
  }

  @AfterAll
  static void close() {
    ground.close();
  }

  static NewGrant answer(PatientId patient, Permission... permissions) {
    return new NewGrant(
        patient,
        "app",
        1,
        UUID.randomUUID(),
        Set.of(permissions),
        null,
        true,
        Duration.DAYS_30,
        "fr",
        "Le texte montré.");
  }

  @Test
  void a_grant_stands_as_the_patient_gave_it() {
    NewGrant answer = answer(ground.patient(), READ_GLUCOSE, READ_WEIGHT);

    Grant given = grants.give(answer).await();

    assertThat(grants.find(given.id()).await().orElseThrow())
        .usingRecursiveComparison()
        .ignoringFields("givenAt", "endsAt")
        .isEqualTo(given);
    assertThat(given.permissions()).containsExactlyInAnyOrder(READ_GLUCOSE, READ_WEIGHT);
    assertThat(given.endsAt()).isEqualTo(Duration.DAYS_30.after(given.givenAt()));
  }

  @Test
  void a_second_answer_is_the_next_version_of_the_same_grant_and_the_first_is_kept() {
    PatientId patient = ground.patient();
    Grant first = grants.give(answer(patient, READ_GLUCOSE)).await();

    Grant second = grants.give(answer(patient, READ_GLUCOSE, READ_WEIGHT)).await();

    assertThat(second.id()).isEqualTo(first.id());
    assertThat(second.version()).isEqualTo(2);
    assertThat(grants.versions(first.id()).await())
        .extracting(GrantVersion::change, GrantVersion::permissions, GrantVersion::shown)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("given", Set.of(READ_GLUCOSE), "Le texte montré."),
            org.assertj.core.groups.Tuple.tuple(
                "amended", Set.of(READ_GLUCOSE, READ_WEIGHT), "Le texte montré."));
  }

  @Test
  void many_answers_at_once_make_one_live_grant() {
    PatientId patient = ground.patient();
    List<Future<Grant>> answers = new ArrayList<>();

    for (int i = 0; i < 20; i++) {
      answers.add(grants.give(answer(patient, READ_GLUCOSE)));
    }
    Future.all(answers).await();

    assertThat(grants.versions(answers.getFirst().result().id()).await()).hasSize(20);
    assertThat(grants.of(patient).await()).hasSize(1);
  }

  @Test
  @Tag("consent-79")
  void ending_is_idempotent_and_final() {
    Grant grant = grants.give(answer(ground.patient(), READ_GLUCOSE)).await();

    Optional<Grant> ended = grants.end(grant.id(), grant.account(), "patient").await();
    Optional<Grant> again = grants.end(grant.id(), grant.account(), "patient").await();
    Optional<Grant> resumed = grants.resume(grant.id(), grant.account()).await();

    assertThat(ended.orElseThrow().status()).isEqualTo(GrantStatus.ENDED);
    assertThat(again).isEmpty();
    assertThat(resumed).isEmpty();
    assertThat(grants.live(grant.patient(), "app").await()).isEmpty();
  }

  @Test
  void the_last_permission_taken_away_ends_the_grant() {
    Grant grant = grants.give(answer(ground.patient(), READ_GLUCOSE, ADD_GLUCOSE)).await();

    Grant narrowed =
        grants.narrow(grant.id(), grant.account(), Set.of(ADD_GLUCOSE)).await().orElseThrow();
    Grant ended =
        grants.narrow(grant.id(), grant.account(), Set.of(READ_GLUCOSE)).await().orElseThrow();

    assertThat(narrowed.permissions()).containsExactly(READ_GLUCOSE);
    assertThat(narrowed.status()).isEqualTo(GrantStatus.ACTIVE);
    assertThat(ended.status()).isEqualTo(GrantStatus.ENDED);
  }

  @Test
  void who_could_read_what_on_a_day_has_an_answer() {
    PatientId patient = ground.patient();
    Grant given = grants.give(answer(patient, READ_GLUCOSE, READ_WEIGHT)).await();
    Instant before = given.givenAt().minusMillis(1);
    Instant whole = Instant.now();
    grants.narrow(given.id(), given.account(), Set.of(READ_WEIGHT)).await();
    Instant less = Instant.now();
    grants.pause(given.id(), given.account()).await();
    Instant paused = Instant.now();

    assertThat(grants.on(patient, before).await()).isEmpty();
    assertThat(grants.on(patient, whole).await())
        .singleElement()
        .satisfies(stood ->
            assertThat(stood.permissions()).containsExactlyInAnyOrder(READ_GLUCOSE, READ_WEIGHT));
    assertThat(grants.on(patient, less).await())
        .singleElement()
        .satisfies(stood -> assertThat(stood.permissions()).containsExactly(READ_GLUCOSE));
    assertThat(grants.on(patient, paused).await()).isEmpty();
  }

  @Test
  void a_closed_account_ends_its_grants_and_its_sessions_and_closing_again_changes_nothing() {
    PatientId patient = ground.patient();
    UUID account = ground.account(patient);
    UUID other = ground.account(ground.patient());
    signIn(account);
    signIn(other);
    Grant grant = grants.give(answer(patient, READ_GLUCOSE)).await();

    List<Grant> ended = grants.closeAccount(patient, account).await();
    List<Grant> again = grants.closeAccount(patient, account).await();

    assertThat(ended)
        .extracting(Grant::id, Grant::endReason)
        .containsExactly(org.assertj.core.groups.Tuple.tuple(grant.id(), "account"));
    assertThat(again).isEmpty();
    assertThat(ask("select count(*) from consent.session where account = '" + account + "'"))
        .isEqualTo("0");
    assertThat(ask("select count(*) from consent.session where account = '" + other + "'"))
        .isEqualTo("1");
    assertThat(
            ask(
                "select count(*) from consent.account where id = '"
                    + account
                    + "' and closed_at is not null"))
        .isEqualTo("1");
  }

  private static String ask(String sql) {
    return ground.postgres().ask(sql);
  }

  private static void signIn(UUID account) {
    ground
        .pool()
        .preparedQuery(
            """
            insert into consent.session
              (hash, id, account, csrf, agent, acr, created_at, seen_at, ends_at)
            values ($1, $2, $3, 'csrf', 'synthetic', 'eidas1', now(), now(), now() + interval '1h')\
            """)
        .execute(
            io.vertx.sqlclient.Tuple.of(
                io.vertx.core.buffer.Buffer.buffer(account.toString()), UUID.randomUUID(), account))
        .await();
  }
}
