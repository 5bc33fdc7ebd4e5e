package org.trousse.referencing.serve.sitting;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.trousse.referencing.dossier.quorum.Sitting;
import org.trousse.referencing.dossier.quorum.Sitting.Present;

final class SittingJsonTest {
  private static final UUID ONE = new UUID(9, 1);
  private static final Sitting SITTING =
      new Sitting(List.of(new Present(ONE, true), new Present(new UUID(9, 2), false)));

  @Test
  void of_old_opinions_it_says_that_who_sat_was_not_recorded() {
    assertThat(SittingJson.write(null, true)).isEqualTo(Map.of("recorded", false));
  }

  @Test
  void how_many_sat_is_for_everybody_and_who_for_officers() {
    Map<String, Object> told = SittingJson.write(SITTING, false);
    Map<String, Object> named = SittingJson.write(SITTING, true);

    assertThat(told).isEqualTo(Map.of("recorded", true, "present", 2, "citizens", 1));
    assertThat(named.get("accounts")).isEqualTo(List.of(ONE.toString(), new UUID(9, 2).toString()));
  }

  @Test
  void a_refusal_without_a_lack_says_nothing_of_a_quorum() {
    assertThat(SittingJson.lacks(List.of(), Locale.ENGLISH)).isEmpty();
  }
}
