package org.trousse.record.page.temperature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.trousse.record.page.series.Told.FRENCH;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.trousse.record.page.series.Told;
import org.trousse.record.reading.Sample;
import org.trousse.sdk.measure.BodySite;

/// All data are synthetic.
final class TemperaturePageTest {
  private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
  private static final TemperaturePage PAGE = new TemperaturePage();

  private static Sample before(int hours, double celsius) {
    return Told.temperature(NOW.minus(Duration.ofHours(hours)), celsius, BodySite.EAR);
  }

  private static TemperatureView view(Sample... samples) {
    return TemperaturePage.view(Told.opened(PAGE, List.of(samples), Map.of(), FRENCH, NOW));
  }

  @Test
  void says_each_days_highest_and_where_it_was_measured() {
    TemperatureView view = view(before(3, 37.2), before(1, 38.4), before(30, 36.8));

    assertThat(view.latest()).isEqualTo("38,4");
    assertThat(view.days().getFirst().max()).isEqualTo("38,4\u00a0▲");
    assertThat(view.days().getFirst().site()).isEqualTo("oreille");
    assertThat(view.sites()).startsWith("Où\u00a0: oreille (3).");
  }

  @Test
  void a_fever_goes_on_is_over_or_fell_silent() {
    assertThat(view(before(3, 38.0)).episodes().getFirst()).endsWith("En cours.");
    assertThat(view(before(60, 38.5), before(50, 37.0)).episodes().getFirst()).endsWith("Fini.");
    assertThat(view(before(60, 38.5)).episodes().getFirst()).endsWith("la fin n’est pas sûre.");
    assertThat(view(before(3, 37.99)).episodes()).isEmpty();
  }

  @Test
  void what_nobody_believes_is_said_and_does_not_count() {
    TemperatureView view = view(before(3, 31.2), before(5, 36.9));

    assertThat(view.doubtful()).hasSize(1);
    assertThat(view.latest()).isEqualTo("36,9");
    assertThat(view.plot().orElseThrow().dots()).hasSize(1);
  }

  @Test
  void an_empty_record_stands_in_words() {
    String html = Told.html(PAGE, Told.opened(PAGE, List.of(), Map.of(), FRENCH, NOW));

    assertThat(html).contains("Pas encore de température").doesNotContain("null", "{0}", "NaN");
  }
}
