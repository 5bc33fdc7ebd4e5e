package org.trousse.sdk.oauth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.trousse.sdk.oauth.PlayedServer.soon;
import static org.trousse.sdk.oauth.PlayedServer.tokens;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.trousse.sdk.http.HttpCall;
import org.trousse.sdk.http.Loopback.Reply;

final class TokenKeeperTest {
  private static final int THREADS = 100;

  private final PlayedServer server = new PlayedServer();
  private final List<TokenSet> stored = new CopyOnWriteArrayList<>();

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void a_fresh_token_needs_no_server() {
    TokenKeeper keeper = keeper(Duration.ofMinutes(5));

    TokenSet got = soon(keeper.current()).found().orElseThrow();

    assertThat(got.access().secret()).isEqualTo("a0");
    assertThat(server.http.asked("/oauth/token")).isEmpty();
  }

  @Test
  void a_token_that_ends_within_the_margin_is_refreshed_and_one_beyond_is_not() {
    rotating();
    TokenKeeper within = keeper(TokenKeeper.MARGIN);
    TokenKeeper beyond = keeper(TokenKeeper.MARGIN.plusSeconds(1));

    TokenSet refreshed = soon(within.current()).found().orElseThrow();
    TokenSet kept = soon(beyond.current()).found().orElseThrow();

    assertThat(refreshed.access().secret()).isEqualTo("a1");
    assertThat(kept.access().secret()).isEqualTo("a0");
  }

  @Test
  void a_hundred_threads_make_one_refresh() throws Exception {
    rotating();
    TokenKeeper keeper = keeper(Duration.ZERO);

    Set<String> got = together(keeper);

    assertThat(got).containsExactly("a1");
    assertThat(server.http.asked("/oauth/token")).hasSize(1);
    assertThat(stored).hasSize(1);
  }

  @Test
  void rotated_tokens_follow_each_other() throws Exception {
    rotating();
    TokenKeeper keeper = keeper(Duration.ZERO);

    for (int round = 1; round <= 10; round++) {
      assertThat(together(keeper)).containsExactly("a" + round);
      server.clock.advance(Duration.ofMinutes(10));
    }

    assertThat(
            server.http.asked("/oauth/token").stream()
                .map(asked -> asked.form().fields().get("refresh_token")))
        .containsExactly("r0", "r1", "r2", "r3", "r4", "r5", "r6", "r7", "r8", "r9");
  }

  @Test
  void a_token_that_a_door_refused_is_refreshed_once_for_all_who_met_it() {
    rotating();
    TokenKeeper keeper = keeper(Duration.ofMinutes(5));
    TokenSet refused = soon(keeper.current()).found().orElseThrow();

    TokenSet first = soon(keeper.newerThan(refused)).found().orElseThrow();
    TokenSet second = soon(keeper.newerThan(refused)).found().orElseThrow();

    assertThat(first).isEqualTo(second);
    assertThat(server.http.asked("/oauth/token")).hasSize(1);
  }

  @Test
  void an_ended_permission_is_asked_about_once() {
    server.says("/oauth/token", 400, "{\"error\":\"invalid_grant\"}");
    TokenKeeper keeper = keeper(Duration.ZERO);

    for (int time = 0; time < 3; time++) {
      assertThat(soon(keeper.current()).refusal().orElseThrow())
          .isInstanceOf(OAuthProblem.ConsentEnded.class);
    }

    assertThat(server.http.asked("/oauth/token")).hasSize(1);
    assertThat(stored).isEmpty();
  }

  @Test
  void a_permission_that_rests_is_asked_about_again_later_and_comes_back() {
    AtomicInteger count = new AtomicInteger();
    server.http.on(
        "/oauth/token",
        request ->
            count.incrementAndGet() == 1
                ? Reply.json(
                    400,
                    "{\"error\":\"access_denied\","
                        + "\"error_description\":\"the patient paused this app\"}")
                : Reply.json(200, tokens("Bearer", "a1", "r1")));
    TokenKeeper keeper = keeper(Duration.ZERO);

    var first = soon(keeper.current());
    server.clock.advance(TokenKeeper.REST.minusSeconds(1));
    var early = soon(keeper.current());
    int askedWhileItRests = count.get();
    server.clock.advance(Duration.ofSeconds(1));
    var later = soon(keeper.current());

    assertThat(first.refusal()).contains(new OAuthProblem.Paused("the patient paused this app"));
    assertThat(early.refusal()).isEqualTo(first.refusal());
    assertThat(askedWhileItRests).isEqualTo(1);
    assertThat(later.found().orElseThrow().access().secret()).isEqualTo("a1");
    assertThat(
            server.http.asked("/oauth/token").stream()
                .map(asked -> asked.form().fields().get("refresh_token")))
        .containsExactly("r0", "r0");
  }

  @Test
  void after_a_lost_answer_the_same_refresh_token_is_sent_again() {
    AtomicInteger count = new AtomicInteger();
    server.http.on(
        "/oauth/token",
        request ->
            count.incrementAndGet() == 1
                ? Reply.json(503, "{}")
                : Reply.json(200, tokens("Bearer", "a1", "r1")));
    TokenKeeper keeper = keeper(Duration.ZERO);

    var first = soon(keeper.current());
    var second = soon(keeper.current());

    assertThat(first.refusal().orElseThrow()).isInstanceOf(OAuthProblem.Retry.class);
    assertThat(second.found().orElseThrow().access().secret()).isEqualTo("a1");
    assertThat(
            server.http.asked("/oauth/token").stream()
                .map(asked -> asked.form().fields().get("refresh_token")))
        .containsExactly("r0", "r0");
  }

  @Test
  void what_could_not_be_stored_is_given_to_nobody() {
    rotating();
    TokenKeeper keeper =
        new TokenKeeper(
            server.smart(),
            first(Duration.ZERO),
            newer -> {
              throw new IllegalStateException("the disk is full");
            });

    assertThatThrownBy(() -> soon(keeper.current())).hasRootCauseMessage("the disk is full");
  }

  @Test
  void what_was_given_back_is_used_no_more() {
    server.says("/oauth/revoke", 200, "");
    TokenKeeper keeper = keeper(Duration.ofMinutes(5));

    soon(keeper.revoke());

    assertThat(soon(keeper.current()).refusal().orElseThrow())
        .isInstanceOf(OAuthProblem.ConsentEnded.class);
    assertThat(server.http.asked("/oauth/revoke").get(0).form().fields())
        .containsEntry("token", "r0");
  }

  @Test
  void what_a_refresh_under_way_brings_is_given_back_too() throws Exception {
    CountDownLatch revoking = new CountDownLatch(1);
    server.http.on(
        "/oauth/token",
        request -> {
          awaited(revoking);
          return Reply.json(200, tokens("Bearer", "a1", "r1"));
        });
    server.says("/oauth/revoke", 200, "");
    TokenKeeper keeper = keeper(Duration.ZERO);
    var refreshing = keeper.current();

    var revoked = keeper.revoke();
    revoking.countDown();

    assertThat(soon(refreshing).refusal().orElseThrow())
        .isInstanceOf(OAuthProblem.ConsentEnded.class);
    assertThat(soon(revoked).found()).contains(true);
    assertThat(server.http.asked("/oauth/revoke").get(0).form().fields())
        .containsEntry("token", "r1");
  }

  /// Each refresh token serves once; another gets what the real server says.
  private void rotating() {
    AtomicInteger live = new AtomicInteger();
    server.http.on(
        "/oauth/token",
        request -> {
          String presented = request.form().fields().getOrDefault("refresh_token", "");
          int next = live.get() + 1;
          return presented.equals("r" + live.get()) && live.compareAndSet(next - 1, next)
              ? Reply.json(200, tokens("Bearer", "a" + next, "r" + next))
              : Reply.json(400, "{\"error\":\"invalid_grant\"}");
        });
  }

  private TokenKeeper keeper(Duration left) {
    return new TokenKeeper(server.smart(), first(left), stored::add);
  }

  private TokenSet first(Duration left) {
    return new TokenSet(
        new HttpCall.Token("Bearer", "a0"),
        server.clock.instant().plus(left),
        Set.of("offline_access"),
        "r0",
        "p1",
        null);
  }

  private Set<String> together(TokenKeeper keeper) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    CountDownLatch start = new CountDownLatch(1);
    try {
      List<Future<String>> asking = new ArrayList<>();
      for (int thread = 0; thread < THREADS; thread++) {
        asking.add(
            threads.submit(() -> {
              awaited(start);
              return soon(keeper.current())
                  .found()
                  .map(tokens -> tokens.access().secret())
                  .orElse("none");
            }));
      }
      start.countDown();
      Set<String> got = new HashSet<>();
      for (Future<String> one : asking) {
        got.add(one.get(20, TimeUnit.SECONDS));
      }
      return got;
    } finally {
      threads.shutdownNow();
    }
  }

  private static void awaited(CountDownLatch latch) {
    try {
      assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException stopped) {
      throw new IllegalStateException(stopped);
    }
  }
}
