package org.trousse.record.page.series;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.trousse.record.page.series.Asked.Choice;

final class AskedTest {
  private static final List<Choice> CHOICES =
      List.of(
          new Choice("periode", List.of("14", "7")),
          new Choice("unite", List.of("", "mg")),
          new Choice("debut", List.of()));

  private static Asked asked(Map<String, String> query) {
    return Asked.of(CHOICES, name -> query.getOrDefault(name, ""));
  }

  @Test
  void what_is_not_a_choice_is_the_usual_one() {
    Asked asked = asked(Map.of("periode", "1000000", "unite", "<b>"));

    assertThat(asked.number("periode")).isEqualTo(14);
    assertThat(asked.text("unite")).isEmpty();
    assertThat(asked.query()).isEmpty();
  }

  @Test
  void an_address_changes_one_choice_and_keeps_the_others() {
    Asked asked = asked(Map.of("periode", "7", "unite", "mg", "debut", "2026-11-16"));

    assertThat(asked.query()).isEqualTo("?periode=7&unite=mg&debut=2026-11-16");
    assertThat(asked.with("periode", "14")).isEqualTo("?unite=mg&debut=2026-11-16");
  }

  @Test
  void a_free_text_is_short_and_stands_in_no_address_unless_it_is_plain() {
    assertThat(asked(Map.of("debut", "x".repeat(37))).text("debut")).isEmpty();
    Asked odd = asked(Map.of("debut", "1&periode=7"));
    assertThat(odd.text("debut")).isEqualTo("1&periode=7");
    assertThat(odd.query()).isEmpty();
  }
}
