package org.trousse.record.page.series;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.trousse.record.page.Words;
import org.trousse.record.page.pressure.PressurePage;
import org.trousse.record.page.profile.ProfilePage;
import org.trousse.record.page.temperature.TemperaturePage;
import org.trousse.record.page.weight.WeightPage;

/// Each number that a patient's page shows is told in everyday words beside its definition.
final class ExplainedTest {
  /// What the pages show; a number that a page gains is to be added here and gets its sentence.
  private static final Map<String, List<String>> SHOWN =
      Map.of(
          "glucose",
          List.of(
              "n",
              "coverage",
              "veryLow",
              "low",
              "inRange",
              "high",
              "veryHigh",
              "mean",
              "gmi",
              "cv",
              "hourly",
              "events",
              "daily",
              "targets",
              "excluded"),
          "blood-pressure",
          List.of(
              "protocolMean",
              "morning",
              "evening",
              "verdict",
              "variability",
              "counted",
              "days",
              "redFlags",
              "pulse",
              "excluded"),
          "weight",
          List.of("last", "median7", "slope", "days", "alerts", "rejected"),
          "temperature",
          List.of("days", "febrile", "episodes", "sites", "toConfirm"));

  @Test
  void each_number_has_a_short_sentence_of_its_own_in_both_languages() {
    SHOWN.forEach((series, names) -> {
      for (Words words : List.of(Told.FRENCH, Told.ENGLISH)) {
        List<Explained> all = Defined.of(series, words, names);

        assertThat(all).hasSameSizeAs(names);
        assertThat(all).extracting(Explained::plain).doesNotHaveDuplicates();
        for (Explained one : all) {
          assertThat(one.plain()).hasSizeBetween(20, 220).endsWith(".");
          assertThat(one.plain()).isNotEqualTo(one.exact().definition());
          assertThat(one.plain()).doesNotContain("Σ", "√", "·", "|", "{");
        }
      }
    });
  }

  @Test
  void each_page_says_them() {
    Map<String, SeriesPage> pages =
        Map.of(
            "glucose", new ProfilePage(),
            "blood-pressure", new PressurePage(),
            "weight", new WeightPage(),
            "temperature", new TemperaturePage());
    Instant now = Instant.parse("2026-11-22T12:00:00Z");

    pages.forEach((series, page) -> {
      for (Words words : List.of(Told.FRENCH, Told.ENGLISH)) {
        String html = Told.html(page, Told.opened(page, List.of(), Map.of(), words, now));

        for (Explained one : Defined.of(series, words, SHOWN.getOrDefault(series, List.of()))) {
          assertThat(html).contains(one.plain(), one.title());
        }
      }
    });
  }
}
