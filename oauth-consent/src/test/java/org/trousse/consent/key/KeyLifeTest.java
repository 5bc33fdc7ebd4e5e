package org.trousse.consent.key;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.trousse.consent.key.KeyLife.Needed;

final class KeyLifeTest {
  private static final Instant NOW = Instant.parse("2026-11-22T09:00:00Z");

  private static SigningKey key(
      String kid, Instant signsFrom, @Nullable Instant until, @Nullable Instant gone) {
    try {
      return new SigningKey(
          new ECKeyGenerator(Curve.P_256).keyID(kid).generate(),
          "ES256",
          signsFrom,
          signsFrom,
          until,
          gone,
          false);
    } catch (JOSEException failed) {
      throw new AssertionError(failed);
    }
  }

  private static KeyRing ring(SigningKey... keys) {
    return new KeyRing(List.of(keys));
  }

  @Test
  void makes_the_first_key_and_lets_it_sign_at_once() {
    assertThat(KeyLife.needed(ring(), "ES256", NOW, false)).contains(new Needed(NOW, null));
  }

  @Tag("consent-118")
  @Test
  void publishes_a_key_for_longer_than_the_set_is_cached_before_it_signs() {
    SigningKey old = key("old", NOW.minus(KeyLife.SIGNS), null, null);

    Needed needed = KeyLife.needed(ring(old), "ES256", NOW, false).orElseThrow();

    assertThat(Duration.between(NOW, needed.signsFrom())).isGreaterThan(KeyLife.CACHED);
    assertThat(needed.retires()).isEqualTo("old");
  }

  @Test
  void rotates_by_age_one_lead_early_and_not_before() {
    Instant due = NOW.minus(KeyLife.SIGNS).plus(KeyLife.LEAD);

    assertThat(KeyLife.needed(ring(key("k", due, null, null)), "ES256", NOW, false)).isPresent();
    assertThat(KeyLife.needed(ring(key("k", due.plusMillis(1), null, null)), "ES256", NOW, false))
        .isEmpty();
  }

  @Test
  void rotates_by_command_at_any_age_but_never_twice_before_the_new_key_signs() {
    KeyRing before = ring(key("k", NOW.minusSeconds(1), null, null));
    KeyRing between = ring(key("next", NOW.plusSeconds(60), null, null));

    assertThat(KeyLife.needed(before, "ES256", NOW, true)).isPresent();
    assertThat(KeyLife.needed(between, "ES256", NOW, true)).isEmpty();
  }

  @Tag("consent-118")
  @Test
  void keeps_a_retired_key_published_until_the_last_token_that_it_signed_has_expired() {
    Instant gone = KeyLife.gone(NOW);
    KeyRing ring = ring(key("old", NOW.minusSeconds(9), NOW, gone), key("new", NOW, null, null));

    assertThat(gone).isAfter(NOW.plus(KeyLife.LONGEST_TOKEN));
    assertThat(ring.signing("ES256", NOW.minusMillis(1)).orElseThrow().kid()).isEqualTo("old");
    assertThat(ring.signing("ES256", NOW).orElseThrow().kid()).isEqualTo("new");
    assertThat(ring.published(gone.minusMillis(1))).contains("old").contains("new");
    assertThat(ring.published(gone)).doesNotContain("old").contains("new");
  }

  @Test
  void never_publishes_a_private_part() {
    assertThat(ring(key("k", NOW, null, null)).published(NOW)).doesNotContain("\"d\"");
    assertThat(ring(key("k", NOW, null, null)).forReceipts()).doesNotContain("\"d\"");
    assertThat(key("k", NOW, null, null).toString()).isEqualTo("SigningKey(k, ES256)");
  }

  @Test
  void a_key_without_successor_signs_on_after_its_age_so_that_no_verifier_fails() {
    KeyRing ring = ring(key("old", NOW.minus(KeyLife.SIGNS.multipliedBy(2)), null, null));

    assertThat(ring.signing("ES256", NOW)).isPresent();
  }
}
