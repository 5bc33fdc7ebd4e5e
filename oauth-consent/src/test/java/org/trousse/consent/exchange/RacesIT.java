package org.trousse.consent.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
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

/// Many at once at the token endpoint, two processes on one database.
final class RacesIT {
  private static final Permission GLUCOSE = Permission.read(DataKind.GLUCOSE);
  private static final Permission WEIGHT = Permission.read(DataKind.BODY_WEIGHT);
  private static final String SCOPE =
      "openid fhirUser launch/patient offline_access patient/glucose.read"
          + " patient/body-weight.read";

  private static Ground ground;
  private static Issuing one;
  private static Issuing two;
  private static ExecutorService threads;

  @BeforeAll
  static void open() {
    ground = new Ground();
    one = new Issuing(ground, Clock.systemUTC());
    two = new Issuing(ground, Clock.systemUTC());
    threads = Executors.newVirtualThreadPerTaskExecutor();
  }

  @AfterAll
  static void close() {
    threads.shutdown();
    one.close();
    two.close();
    ground.close();
  }

  private record Party(App app, Grant grant) {
    Answer redeem(String code) {
      return one.token(Issuing.redemption(app, code));
    }

    Answer first() {
      return redeem(one.code(grant, SCOPE));
    }
  }

  private static Party publicApp() {
    App app = one.app(SecurityProfile.SMART_PUBLIC);
    return new Party(app, one.grant(app, Duration.DAYS_30, GLUCOSE, WEIGHT));
  }

  private static <T> List<T> together(int times, Callable<T> work) throws Exception {
    List<Callable<T>> all = new ArrayList<>();
    for (int i = 0; i < times; i++) {
      all.add(work);
    }
    List<T> results = new ArrayList<>();
    for (Future<T> done : threads.invokeAll(all)) {
      results.add(done.get());
    }
    return results;
  }

  @Test
  @Tag("consent-39")
  void of_a_hundred_parallel_redemptions_exactly_one_wins() throws Exception {
    Party party = publicApp();
    Map<String, String> form = Issuing.redemption(party.app(), one.code(party.grant(), SCOPE));

    List<Answer> answers = together(50, () -> one.token(form));
    answers.addAll(together(50, () -> two.token(form)));

    assertThat(answers).filteredOn(answer -> answer.status() == 200).hasSize(1);
    assertThat(answers).extracting(Answer::status).containsOnly(200, 400);
  }

  @Test
  @Tag("consent-66")
  void fifty_parallel_refreshes_make_one_successor() throws Exception {
    Party party = publicApp();
    Map<String, String> form = Issuing.refreshing(party.first().text("refresh_token"));

    List<Answer> answers = together(25, () -> one.token(form));
    answers.addAll(together(25, () -> two.token(form)));

    assertThat(answers).extracting(Answer::status).containsOnly(200);
    assertThat(answers.stream().map(answer -> answer.text("refresh_token")).distinct()).hasSize(1);
  }

  @Test
  @Tag("consent-67")
  void no_refresh_that_answers_after_a_revocation_holds_a_live_token() throws Exception {
    for (int round = 0; round < 20; round++) {
      App app = one.app(SecurityProfile.SMART_CONFIDENTIAL);
      Grant grant = one.grant(app, Duration.DAYS_30, GLUCOSE);
      String token =
          one.token(Issuing.by(app, Issuing.redemption(app, one.code(grant, SCOPE))))
              .text("refresh_token");
      List<Future<Answer>> refreshes = new ArrayList<>();
      for (int i = 0; i < 6; i++) {
        refreshes.add(threads.submit(() -> two.token(Issuing.by(app, Issuing.refreshing(token)))));
      }

      boolean whole = round % 2 == 0;
      if (whole) {
        one.grants.end(grant.id(), grant.account(), "patient").await();
      } else {
        one.post("/oauth/revoke", Issuing.by(app, Map.of("token", token)), Map.of());
      }

      List<String> made = new ArrayList<>();
      for (Future<Answer> refresh : refreshes) {
        if (refresh.get().status() == 200) {
          made.add(refresh.get().text("access_token"));
        }
      }
      for (String access : made) {
        assertThat(one.tokens.live(access).await()).isEmpty();
      }
      assertThat(two.token(Issuing.by(app, Issuing.refreshing(token))).status()).isEqualTo(400);
    }
  }
}
