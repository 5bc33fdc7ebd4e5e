package org.trousse.consent.signin;

import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.lessThanOrExactly;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import io.vertx.core.Future;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.trousse.consent.ConsentModule;
import org.trousse.consent.ConsentModule.Decision;
import org.trousse.consent.ConsentModule.Person;
import org.trousse.consent.Ground;
import org.trousse.consent.feed.ChangeStore;
import org.trousse.consent.feed.FeedLane;
import org.trousse.consent.signin.SignInLane.Arrival;
import org.trousse.consent.signin.SignInLane.Back;
import org.trousse.consent.signin.SignInLane.Leaving;
import org.trousse.consent.signin.SignInLane.Reopened;
import org.trousse.consent.signin.provider.ProviderCaller;
import org.trousse.sdk.PatientId;

/// Signing in through a provider that is played on loopback. All people are synthetic.
final class SignInIT {
  private static final Clock CLOCK = Clock.systemUTC();
  private static final String PAGE = "/en/applications";

  private static Ground ground;
  private static PlayedProvider played;
  private static FeedLane feed;
  private static SignInLane lane;
  private static SessionStore sessions;
  private static final List<Person> WELCOMED = new ArrayList<>();
  private static final List<Decision> NOTED = new ArrayList<>();

  @BeforeAll
  static void open() throws Exception {
    ground = new Ground();
    played = new PlayedProvider();
    ChangeStore changes = new ChangeStore(ground.pool());
    feed = new FeedLane(ground.vertx(), changes, null);
    feed.open().await();
    AccountStore accounts = new AccountStore(ground.pool(), Ground.hash(), CLOCK);
    sessions = new SessionStore(ground.pool(), Ground.hash(), changes, feed, CLOCK);
    lane =
        new SignInLane(
            new SignInSettings("http://localhost:8080", List.of(played.provider()), false, null),
            new SignInStore(ground.pool(), Ground.hash(), CLOCK),
            new SignInLane.Stores(accounts, sessions),
            new ProviderCaller(ground.vertx(), CLOCK),
            needs(),
            CLOCK);
  }

  @AfterAll
  static void close() {
    feed.close();
    played.close();
    ground.close();
  }

  @BeforeEach
  void forget() {
    WELCOMED.clear();
    NOTED.clear();
    played.publish(played.key());
  }

  @Test
  void a_first_sign_in_begins_a_record_and_opens_a_session_of_its_own() throws Exception {
    String subject = subject();

    Arrival arrival = arrive(subject, claims -> claims);

    Arrival.Arrived arrived = (Arrival.Arrived) arrival;
    SignedIn who = sessions.session(arrived.cookie()).await().orElseThrow();
    assertThat(arrived.returnTo()).isEqualTo(PAGE);
    assertThat(who.name()).isEqualTo("Maud Exemple");
    assertThat(who.patient()).isNotNull().isEqualTo(who.own());
    assertThat(who.acr()).isEqualTo("eidas1");
    assertThat(WELCOMED).hasSize(1);
    assertThat(NOTED).singleElement().satisfies(d -> assertThat(d.what()).isEqualTo("sign-in"));
  }

  @Test
  void a_second_sign_in_is_the_same_person_in_another_session_and_ends_the_first()
      throws Exception {
    String subject = subject();
    Arrival.Arrived first = (Arrival.Arrived) arrive(subject, claims -> claims);
    SignedIn before = sessions.session(first.cookie()).await().orElseThrow();

    Arrival.Arrived second =
        (Arrival.Arrived) arrive(subject, claims -> claims, leave(), first.cookie());

    SignedIn after = sessions.session(second.cookie()).await().orElseThrow();
    assertThat(after.account()).isEqualTo(before.account());
    assertThat(after.csrf()).isNotEqualTo(before.csrf());
    assertThat(sessions.session(first.cookie()).await()).isEmpty();
    assertThat(WELCOMED).hasSize(1);
  }

  @Test
  void plain_userinfo_is_read_too() throws Exception {
    String subject = subject();
    Leaving leaving = leave();
    played.answersWith(PlayedProvider.signed(claims(subject, leaving).build(), played.key()));
    played.knowsPlainly(subject);

    Arrival arrival = lane.arrive(played.provider(), back(leaving, null)).await();

    assertThat(arrival).isInstanceOf(Arrival.Arrived.class);
  }

  static Stream<Arguments> wrongTokens() {
    Instant now = CLOCK.instant();
    return Stream.of(
        wrong("issuer", c -> c.issuer("https://elsewhere.example")),
        wrong("audience", c -> c.audience("another-client")),
        wrong("audience of two", c -> c.audience(List.of(PlayedProvider.CLIENT, "other"))),
        wrong("authorised party", c -> c.claim("azp", "other")),
        wrong("expired", c -> c.expirationTime(Date.from(now.minusSeconds(120)))),
        wrong("no expiry", c -> c.expirationTime(null)),
        wrong("of the future", c -> c.issueTime(Date.from(now.plusSeconds(600)))),
        wrong("not yet", c -> c.notBeforeTime(Date.from(now.plusSeconds(600)))),
        wrong("nonce", c -> c.claim("nonce", "another")),
        wrong("no nonce", c -> c.claim("nonce", null)),
        wrong("acr", c -> c.claim("acr", "eidas0")),
        wrong("no acr", c -> c.claim("acr", null)),
        wrong("acr of another type", c -> c.claim("acr", List.of("eidas1"))),
        wrong("no subject", c -> c.subject(null)),
        wrong("long subject", c -> c.subject("x".repeat(256))));
  }

  private static Arguments wrong(String what, UnaryOperator<JWTClaimsSet.Builder> change) {
    return Arguments.of(what, change);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("wrongTokens")
  void does_not_believe_an_id_token_with_a_wrong(
      String what, UnaryOperator<JWTClaimsSet.Builder> change) throws Exception {
    Arrival arrival = arrive(subject(), change);

    assertThat(arrival).isEqualTo(new Arrival.Untrusted());
    assertThat(WELCOMED).isEmpty();
  }

  @Test
  void does_not_believe_a_forged_signature() throws Exception {
    RSAKey forger = PlayedProvider.key("played");
    Leaving leaving = leave();
    played.answersWith(PlayedProvider.signed(claims(subject(), leaving).build(), forger));

    Arrival arrival = lane.arrive(played.provider(), back(leaving, null)).await();

    assertThat(arrival).isEqualTo(new Arrival.Untrusted());
  }

  @Test
  void does_not_believe_an_unsigned_token_or_one_signed_with_the_public_key() throws Exception {
    Leaving first = leave();
    played.answersWith(new PlainJWT(claims(subject(), first).build()).serialize());
    Arrival unsigned = lane.arrive(played.provider(), back(first, null)).await();
    Leaving second = leave();
    SignedJWT symmetric =
        new SignedJWT(
            new JWSHeader.Builder(JWSAlgorithm.HS256).keyID("played").build(),
            claims(subject(), second).build());
    symmetric.sign(new MACSigner(played.key().toPublicJWK().toJSONString()));
    played.answersWith(symmetric.serialize());

    Arrival confused = lane.arrive(played.provider(), back(second, null)).await();

    assertThat(unsigned).isEqualTo(new Arrival.Untrusted());
    assertThat(confused).isEqualTo(new Arrival.Untrusted());
  }

  @Test
  void does_not_believe_userinfo_about_somebody_else() throws Exception {
    Leaving leaving = leave();
    played.answersWith(PlayedProvider.signed(claims(subject(), leaving).build(), played.key()));
    played.knows(subject(), person -> person);

    Arrival arrival = lane.arrive(played.provider(), back(leaving, null)).await();

    assertThat(arrival).isEqualTo(new Arrival.Untrusted());
  }

  @Test
  void another_state_leads_nowhere_and_asks_the_provider_nothing() {
    Leaving leaving = leave();
    played.server().resetRequests();

    Arrival arrival =
        lane.arrive(played.provider(), new Back("another", "code", leaving.browser(), null, null))
            .await();

    assertThat(arrival).isEqualTo(new Arrival.Lost());
    played.server().verify(0, postRequestedFor(urlPathEqualTo("/api/v2/token")));
  }

  @Test
  void a_way_back_is_for_the_browser_that_left_and_for_once() throws Exception {
    Leaving leaving = leave();
    Leaving other = leave();
    String state = PlayedProvider.parameter(leaving.to(), "state");

    Arrival stolen =
        lane.arrive(played.provider(), new Back(state, "code", other.browser(), null, null))
            .await();
    Arrival again = lane.arrive(played.provider(), back(leaving, null)).await();

    assertThat(stolen).isEqualTo(new Arrival.Lost());
    assertThat(again).isEqualTo(new Arrival.Lost());
  }

  @Test
  void who_gives_up_at_the_provider_comes_back_to_where_they_were() {
    Leaving leaving = leave();
    String state = PlayedProvider.parameter(leaving.to(), "state");

    Arrival arrival =
        lane.arrive(played.provider(), new Back(state, null, leaving.browser(), null, null))
            .await();

    assertThat(arrival).isEqualTo(new Arrival.Cancelled(PAGE));
  }

  @Test
  void a_provider_that_is_away_is_no_refusal() {
    Leaving leaving = leave();
    played.fails(502);

    Future<Arrival> arrival = lane.arrive(played.provider(), back(leaving, null));

    assertThat(arrival.toCompletionStage().toCompletableFuture())
        .failsWithin(Duration.ofSeconds(10));
  }

  @Test
  void an_unknown_key_does_not_make_us_ask_at_the_pace_of_who_sends_it() throws Exception {
    arrive(subject(), claims -> claims);
    played.server().resetRequests();
    RSAKey next = PlayedProvider.key("next");
    played.publish(played.key(), next);

    for (int time = 0; time < 3; time++) {
      Leaving leaving = leave();
      played.answersWith(PlayedProvider.signed(claims(subject(), leaving).build(), next));
      lane.arrive(played.provider(), back(leaving, null)).await();
    }

    played.server().verify(lessThanOrExactly(1), getRequestedFor(urlPathEqualTo("/api/v2/jwks")));
  }

  @Test
  void asks_for_state_nonce_acr_and_pkce() {
    Leaving leaving = leave();

    assertThat(leaving.to().toString())
        .startsWith(played.provider().endpoints().authorize() + "?response_type=code")
        .contains("acr_values=eidas1", "code_challenge_method=S256", "scope=openid%20given_name")
        .contains(
            "redirect_uri=http%3A%2F%2Flocalhost%3A8080%2Fconnexion%2Fretour%2Ffranceconnect");
    assertThat(PlayedProvider.parameter(leaving.to(), "state")).hasSize(43);
    assertThat(PlayedProvider.parameter(leaving.to(), "nonce")).hasSize(43);
  }

  @Test
  void a_closed_account_opens_no_session() throws Exception {
    String subject = subject();
    arrive(subject, claims -> claims);
    ground.pool().query("update consent.account set closed_at = now()").execute().await();

    Arrival arrival = arrive(subject, claims -> claims);

    ground.pool().query("update consent.account set closed_at = null").execute().await();
    assertThat(arrival).isInstanceOf(Arrival.Closed.class);
  }

  @Test
  void who_proved_who_they_are_opens_a_closed_account_again_once_and_from_that_browser()
      throws Exception {
    String subject = subject();
    arrive(subject, claims -> claims);
    ground.pool().query("update consent.account set closed_at = now()").execute().await();
    Arrival.Closed other = (Arrival.Closed) arrive(subject, claims -> claims);
    Arrival.Closed closed = (Arrival.Closed) arrive(subject, claims -> claims);

    Reopened elsewhere = lane.reopen(other.state(), closed.browser()).await();
    Reopened reopened = lane.reopen(closed.state(), closed.browser()).await();
    Reopened again = lane.reopen(closed.state(), closed.browser()).await();

    assertThat(elsewhere).isEqualTo(Reopened.LOST);
    assertThat(reopened).isEqualTo(Reopened.OPEN);
    assertThat(again).isEqualTo(Reopened.LOST);
    assertThat(arrive(subject, claims -> claims)).isInstanceOf(Arrival.Arrived.class);
    ground.pool().query("update consent.account set closed_at = null").execute().await();
  }

  @Test
  void signing_out_leads_to_the_providers_end_of_session_with_the_token_that_it_gave()
      throws Exception {
    Arrival.Arrived arrived = (Arrival.Arrived) arrive(subject(), claims -> claims);
    SignedIn who = sessions.session(arrived.cookie()).await().orElseThrow();

    Optional<URI> farewell = lane.signOut(arrived.cookie(), who).await();

    assertThat(farewell.orElseThrow().toString())
        .startsWith(played.provider().endpoints().endSession() + "?id_token_hint=eyJ");
    assertThat(sessions.session(arrived.cookie()).await()).isEmpty();
  }

  @Test
  void rows_hold_no_secret_that_a_browser_or_the_provider_has() throws Exception {
    String subject = subject();
    Arrival.Arrived arrived = (Arrival.Arrived) arrive(subject, claims -> claims);
    Leaving leaving = leave();

    String dump =
        ground.postgres().ask("select string_agg(s::text, ' ') from consent.session s")
            + ground.postgres().ask("select string_agg(a::text, ' ') from consent.account a")
            + ground.postgres().ask("select string_agg(s::text, ' ') from consent.sign_in s");

    assertThat(dump)
        .doesNotContain(arrived.cookie(), leaving.browser(), subject)
        .doesNotContain(PlayedProvider.parameter(leaving.to(), "state"));
  }

  @Test
  void nobody_is_picked_from_a_list_outside_the_demo() {
    Future<Optional<String>> picked =
        lane.enterDemo(
            new Person("Demo", "Person", LocalDate.of(1980, 1, 1)),
            ground.patient(),
            null,
            null,
            null);

    assertThat(picked.failed()).isTrue();
  }

  private static Leaving leave() {
    return lane.leave(played.provider(), PAGE).await();
  }

  private static Arrival arrive(String subject, UnaryOperator<JWTClaimsSet.Builder> change)
      throws Exception {
    return arrive(subject, change, leave(), null);
  }

  private static Arrival arrive(
      String subject,
      UnaryOperator<JWTClaimsSet.Builder> change,
      Leaving leaving,
      @Nullable String former)
      throws Exception {
    JWTClaimsSet claims = change.apply(claims(subject, leaving)).build();
    played.answersWith(PlayedProvider.signed(claims, played.key()));
    played.knows(subject, person -> person);
    return lane.arrive(played.provider(), back(leaving, former)).await();
  }

  private static JWTClaimsSet.Builder claims(String subject, Leaving leaving) {
    String nonce = PlayedProvider.parameter(leaving.to(), "nonce");
    return played.claims(subject, nonce, CLOCK.instant());
  }

  private static Back back(Leaving leaving, @Nullable String former) {
    String state = PlayedProvider.parameter(leaving.to(), "state");
    return new Back(state, "code", leaving.browser(), former, "Mozilla/5.0 (Android) Firefox/140");
  }

  private static String subject() {
    return "sub-" + UUID.randomUUID();
  }

  private static ConsentModule.Needs needs() {
    return new ConsentModule.Needs(
        new ConsentModule.KnowsPatients() {
          @Override
          public Future<Optional<Person>> find(PatientId patient) {
            return Future.succeededFuture(Optional.empty());
          }

          @Override
          public Future<PatientId> welcome(Person person) {
            WELCOMED.add(person);
            return Future.succeededFuture(ground.patient());
          }
        },
        decision -> {
          NOTED.add(decision);
          return Future.succeededFuture();
        },
        new ConsentModule.ReadsLog() {
          @Override
          public Future<List<ConsentModule.Happened>> happened(
              PatientId patient, @Nullable String client, Instant from, Instant to, int limit) {
            return Future.succeededFuture(List.of());
          }

          @Override
          public Future<List<ConsentModule.Used>> used(
              PatientId patient, Instant since, Instant counted) {
            return Future.succeededFuture(List.of());
          }
        },
        (language, title, path, body) -> body);
  }
}
