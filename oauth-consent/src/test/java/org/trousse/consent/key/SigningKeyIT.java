package org.trousse.consent.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.factories.DefaultJWSVerifierFactory;
import com.nimbusds.jose.jwk.AsymmetricJWK;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.SignedJWT;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.Pool;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.trousse.testkit.TestPostgres;

final class SigningKeyIT {
  private static final byte[] PLATFORM_KEY = new byte[32];

  private static TestPostgres postgres;
  private static Vertx vertx;
  private static Pool pool;

  private final Moving clock = new Moving(Instant.parse("2026-11-22T09:00:00Z"));
  private SignerCaller signer;

  /// A clock that a test moves.
  private static final class Moving extends Clock {
    private final AtomicReference<Instant> now;

    Moving(Instant start) {
      now = new AtomicReference<>(start);
    }

    void pass(Duration time) {
      now.updateAndGet(before -> before.plus(time));
    }

    @Override
    public Instant instant() {
      return now.get();
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }

  @BeforeAll
  static void start() {
    postgres = TestPostgres.migrated("consent");
    vertx = Vertx.vertx();
    pool =
        PgBuilder.pool()
            .connectingTo(
                new PgConnectOptions()
                    .setHost(postgres.host())
                    .setPort(postgres.port())
                    .setDatabase(postgres.database())
                    .setUser("trousse_consent")
                    .setPassword(TestPostgres.PASSWORD))
            .using(vertx)
            .build();
  }

  @AfterAll
  static void stop() {
    await(vertx.close());
    postgres.close();
  }

  @BeforeEach
  void open() {
    await(pool.query("delete from consent.signing_key").execute());
    signer = await(SignerCaller.open(vertx, store(PLATFORM_KEY), clock));
  }

  @AfterEach
  void close() {
    signer.close();
  }

  private static SigningKeyStore store(byte[] key) {
    return new SigningKeyStore(
        pool, new KeySeal(new SecretKeySpec(key, "AES"), new SecureRandom()));
  }

  private static <T> T await(Future<T> future) {
    return future.toCompletionStage().toCompletableFuture().join();
  }

  private static JWK key(String jwks, String jwt) throws Exception {
    return JWKSet.parse(jwks).getKeyByKeyId(SignedJWT.parse(jwt).getHeader().getKeyID());
  }

  private static boolean verifies(String jwks, String jwt) throws Exception {
    JWK key = key(jwks, jwt);
    if (key == null) {
      return false;
    }
    SignedJWT signed = SignedJWT.parse(jwt);
    JWSVerifier verifier =
        new DefaultJWSVerifierFactory()
            .createJWSVerifier(signed.getHeader(), ((AsymmetricJWK) key).toPublicKey());
    return signed.verify(verifier);
  }

  private String sign(String alg) {
    return await(signer.sign(alg, "JWT", Map.of("sub", "synthetic")));
  }

  @Tag("consent-119")
  @Test
  void signs_for_every_profile_with_keys_of_their_own_of_2048_bits_or_more() throws Exception {
    JWKSet set = JWKSet.parse(signer.jwks());

    assertThat(set.getKeys()).hasSize(3).extracting(JWK::getKeyID).doesNotHaveDuplicates();
    assertThat(set.getKeys())
        .filteredOn(RSAKey.class::isInstance)
        .hasSize(2)
        .allSatisfy(rsa -> assertThat(rsa.size()).isGreaterThanOrEqualTo(2_048));
    assertThat(set.containsNonPublicKeys()).isFalse();
    for (String alg : KeyLife.ALGORITHMS) {
      String jwt = sign(alg);
      assertThat(verifies(signer.jwks(), jwt)).isTrue();
      assertThat(SignedJWT.parse(jwt).getHeader().getAlgorithm().getName()).isEqualTo(alg);
      assertThat(SignedJWT.parse(jwt).getHeader().getType().getType()).isEqualTo("JWT");
    }
  }

  @Test
  void two_nodes_that_start_together_make_one_key_for_each_algorithm() throws Exception {
    await(pool.query("delete from consent.signing_key").execute());
    Future<SignerCaller> one = SignerCaller.open(vertx, store(PLATFORM_KEY), clock);
    Future<SignerCaller> two = SignerCaller.open(vertx, store(PLATFORM_KEY), clock);

    SignerCaller first = await(one);
    SignerCaller second = await(two);

    assertThat(postgres.ask("select count(*) from consent.signing_key")).isEqualTo("3");
    assertThat(JWKSet.parse(first.jwks()).size()).isEqualTo(3);
    first.close();
    second.close();
  }

  @Tag("consent-118")
  @Tag("consent-119")
  @Test
  void rotates_without_one_failed_verification_at_a_client_that_caches_by_cache_control()
      throws Exception {
    String cached = signer.jwks();
    Instant fetched = clock.instant();
    await(signer.rotate());
    int keys = 0;
    String last = "";

    for (int second = 0; second < 900; second += 3) {
      clock.pass(Duration.ofSeconds(3));
      if (!clock.instant().isBefore(fetched.plus(KeyLife.CACHED))) {
        cached = signer.jwks();
        fetched = clock.instant();
      }
      String jwt = sign("ES256");
      assertThat(verifies(cached, jwt)).isTrue();
      String kid = SignedJWT.parse(jwt).getHeader().getKeyID();
      keys += kid.equals(last) ? 0 : 1;
      last = kid;
    }

    assertThat(keys).isEqualTo(2);
  }

  @Tag("consent-118")
  @Test
  void a_retired_key_is_gone_when_the_last_token_has_expired_and_its_private_part_is_erased()
      throws Exception {
    String jwt = sign("RS256");
    await(signer.rotate());
    clock.pass(KeyLife.LEAD);
    assertThat(verifies(signer.jwks(), jwt)).isTrue();

    clock.pass(KeyLife.LONGEST_TOKEN.plus(KeyLife.SKEW).plusSeconds(1));
    await(signer.rotate());

    assertThat(verifies(signer.jwks(), jwt)).isFalse();
    assertThat(postgres.ask("select count(*) from consent.signing_key where private_key = ''"))
        .isEqualTo("3");
  }

  @Tag("consent-118")
  @Test
  void an_emergency_removal_is_instant_and_another_key_signs() throws Exception {
    String jwt = sign("ES256");
    String kid = SignedJWT.parse(jwt).getHeader().getKeyID();

    await(signer.remove(kid));

    assertThat(verifies(signer.jwks(), jwt)).isFalse();
    assertThat(verifies(signer.receiptKeys(), jwt)).isFalse();
    assertThat(verifies(signer.jwks(), sign("ES256"))).isTrue();
    assertThat(
            postgres.ask("select octet_length(private_key) from consent.signing_key where removed"))
        .isEqualTo("0");
  }

  @Test
  void receipts_still_verify_when_their_key_has_retired() throws Exception {
    String receipt = sign(KeyLife.RECEIPTS);
    await(signer.rotate());
    clock.pass(Duration.ofDays(2));
    await(signer.rotate());

    assertThat(verifies(signer.jwks(), receipt)).isFalse();
    assertThat(verifies(signer.receiptKeys(), receipt)).isTrue();
  }

  @Test
  void does_not_start_with_keys_of_another_platform_key() {
    byte[] other = new byte[32];
    other[0] = 1;

    assertThatThrownBy(() -> await(SignerCaller.open(vertx, store(other), clock)))
        .hasCauseInstanceOf(KeyStoreUnusable.class)
        .hasMessageContaining("another platform key");
  }

  @Test
  void keeps_no_private_part_in_clear() {
    assertThat(
            postgres.ask(
                """
                select count(*) from consent.signing_key
                where public_key ? 'd' or position('"d"'::bytea in private_key) > 0\
                """))
        .isEqualTo("0");
  }
}
