package org.trousse.consent.door;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.nimbusds.jose.jwk.ECKey;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.trousse.consent.Ground;
import org.trousse.consent.Issuing;
import org.trousse.consent.Issuing.Answer;
import org.trousse.consent.Signing;
import org.trousse.consent.app.App;
import org.trousse.consent.app.SecurityProfile;
import org.trousse.consent.grant.Duration;
import org.trousse.consent.grant.Grant;
import org.trousse.consent.grant.Verdict;
import org.trousse.consent.permission.DataKind;
import org.trousse.consent.permission.Permission;

/// Two processes on one database: what one ends, the other's doors refuse.
final class DoorLaneIT {
  private static final Permission GLUCOSE = Permission.read(DataKind.GLUCOSE);
  private static final Permission WEIGHT = Permission.read(DataKind.BODY_WEIGHT);
  private static final String SCOPE =
      "offline_access patient/glucose.read patient/body-weight.read";
  private static final String URL = Issuing.ISSUER + "/fhir/Observation";
  private static final java.time.Duration SECOND = java.time.Duration.ofSeconds(1);

  private static Ground ground;
  private static Issuing one;
  private static Issuing two;

  @BeforeAll
  static void open() {
    ground = new Ground();
    one = new Issuing(ground, Clock.systemUTC());
    two = new Issuing(ground, Clock.systemUTC());
  }

  @AfterAll
  static void close() {
    one.close();
    two.close();
    ground.close();
  }

  private static Grant grant(SecurityProfile profile) {
    return one.grant(one.app(profile), Duration.DAYS_30, GLUCOSE, WEIGHT);
  }

  /// Of a public app.
  private static Answer bearer(Grant grant) {
    return one.token(
        Map.of(
            "grant_type",
            "authorization_code",
            "client_id",
            grant.clientId(),
            "code",
            one.code(grant, SCOPE),
            "redirect_uri",
            Issuing.REDIRECT,
            "code_verifier",
            Issuing.VERIFIER));
  }

  private static Opening open(Issuing node, String scheme, String token, @Nullable String proof) {
    return node.door.open(new Presented(scheme, token, proof, "GET", URL)).await();
  }

  private static Opening.Opened opened(Issuing node, String token) {
    return (Opening.Opened) open(node, "bearer", token, null);
  }

  private static void within(java.time.Duration limit, Supplier<Boolean> holds) {
    await().atMost(limit).pollInterval(java.time.Duration.ofMillis(10)).until(holds::get);
  }

  @Test
  void a_token_opens_what_it_holds_and_nothing_else() {
    Grant grant = grant(SecurityProfile.SMART_PUBLIC);

    Opening.Opened opened = opened(two, bearer(grant).text("access_token"));

    assertThat(opened.patient()).isEqualTo(grant.patient());
    assertThat(opened.clientId()).isEqualTo(grant.clientId());
    assertThat(opened.may(GLUCOSE)).isEqualTo(Verdict.ALLOWED);
    assertThat(opened.may(Permission.add(DataKind.GLUCOSE))).isEqualTo(Verdict.NOT_GRANTED);
    assertThat(opened.hasScope("offline_access")).isTrue();
    assertThat(opened.hasScope("fhirUser")).isFalse();
  }

  /// What a door does next, e.g. noting the answer, belongs to its loop alone.
  @Test
  void two_loops_that_wait_for_the_same_permission_are_each_told_on_their_own() {
    List<Future<Boolean>> told = new ArrayList<>();

    for (int round = 0; round < 20; round++) {
      Grant grant = grant(SecurityProfile.SMART_PUBLIC);
      for (int loop = 0; loop < 4; loop++) {
        told.add(onItsOwn(ground.vertx().getOrCreateContext(), grant.id()));
      }
      Future.all(told).await();
    }

    assertThat(told).allMatch(Future::result);
  }

  private static Future<Boolean> onItsOwn(Context loop, UUID grant) {
    Promise<Boolean> told = Promise.promise();
    loop.runOnContext(now ->
        two.rights
            .grant(grant)
            .onComplete(known -> told.complete(loop.equals(Vertx.currentContext()))));
    return told.future();
  }

  @Test
  @Tag("consent-68")
  @Tag("consent-74")
  void closing_the_account_shuts_doors_codes_and_refresh_within_a_second() {
    Grant grant = grant(SecurityProfile.SMART_PUBLIC);
    Answer answer = bearer(grant);
    String code = one.code(grant, SCOPE);
    Opening.Opened reading = opened(two, answer.text("access_token"));
    assertThat(reading.may(GLUCOSE)).isEqualTo(Verdict.ALLOWED);

    one.grants.closeAccount(grant.patient(), grant.account()).await();

    within(SECOND, () -> reading.may(GLUCOSE) == Verdict.ENDED);
    assertThat(open(two, "bearer", answer.text("access_token"), null))
        .isInstanceOf(Opening.Refused.class);
    assertThat(
            two.token(
                    Map.of(
                        "grant_type",
                        "refresh_token",
                        "client_id",
                        grant.clientId(),
                        "refresh_token",
                        answer.text("refresh_token")))
                .text("error"))
        .isEqualTo("invalid_grant");
    assertThat(
            two.token(
                    Map.of(
                        "grant_type",
                        "authorization_code",
                        "client_id",
                        grant.clientId(),
                        "code",
                        code,
                        "redirect_uri",
                        Issuing.REDIRECT,
                        "code_verifier",
                        Issuing.VERIFIER))
                .text("error"))
        .isEqualTo("invalid_grant");
  }

  @Test
  @Tag("consent-74")
  @Tag("consent-78")
  void ending_the_grant_stops_who_reads_already_and_who_comes_after_within_a_second() {
    Grant grant = grant(SecurityProfile.SMART_PUBLIC);
    String token = bearer(grant).text("access_token");
    Opening.Opened reading = opened(two, token);
    assertThat(reading.may(GLUCOSE)).isEqualTo(Verdict.ALLOWED);

    one.grants.end(grant.id(), grant.account(), "patient").await();

    within(SECOND, () -> reading.may(GLUCOSE) == Verdict.ENDED);
    assertThat(open(two, "Bearer", token, null)).isInstanceOf(Opening.Refused.class);
  }

  @Test
  @Tag("consent-75")
  void taking_one_kind_away_leaves_the_token_live_for_the_others() {
    Grant grant = grant(SecurityProfile.SMART_PUBLIC);
    String token = bearer(grant).text("access_token");
    assertThat(opened(two, token).may(WEIGHT)).isEqualTo(Verdict.ALLOWED);

    one.grants.narrow(grant.id(), grant.account(), Set.of(WEIGHT)).await();

    within(SECOND, () -> opened(two, token).may(WEIGHT) == Verdict.NOT_GRANTED);
    assertThat(opened(two, token).may(GLUCOSE)).isEqualTo(Verdict.ALLOWED);
  }

  @Test
  @Tag("consent-71")
  @Tag("consent-72")
  void a_token_that_its_app_gives_back_stops_alone_and_a_refresh_token_takes_all() {
    Grant grant = grant(SecurityProfile.SMART_PUBLIC);
    Answer first = bearer(grant);
    Answer second = bearer(grant);
    Opening.Opened reading = opened(two, first.text("access_token"));
    opened(two, second.text("access_token"));

    Map<String, String> form =
        Map.of("client_id", grant.clientId(), "token", first.text("access_token"));
    assertThat(one.post("/oauth/revoke", form, Map.of()).status()).isEqualTo(200);

    within(SECOND, () -> reading.may(GLUCOSE) == Verdict.ENDED);
    Answer refreshed = one.token(Issuing.refreshing(first.text("refresh_token")));
    assertThat(refreshed.status()).isEqualTo(200);
    one.post(
        "/oauth/revoke",
        Map.of("client_id", grant.clientId(), "token", refreshed.text("refresh_token")),
        Map.of());
    within(
        SECOND,
        () -> open(two, "Bearer", refreshed.text("access_token"), null) instanceof Opening.Refused);
    assertThat(opened(two, second.text("access_token")).may(GLUCOSE)).isEqualTo(Verdict.ALLOWED);
  }

  private record Bound(Grant grant, ECKey key, String token) {
    String proof() {
      return Signing.proof(key, "GET", URL, token);
    }
  }

  private static Bound bound() {
    App app = one.app(SecurityProfile.FAPI2);
    Grant grant = one.grant(app, Duration.DAYS_30, GLUCOSE);
    ECKey key = Signing.freshKey();
    Answer answer =
        one.post(
            "/oauth/token",
            Issuing.by(app, Issuing.redemption(app, one.code(grant, SCOPE))),
            Map.of("DPoP", Signing.proof(key, "POST", Issuing.TOKEN_URL, null)));
    assertThat(answer.text("token_type")).isEqualTo("DPoP");
    return new Bound(grant, key, answer.text("access_token"));
  }

  @Test
  @Tag("consent-45")
  @Tag("consent-57")
  void a_bound_token_opens_with_its_proof_and_never_as_a_bearer_token() {
    Bound bound = bound();

    Opening with = open(two, "dPoP", bound.token(), bound.proof());
    Opening as = open(two, "Bearer", bound.token(), null);
    Opening without = open(two, "DPoP", bound.token(), null);
    String foreign = Signing.proof(Signing.freshKey(), "GET", URL, bound.token());
    Opening by = open(two, "DPoP", bound.token(), foreign);

    assertThat(with).isInstanceOf(Opening.Opened.class);
    assertThat(as)
        .isEqualTo(new Opening.Refused("invalid_token", "the token is bound to a key", true));
    assertThat(without).isInstanceOf(Opening.Refused.class);
    assertThat(by).isInstanceOf(Opening.Refused.class);
  }

  @Test
  @Tag("consent-55")
  void the_same_proof_twice_is_refused_on_every_node() {
    Bound bound = bound();
    String proof = bound.proof();

    Opening first = open(one, "DPoP", bound.token(), proof);
    Opening here = open(one, "DPoP", bound.token(), proof);
    Opening there = open(two, "DPoP", bound.token(), proof);

    assertThat(first).isInstanceOf(Opening.Opened.class);
    assertThat(here).isEqualTo(new Opening.Refused("invalid_dpop_proof", "jti came before", true));
    assertThat(there).isEqualTo(here);
  }

  @Test
  @Tag("consent-45")
  void a_bearer_token_does_not_open_under_the_dpop_scheme() {
    String token = bearer(grant(SecurityProfile.SMART_PUBLIC)).text("access_token");

    Opening opening =
        open(one, "DPoP", token, Signing.proof(Signing.freshKey(), "GET", URL, token));

    assertThat(opening).isInstanceOf(Opening.Refused.class);
  }

  @Test
  @Tag("consent-76")
  void a_door_that_lost_its_feed_fails_closed() {
    String token = bearer(grant(SecurityProfile.SMART_PUBLIC)).text("access_token");
    Issuing three = new Issuing(ground, Clock.systemUTC());
    Opening.Opened reading = opened(three, token);

    three.feed.close();

    within(
        java.time.Duration.ofSeconds(2),
        () -> open(three, "Bearer", token, null) instanceof Opening.Stale);
    assertThat(reading.may(GLUCOSE)).isEqualTo(Verdict.STALE);
    three.close();
  }

  @Test
  @Tag("consent-110")
  void the_last_use_of_each_permission_is_noted() {
    Grant grant = grant(SecurityProfile.SMART_PUBLIC);
    Opening.Opened opened = opened(one, bearer(grant).text("access_token"));

    opened.may(GLUCOSE);
    opened.may(Permission.add(DataKind.GLUCOSE));
    one.uses.flush().await();

    assertThat(two.uses.of(grant.id()).await()).containsOnlyKeys(GLUCOSE);
  }

  @Test
  void no_token_is_looked_up_after_its_first_use() throws java.sql.SQLException {
    Grant grant = grant(SecurityProfile.SMART_PUBLIC);
    String token = bearer(grant).text("access_token");
    opened(two, token);
    try (var owner = ground.postgres().connect();
        var statement = owner.createStatement()) {
      // behind the doors' back: no change is told
      statement.execute("delete from consent.access_token where grant_id = '" + grant.id() + "'");
    }

    Opening again = open(two, "Bearer", token, null);
    Opening elsewhere = open(one, "Bearer", token, null);

    assertThat(again).isInstanceOf(Opening.Opened.class);
    assertThat(elsewhere).isInstanceOf(Opening.Refused.class);
  }

  @Test
  @Tag("consent-85")
  void a_copy_of_a_token_outlives_neither_its_time_nor_its_scope() {
    Instant start = Instant.now();
    AtomicReference<Instant> now = new AtomicReference<>(start);
    try (Issuing later = new Issuing(ground, new MovedClock(now::get))) {
      Grant grant = grant(SecurityProfile.SMART_PUBLIC);
      String token = bearer(grant).text("access_token");
      Opening.Opened held = opened(later, token);
      assertThat(held.may(GLUCOSE)).isEqualTo(Verdict.ALLOWED);
      assertThat(held.may(Permission.read(DataKind.BLOOD_PRESSURE))).isEqualTo(Verdict.NOT_GRANTED);

      now.set(start.plusSeconds(3_601));

      assertThat(held.may(GLUCOSE)).isNotEqualTo(Verdict.ALLOWED);
      assertThat(open(later, "Bearer", token, null)).isInstanceOf(Opening.Refused.class);
    }
  }

  /// Says what a test says.
  private static final class MovedClock extends Clock {
    private final Supplier<Instant> now;

    MovedClock(Supplier<Instant> now) {
      this.now = now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }

    @Override
    public Instant instant() {
      return now.get();
    }
  }
}
