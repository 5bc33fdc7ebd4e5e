package org.trousse.catalogue.statement;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.trousse.catalogue.statement.KeyRing.Needed;

final class KeyRingTest {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  private static SigningKey key(String kid, Instant signs, @Nullable Instant gone)
      throws Exception {
    ECKey jwk = new ECKeyGenerator(Curve.P_256).keyID(kid).generate();
    return new SigningKey(jwk, signs, signs, gone);
  }

  @Test
  void the_first_key_signs_at_once() {
    assertThat(new KeyRing(List.of()).needed(START, false)).contains(new Needed(START, null));
  }

  @Test
  void a_successor_is_made_when_its_lead_begins_and_not_before() throws Exception {
    KeyRing ring = new KeyRing(List.of(key("a", START, null)));
    Instant due = START.plus(KeyRing.SIGNS).minus(KeyRing.LEAD);

    assertThat(ring.needed(due.minusSeconds(1), false)).isEmpty();
    assertThat(ring.needed(due, false)).contains(new Needed(due.plus(KeyRing.LEAD), "a"));
    assertThat(ring.needed(START.plusSeconds(60), true)).isPresent();
  }

  @Test
  void a_key_that_waits_is_not_followed_by_another() throws Exception {
    KeyRing ring = new KeyRing(List.of(key("a", START, null)));

    assertThat(ring.needed(START.minusSeconds(1), true)).isEmpty();
  }

  @Test
  void the_old_key_signs_until_the_new_one_begins_and_is_published_until_its_last_statement_ends()
      throws Exception {
    Instant second = START.plus(Duration.ofHours(1));
    KeyRing ring =
        new KeyRing(List.of(key("a", START, KeyRing.gone(second)), key("b", second, null)));

    assertThat(ring.signing(second.minusSeconds(1))).map(SigningKey::kid).contains("a");
    assertThat(ring.signing(second)).map(SigningKey::kid).contains("b");
    assertThat(ring.published(second.minusSeconds(1))).contains("\"a\"", "\"b\"");
    Instant gone = Objects.requireNonNull(ring.keys().getFirst().goneAt());
    assertThat(gone).isAfterOrEqualTo(second.plus(StatementClaims.LIFE));
    assertThat(ring.published(gone)).doesNotContain("\"a\"").contains("\"b\"");
  }

  @Test
  void the_set_never_holds_a_private_part() throws Exception {
    assertThat(new KeyRing(List.of(key("a", START, null))).published(START))
        .doesNotContain("\"d\"");
  }

  @Test
  void a_sealed_key_opens_for_its_own_kid_and_platform_alone() {
    KeySeal seal = new KeySeal(new SecretKeySpec(new byte[32], "AES"), new SecureRandom());
    byte[] other = new byte[32];
    other[0] = 1;

    byte[] sealed = seal.seal("a", "secret");

    assertThat(seal.open("a", sealed)).contains("secret");
    assertThat(seal.open("b", sealed)).isEmpty();
    assertThat(new KeySeal(new SecretKeySpec(other, "AES"), new SecureRandom()).open("a", sealed))
        .isEmpty();
    assertThat(seal.open("a", new byte[3])).isEmpty();
  }
}
