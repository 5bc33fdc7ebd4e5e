package org.trousse.gateway.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.trousse.sdk.reading.Payload;

final class QuarantinePageTest {
  private static final Words FRENCH = Words.in(Locale.FRENCH);
  private static final ZoneId PARIS = ZoneId.of("Europe/Paris");

  @Test
  void both_languages_have_the_same_texts() {
    assertThat(FRENCH.keys()).isEqualTo(Words.in(Locale.ENGLISH).keys());
  }

  @Test
  void says_reasons_in_words_and_unknown_ones_as_they_are() {
    QuarantinePage page = page(List.of("implausible:glucose<10", "new-word"), "", false);

    assertThat(page.entries().getFirst().reasons())
        .isEqualTo("glycémie invraisemblable (moins de 10 mg/dL), new-word");
  }

  @Test
  void the_next_page_keeps_the_filter_and_encodes_it() {
    QuarantinePage page = page(List.of("implausible:glucose<10"), "implausible:glucose<10", true);

    assertThat(page.older())
        .isEqualTo(
            "/fr/operations/quarantaine?avant=2026-11-22T13:00:00Z_"
                + "00000000-0000-0000-0000-000000000001&reason=implausible%3Aglucose%3C10");
    assertThat(page.reasons()).extracting(QuarantinePage.Choice::word).contains(page.reason());
  }

  @Test
  void shows_bytes_in_rows_of_sixteen_with_their_text() {
    byte[] payload = "{\"value\":\"1e999\"}".getBytes(StandardCharsets.UTF_8);

    var shown = Hex.shown(payload);

    assertThat(shown.lines())
        .containsExactly(
            "0000  7b 22 76 61 6c 75 65 22 3a 22 31 65 39 39 39 22  {\"value\":\"1e999\"",
            "0010  7d                                               }");
    assertThat(shown.text()).isEqualTo("{\"value\":\"1e999\"}");
    assertThat(shown.cut()).isFalse();
  }

  @Test
  void cuts_after_1024_bytes_and_says_so() {
    assertThat(Hex.shown(new byte[1_024]).cut()).isFalse();
    assertThat(Hex.shown(new byte[1_025]).cut()).isTrue();
    assertThat(Hex.shown(new byte[1_025]).text()).isEmpty();
  }

  private static QuarantinePage page(List<String> reasons, String reason, boolean more) {
    QuarantinedView one =
        new QuarantinedView(
            new UUID(0, 1),
            Instant.parse("2026-11-22T13:00:00Z"),
            "test/meter",
            reasons,
            "",
            new Payload("gatt-2a18", new byte[] {1}));
    return QuarantinePage.of(List.of(one), more, reason, true, FRENCH, PARIS);
  }
}
