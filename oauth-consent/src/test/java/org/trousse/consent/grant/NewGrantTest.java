package org.trousse.consent.grant;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.trousse.consent.permission.DataKind;
import org.trousse.consent.permission.Permission;
import org.trousse.sdk.PatientId;

final class NewGrantTest {
  private static final Instant NOW = Instant.parse("2026-11-22T09:00:00Z");

  @Test
  void ends_by_its_duration_or_by_an_earlier_limit() {
    Instant usual = NOW.plusSeconds(30 * 86_400);

    assertThat(answer(null).end(NOW)).isEqualTo(usual);
    assertThat(answer(usual.plusSeconds(1)).end(NOW)).isEqualTo(usual);
    assertThat(answer(usual.minusSeconds(1)).end(NOW)).isEqualTo(usual.minusSeconds(1));
  }

  private static NewGrant answer(@Nullable Instant notAfter) {
    return new NewGrant(
        new PatientId(1),
        "app",
        1,
        new UUID(0, 1),
        Set.of(Permission.read(DataKind.GLUCOSE)),
        null,
        false,
        Duration.DAYS_30,
        notAfter,
        "fr",
        "text");
  }
}
