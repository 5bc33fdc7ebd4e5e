package org.trousse.record.page.weight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.trousse.record.page.series.Told.FRENCH;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.trousse.record.page.series.Beside;
import org.trousse.record.page.series.Told;
import org.trousse.record.reading.ReadingKey;
import org.trousse.record.reading.Sample;
import org.trousse.record.reading.Sample.Weighing;
import org.trousse.record.revise.Act;
import org.trousse.record.revise.Acted;
import org.trousse.record.revise.Author;
import org.trousse.record.revise.ErrorReason;
import org.trousse.sdk.PatientId;
import org.trousse.sdk.measure.Measure;

/// All data are synthetic.
final class WeightPageTest {
  private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
  private static final WeightPage PAGE = new WeightPage();

  /// One each morning, the last one today.
  private static List<Sample> days(double... kilograms) {
    List<Sample> samples = new ArrayList<>();
    for (int day = 0; day < kilograms.length; day++) {
      Instant at = NOW.minus(Duration.ofHours(5 + 24L * (kilograms.length - 1 - day)));
      samples.add(Told.one(Measure.BODY_WEIGHT, at, kilograms[day]));
    }
    return samples;
  }

  private static WeightView view(List<Sample> samples) {
    return WeightPage.view(Told.opened(PAGE, samples, Map.of(), FRENCH, NOW));
  }

  @Test
  void a_gain_of_two_kilos_over_the_lowest_of_three_days_is_said_with_its_day() {
    WeightView view = view(days(80.0, 79.0, 80.1, 81.0));

    assertThat(view.gains())
        .containsExactly(
            "dim. 22 nov.\u00a0: +2,0\u00a0kg en 3 jours au plus (de 79,0 à 81,0\u00a0kg)");
    assertThat(view.days().getFirst().gain()).isEqualTo("+2,0\u00a0▲");
    assertThat(view.latest()).isEqualTo("81,0");
  }

  @Test
  void less_is_not() {
    assertThat(view(days(79.7, 80.0, 80.9, 81.6)).gains()).isEmpty();
  }

  @Test
  void after_a_gap_the_interval_is_said() {
    List<Sample> samples = new ArrayList<>();
    samples.add(Told.one(Measure.BODY_WEIGHT, NOW.minus(Duration.ofDays(4)), 80.3));
    samples.add(Told.one(Measure.BODY_WEIGHT, NOW, 83.0));

    assertThat(view(samples).gains().getFirst())
        .contains("+2,7\u00a0kg en 4 jours, sans pesée entre les deux");
  }

  @Test
  void somebody_elses_weight_is_asked_about_and_counts_nowhere() {
    WeightView view = view(days(80, 80.2, 79.9, 80.1, 55.4, 80.3));

    assertThat(view.whose().asked().getFirst().text()).contains("55,4\u00a0kg", "autour de 80,");
    assertThat(view.gains()).isEmpty();
    assertThat(view.days()).hasSize(5);
  }

  private static Sample weighing(Instant at, double kilograms, boolean inError, boolean confirmed) {
    return new Sample(
        Measure.BODY_WEIGHT,
        at,
        kilograms,
        null,
        null,
        null,
        null,
        null,
        null,
        0,
        inError,
        new Weighing(key(at), confirmed));
  }

  private static ReadingKey key(Instant at) {
    return new ReadingKey(new PatientId(1), Measure.BODY_WEIGHT, at, 5, 9);
  }

  private static WeightView answered(
      boolean inError, boolean confirmed, Act act, @Nullable String profession) {
    Instant at = NOW.minusSeconds(3_600);
    List<Sample> samples = new ArrayList<>(days(80, 80.2, 79.9, 80.1));
    samples.add(weighing(at, 55.4, inError, confirmed));
    Acted acted =
        new Acted(
            key(at),
            1,
            NOW,
            act,
            1,
            new Author(null, "", profession, null),
            act == Act.ENTERED_IN_ERROR ? ErrorReason.OTHER_PERSON : null,
            "");
    return WeightPage.view(
        Told.opened(
            PAGE, samples, Map.of(), FRENCH, NOW, new Beside("secret", List.of(), List.of(acted))));
  }

  @Test
  void what_the_patient_answered_is_shown_as_long_as_it_stands() {
    WeightView mine = answered(false, true, Act.VALIDATED, null);
    WeightView notMine = answered(true, false, Act.ENTERED_IN_ERROR, null);
    WeightView takenBack = answered(false, false, Act.ANNOTATED, null);
    WeightView nurse = answered(true, false, Act.ENTERED_IN_ERROR, "60");

    assertThat(mine.whose().asked()).isEmpty();
    assertThat(mine.whose().answered().getFirst().answer()).contains("c’est moi");
    assertThat(mine.latest()).isEqualTo("55,4");
    assertThat(notMine.whose().asked()).isEmpty();
    assertThat(notMine.whose().answered().getFirst().answer()).contains("ce n’est pas moi");
    assertThat(notMine.latest()).isEqualTo("80,1");
    assertThat(takenBack.whose().asked()).hasSize(1);
    assertThat(takenBack.whose().answered()).isEmpty();
    assertThat(nurse.whose().answered()).isEmpty();
  }

  @Test
  void each_question_has_a_form_that_names_its_reading_and_the_impossible_has_none() {
    Instant at = NOW.minusSeconds(3_600);
    List<Sample> samples = new ArrayList<>(days(80, 80.2, 79.9, 80.1));
    samples.add(weighing(at, 55.4, false, false));
    samples.add(weighing(at.plusSeconds(60), 900, false, false));

    WeightView view =
        WeightPage.view(
            Told.opened(
                PAGE, samples, Map.of(), FRENCH, NOW, new Beside("secret", List.of(), List.of())));

    assertThat(view.whose().asked())
        .extracting(WeightView.Asks::key)
        .containsExactly("", key(at).sent());
    assertThat(ReadingKey.ofSent(new PatientId(1), key(at).sent())).contains(key(at));
  }

  @Test
  void the_trend_says_what_it_takes() {
    assertThat(view(days(80, 80.2)).trend().getLast())
        .isEqualTo("Une tendance demande 8 jours de pesée sur 28\u202f; il y en a 2.");
    assertThat(view(days(80, 80.1, 80.2, 80.3, 80.4, 80.5, 80.6, 80.7)).trend().getLast())
        .isEqualTo("Tendance sur 28 jours\u00a0: +0,7\u00a0kg par semaine (8 jours de pesée).");
  }

  @Test
  void an_empty_record_and_a_single_weight_stand_in_words() {
    for (List<Sample> samples : List.of(List.<Sample>of(), days(80))) {
      String html = html(samples);

      assertThat(html).contains("<h1>Poids (90 jours)</h1>").doesNotContain("null", "NaN", "{0}");
      assertThat(html.contains("Pas encore de pesée")).isEqualTo(samples.isEmpty());
    }
  }

  @Test
  void that_there_was_no_gain_is_said_only_of_days_that_were_compared() {
    String none = "Aucune prise";

    assertThat(html(List.of())).doesNotContain(none, "Prises de poids rapides");
    assertThat(html(days(80))).doesNotContain(none).contains("Il faut au moins deux pesées");
    assertThat(html(days(80, 80.2))).contains(none);
  }

  private static String html(List<Sample> samples) {
    return Told.html(PAGE, Told.opened(PAGE, samples, Map.of(), FRENCH, NOW));
  }
}
