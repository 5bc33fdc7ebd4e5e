package org.trousse.consent.signin;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.trousse.consent.Ground;
import org.trousse.consent.feed.ChangeStore;
import org.trousse.consent.feed.FeedLane;
import org.trousse.consent.signin.SessionStore.NewSession;
import org.trousse.sdk.PatientId;

/// Sessions on two nodes of one database.
final class SessionStoreIT {
  private static final Ticking CLOCK = new Ticking();
  private static Ground ground;
  private static Node here;
  private static Node there;

  /// Its feed is never confirmed, so that it believes the database alone.
  private static Node uncached;

  /// A clock that a test moves.
  private static final class Ticking extends Clock {
    private Instant now = Instant.now();

    void pass(Duration time) {
      now = now.plus(time);
    }

    @Override
    public ZoneId getZone() {
      return ZoneId.of("UTC");
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }

    @Override
    public Instant instant() {
      return now;
    }
  }

  private record Node(SessionStore sessions, FeedLane feed) {
    static Node open() {
      Node node = closed();
      node.feed().open().await();
      return node;
    }

    static Node closed() {
      var pool = ground.node();
      ChangeStore changes = new ChangeStore(pool);
      FeedLane feed = new FeedLane(ground.vertx(), changes, null);
      return new Node(new SessionStore(pool, Ground.hash(), changes, feed, CLOCK), feed);
    }
  }

  @BeforeAll
  static void open() {
    ground = new Ground();
    here = Node.open();
    there = Node.open();
    uncached = Node.closed();
  }

  @AfterAll
  static void close() {
    here.feed().close();
    there.feed().close();
    ground.close();
  }

  @Test
  void a_session_that_ends_here_ends_on_every_node_within_a_second() {
    String cookie = begin(someone());
    assertThat(there.sessions().session(cookie).await()).isPresent();

    here.sessions().end(cookie).await();

    Awaitility.await()
        .atMost(Duration.ofSeconds(2))
        .until(() -> there.sessions().session(cookie).await().isEmpty());
  }

  @Test
  void ends_after_an_hour_without_a_request_and_after_twelve_whatever_happens() {
    String idle = begin(someone());
    String busy = begin(someone());

    CLOCK.pass(Duration.ofMinutes(59));
    boolean almost = there.sessions().session(busy).await().isPresent();
    CLOCK.pass(Duration.ofMinutes(2));
    boolean idleNow = uncached.sessions().session(idle).await().isPresent();
    boolean busyNow = uncached.sessions().session(busy).await().isPresent();
    for (int halfHour = 0; halfHour < 22; halfHour++) {
      CLOCK.pass(Duration.ofMinutes(30));
      uncached.sessions().session(busy).await();
    }

    assertThat(almost).isTrue();
    assertThat(idleNow).isFalse();
    assertThat(busyNow).isTrue();
    assertThat(uncached.sessions().session(busy).await()).isEmpty();
  }

  @Test
  void an_account_has_at_most_twenty_sessions_and_the_oldest_goes() {
    UUID account = someone();
    List<String> cookies = new ArrayList<>();
    for (int session = 0; session < 21; session++) {
      CLOCK.pass(Duration.ofSeconds(1));
      cookies.add(begin(account));
    }

    assertThat(here.sessions().of(account).await()).hasSize(20);
    assertThat(here.sessions().session(cookies.getFirst()).await()).isEmpty();
    assertThat(here.sessions().session(cookies.getLast()).await()).isPresent();
  }

  @Test
  void acting_for_somebody_else_changes_what_forms_must_carry() {
    PatientId patient = ground.patient();
    UUID account = ground.account(patient);
    String cookie = begin(account);
    String before = here.sessions().session(cookie).await().orElseThrow().csrf();

    here.sessions().actFor(cookie, patient).await();

    SignedIn after = here.sessions().session(cookie).await().orElseThrow();
    assertThat(after.csrf()).isNotEqualTo(before);
    assertThat(after.patient()).isEqualTo(patient);
  }

  @Test
  void a_record_for_which_there_is_no_mandate_is_not_open() {
    String cookie = begin(someone());

    here.sessions().actFor(cookie, ground.patient()).await();

    assertThat(here.sessions().session(cookie).await().orElseThrow().patient()).isNull();
  }

  private static UUID someone() {
    return ground.account(ground.patient());
  }

  private static String begin(UUID account) {
    return here.sessions().open(new NewSession(account, null, "", "demo", null), null).await();
  }
}
