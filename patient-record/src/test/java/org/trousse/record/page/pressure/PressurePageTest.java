package org.trousse.record.page.pressure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.trousse.record.page.series.Told.FRENCH;
import static org.trousse.record.page.series.Told.PARIS;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.trousse.record.page.Words;
import org.trousse.record.page.series.Beside;
import org.trousse.record.page.series.Told;
import org.trousse.record.pressure.Protocol;
import org.trousse.record.pressure.kept.KeptSeries;
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

  private static PressureView kept(
      List<Sample> samples, Map<String, String> query, String csrf, KeptSeries... kept) {
    return PressurePage.view(
        Told.opened(PAGE, samples, query, FRENCH, NOW, new Beside(csrf, List.of(kept), List.of())));
  }

  private static KeptSeries series(int id, Protocol protocol, String first, @Nullable String end) {
    return new KeptSeries(
        new UUID(0, id),
        protocol,
        LocalDate.parse(first),
        end == null ? null : LocalDate.parse(end));
  }

  @Test
  void the_series_that_runs_is_shown_with_what_to_measure_next() {
    KeptSeries runs = series(1, Protocol.FRANCE_3, "2026-11-21", null);

    PressureView view = kept(days(2, 150, 95), Map.of(), "secret", runs);

    assertThat(view.kept().running().orElseThrow().step())
        .isEqualTo("Soir du 2e jour : 2 mesures sur 3");
    assertThat(view.kept().running().orElseThrow().how())
        .isEqualTo(
            "8 mesures comptent, il en faut 18. La série va jusqu’au lundi 23 novembre 2026.");
    assertThat(view.kept().running().orElseThrow().enter())
        .isEqualTo("/fr/mesures/saisir?pour=tension");
    assertThat(view.mornings()).hasSize(3);
    assertThat(view.verdict()).contains("on ne conclut pas encore");
    assertThat(view.kept().start()).isEmpty();
  }

  @Test
  void once_a_part_of_the_day_is_over_the_next_one_is_named() {
    KeptSeries runs = series(1, Protocol.FRANCE_3, "2026-11-21", null);
    Instant noon = Instant.parse("2026-11-22T11:30:00Z");
    Instant night = Instant.parse("2026-11-22T02:30:00Z");

    assertThat(step(runs, noon, FRENCH))
        .isEqualTo(
            "Prochaines mesures\u00a0: aujourd’hui, soir du 2e jour (de 16\u00a0h à minuit)");
    assertThat(step(runs, night, Told.ENGLISH))
        .isEqualTo("Next readings: today, morning of the 2nd day (4 am to noon)");
    assertThat(step(series(1, Protocol.ESH, "2026-11-24", null), noon, Told.ENGLISH))
        .isEqualTo("The series begins on Tuesday 24 November 2026.");
  }

  private static String step(KeptSeries runs, Instant now, Words words) {
    Beside beside = new Beside("secret", List.of(runs), List.of());
    return PressurePage.view(Told.opened(PAGE, List.of(), Map.of(), words, now, beside))
        .kept()
        .running()
        .orElseThrow()
        .step();
  }

  @Test
  void an_address_with_a_day_still_shows_what_it_asks() {
    KeptSeries runs = series(1, Protocol.FRANCE_3, "2026-11-21", null);

    PressureView view =
        kept(days(3, 120, 70), Map.of("protocole", "esh", "debut", "2026-11-20"), "secret", runs);

    assertThat(view.grid()).hasSize(7);
    assertThat(view.kept().shown()).isEmpty();
    assertThat(view.kept().running()).isPresent();
  }

  @Test
  void a_series_that_was_ended_early_counts_until_that_day_and_a_new_one_may_start() {
    KeptSeries ended = series(1, Protocol.FRANCE_2_2_3, "2026-11-16", "2026-11-21");
    KeptSeries before = series(2, Protocol.ESH, "2026-10-01", null);
    KeptSeries cancelled = series(3, Protocol.ESH, "2026-09-10", "2026-09-01");

    PressureView view =
        kept(
            days(3, 120, 70),
            Map.of("serie", ended.id().toString(), "debut", "2026-11-16"),
            "secret",
            ended,
            before,
            cancelled);

    assertThat(view.progress()).isEqualTo("8 mesures sur 12");
    assertThat(view.kept().shown()).contains("au samedi 21 novembre 2026");
    assertThat(view.kept().start()).isPresent();
    assertThat(view.kept().earlier())
        .extracting(KeptView.Earlier::here)
        .containsExactly(true, false, false);
    assertThat(view.kept().earlier().get(0).how()).contains("arrêtée le samedi 21 novembre");
    assertThat(view.kept().earlier().get(1).address())
        .isEqualTo("/fr/mesures/tension?serie=" + before.id() + "&debut=2026-10-01");
    assertThat(view.kept().earlier().get(2).address()).isEmpty();
  }

  @Test
  void who_may_only_look_has_no_form() {
    KeptSeries runs = series(1, Protocol.FRANCE_3, "2026-11-21", null);

    assertThat(kept(List.of(), Map.of(), "", runs).kept().running().orElseThrow().end()).isEmpty();
    assertThat(kept(List.of(), Map.of(), "").kept().start()).isEmpty();
  }

  @Test
  void every_answer_to_a_form_is_told_in_both_languages() {
    for (String done : KeptText.DONE.subList(1, KeptText.DONE.size())) {
      for (Words words : List.of(FRENCH, Told.ENGLISH)) {
        KeptView kept =
            PressurePage.view(
                    Told.opened(
                        PAGE,
                        List.of(),
                        Map.of("fait", done),
                        words,
                        NOW,
                        new Beside("secret", List.of(), List.of())))
                .kept();

        assertThat(kept.done() + kept.fault()).isNotBlank();
      }
    }
  }

  @Test
  void the_page_of_a_series_has_its_forms() {
    KeptSeries runs = series(1, Protocol.FRANCE_3, "2026-11-21", null);
    KeptSeries over = series(2, Protocol.ESH, "2026-10-01", null);

    String running =
        Told.html(
            PAGE,
            Told.opened(
                PAGE,
                List.of(),
                Map.of(),
                FRENCH,
                NOW,
                new Beside("s", List.of(runs, over), List.of())));
    String none =
        Told.html(
            PAGE,
            Told.opened(
                PAGE,
                List.of(),
                Map.of("fait", "date"),
                FRENCH,
                NOW,
                new Beside("s", List.of(), List.of())));

    assertThat(running)
        .contains("value=\"finir\"", "Mes séries passées", "name=\"jeton\" value=\"s\"")
        .doesNotContain("value=\"commencer\"", "{0}", "{1}", " style=");
    assertThat(none)
        .contains("value=\"commencer\"", "href=\"#serie-debut\"", "aria-invalid=\"true\"")
        .doesNotContain("value=\"finir\"", "{0}", " style=");
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
