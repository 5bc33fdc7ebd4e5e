package org.trousse.record.page.pressure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.trousse.record.page.series.Told.FRENCH;
import static org.trousse.record.page.series.Told.PARIS;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.trousse.record.page.series.Told;
import org.trousse.record.reading.Sample;

/// All data are synthetic.
final class PressurePageTest {
  private static final Instant NOW = Instant.parse("2026-11-22T20:00:00Z");
  private static final PressurePage PAGE = new PressurePage();

  /// Two each morning and evening of so many days, the last one today.
  private static List<Sample> days(int days, double systolic, double diastolic) {
    List<Sample> samples = new ArrayList<>();
    for (int back = days - 1; back >= 0; back--) {
      LocalDate day = LocalDate.of(2026, 11, 22).minusDays(back);
      for (int hour : new int[] {7, 19}) {
        for (int minute : new int[] {5, 7}) {
          samples.add(
              Told.pressure(
                  day.atTime(hour, minute).atZone(PARIS).toInstant(), systolic, diastolic));
        }
      }
    }
    return samples;
  }

  private static PressureView view(List<Sample> samples, Map<String, String> query) {
    return PressurePage.view(Told.opened(PAGE, samples, query, FRENCH, NOW));
  }

  @Test
  void a_complete_series_has_a_verdict_on_the_unrounded_mean() {
    PressureView elevated = view(days(3, 135, 80), Map.of());
    PressureView below = view(days(3, 134.96, 84.96), Map.of());

    assertThat(elevated.verdict()).startsWith("Moyenne\u00a0: 135/80").contains("tension élevée");
    assertThat(below.verdict())
        .startsWith("Moyenne\u00a0: 135/85")
        .contains("au-dessous de la limite");
  }

  @Test
  void an_incomplete_series_has_none_and_says_how_many_are_missing() {
    PressureView view = view(days(2, 150, 95), Map.of());

    assertThat(view.progress()).isEqualTo("8 mesures sur 12");
    assertThat(view.verdict()).contains("on ne conclut pas encore").doesNotContain("élevée");
    assertThat(view.grid()).hasSize(7);
    assertThat(view.grid().getFirst().cells()).hasSize(4);
    assertThat(view.grid().get(0).cells().get(0).text()).isEqualTo("✓\u00a0150/95");
    assertThat(view.grid().get(2).cells().get(0).text()).isEqualTo("à faire");
  }

  @Test
  void a_reading_that_was_not_taken_is_missing_and_one_too_many_stands_beside() {
    List<Sample> samples = new ArrayList<>(days(3, 120, 70));
    samples.remove(3);
    samples.add(
        Told.pressure(LocalDate.of(2026, 11, 21).atTime(7, 9).atZone(PARIS).toInstant(), 121, 71));

    PressureView view = view(samples, Map.of());

    assertThat(view.grid().get(0).cells().get(3).text()).isEqualTo("manque");
    assertThat(view.grid().get(1).cells().get(1).text()).isEqualTo("✓\u00a0120/70 + ✓\u00a0121/71");
  }

  @Test
  void the_protocol_decides_what_counts() {
    List<Sample> samples = days(3, 120, 70);

    PressureView esh = view(samples, Map.of("protocole", "esh"));

    assertThat(esh.progress()).isEqualTo("8 mesures sur 12");
    assertThat(esh.grid().getFirst().cells().getFirst().text()).isEqualTo("120/70 (non compté)");
    assertThat(view(samples, Map.of("protocole", "france-3")).mornings()).hasSize(3);
  }

  @Test
  void the_first_day_is_the_first_of_the_newest_readings() {
    assertThat(view(days(3, 120, 70), Map.of()).first()).isEqualTo("2026-11-20");
    assertThat(view(days(20, 120, 70), Map.of()).first()).isEqualTo("2026-11-16");
    assertThat(view(List.of(), Map.of()).first()).isEqualTo("2026-11-22");
  }

  @Test
  void a_first_day_that_is_none_is_kept_and_said() {
    PressureView view = view(days(3, 120, 70), Map.of("debut", "2026-13-41"));

    assertThat(view.fault()).contains("par exemple 2026-11-16");
    assertThat(view.first()).isEqualTo("2026-13-41");
    assertThat(view.grid()).isNotEmpty();
  }

  @Test
  void very_high_is_said_first_with_what_to_do() {
    PressureView view = view(List.of(Told.pressure(NOW.minusSeconds(60), 186, 112)), Map.of());

    assertThat(view.flags().getFirst()).contains("186/112").contains("15 ou le 112");
  }

  @Test
  void an_empty_record_shows_the_grid_that_is_to_fill() {
    PressureView view = view(List.of(), Map.of());
    String html = Told.html(PAGE, Told.opened(PAGE, List.of(), Map.of(), FRENCH, NOW));

    assertThat(view.isEmpty()).isTrue();
    assertThat(view.grid()).hasSize(7);
    assertThat(html)
        .contains("Pas encore de mesure de tension")
        .doesNotContain("{0}", "null", "NaN", " style=");
  }

  @Test
  void the_file_is_what_verify_reads() {
    var opened =
        Told.opened(
            PAGE,
            List.of(Told.pressure(Instant.parse("2026-11-22T06:05:00Z"), 128, 76)),
            Map.of(),
            FRENCH,
            NOW);

    assertThat(PAGE.file(opened).text())
        .isEqualTo("time,systolic,diastolic\r\n2026-11-22T07:05:00+01:00,128,76\r\n");
  }
}
