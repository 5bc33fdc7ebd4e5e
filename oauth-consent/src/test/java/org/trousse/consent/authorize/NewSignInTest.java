package org.trousse.consent.authorize;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.trousse.consent.app.SecurityProfile;
import org.trousse.consent.app.SyntheticApps;
import org.trousse.consent.authorize.AuthorizationLane.Asked;

/// `prompt=login` and `max_age` (OpenID Connect Core §3.1.2.1).
final class NewSignInTest {
  private static final Instant SINCE = Instant.parse("2026-11-22T10:00:00Z");
  private static final Instant NOW = SINCE.plusSeconds(120);

  @Test
  void without_a_wish_any_sign_in_will_do() {
    assertThat(asked(Set.of(), null).needsNewSignIn(SINCE.minusSeconds(40_000), NOW)).isFalse();
  }

  @Test
  void prompt_login_asks_for_a_sign_in_that_came_after_the_request() {
    Asked asked = asked(Set.of("login"), null);

    assertThat(asked.needsNewSignIn(SINCE.minusMillis(1), NOW)).isTrue();
    assertThat(asked.needsNewSignIn(SINCE, NOW)).isFalse();
  }

  @Test
  void max_age_counts_the_seconds_since_the_sign_in() {
    Asked asked = asked(Set.of(), 300L);

    assertThat(asked.needsNewSignIn(NOW.minusSeconds(300), NOW)).isFalse();
    assertThat(asked.needsNewSignIn(NOW.minusSeconds(301), NOW)).isTrue();
  }

  @Test
  void max_age_0_asks_once_and_not_for_ever() {
    Asked asked = asked(Set.of(), 0L);

    assertThat(asked.needsNewSignIn(SINCE.minusSeconds(1), NOW)).isTrue();
    assertThat(asked.needsNewSignIn(SINCE.plusSeconds(30), NOW)).isFalse();
  }

  private static Asked asked(Set<String> prompt, @Nullable Long maxAge) {
    return new Asked(
        SyntheticApps.app("app", SecurityProfile.SMART_PUBLIC),
        Set.of(),
        false,
        false,
        prompt,
        maxAge,
        "https://app.example/cb",
        SINCE);
  }
}
