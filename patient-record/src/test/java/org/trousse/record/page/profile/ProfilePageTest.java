package org.trousse.record.page.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.trousse.record.page.series.Told.ENGLISH;
import static org.trousse.record.page.series.Told.FRENCH;
import static org.trousse.record.page.series.Told.PARIS;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.trousse.record.derived.Display;
import org.trousse.record.glucose.GlucoseNumbers;
import org.trousse.record.glucose.GlucoseReading;
import org.trousse.record.glucose.GlucoseSeries;
import org.trousse.record.glucose.GlucoseSeries.Window;
import org.trousse.record.glucose.GlucoseUnit;
import org.trousse.record.page.Words;
import org.trousse.record.page.series.Opened;
import org.trousse.record.page.series.Told;
import org.trousse.record.reading.Sample;
import org.trousse.sdk.measure.Measure;
import org.trousse.sdk.reading.Flag;

/// All data are synthetic.
final class ProfilePageTest {
  private static final Instant NOW = Instant.parse("2026-11-22T14:03:00Z");
  private static final ProfilePage PAGE = new ProfilePage();

  /// A day that goes low at 4:00 and high at 14:00 of UTC.
  private static double level(int place) {
    int ofDay = place % 288;
    return ofDay < 12 ? 52 : ofDay < 30 ? 66 : 100 + ofDay % 120 * 1.5;
  }

  private static ProfileView view(List<Sample> samples, Map<String, String> query, Words words) {
    return ProfilePage.view(Told.opened(PAGE, samples, query, words, NOW));
  }

  private static String html(List<Sample> samples, Map<String, String> query) {
    Opened opened = Told.opened(PAGE, samples, query, FRENCH, NOW);
    return Told.html(PAGE, opened);
  }

  @Test
  void the_page_says_the_numbers_of_the_series() {
    List<Sample> samples = Told.sensor(NOW, 2_915, ProfilePageTest::level);
    GlucoseSeries series =
        GlucoseSeries.of(
            samples.stream().map(one -> new GlucoseReading(one.at(), known(one.value()))).toList(),
            GlucoseUnit.MG_PER_DL,
            PARIS);
    GlucoseNumbers numbers = GlucoseNumbers.of(series, Window.endingAt(NOW, 14), null);

    ProfileView view = view(samples, Map.of(), FRENCH);

    assertThat(view.coverage())
        .isEqualTo(
            "288 mesures attendues par jour, 72\u202f% reçues sur 14 jours (2\u202f915 sur"
                + " 4\u202f032).");
    var content = view.content().orElseThrow();
    assertThat(content.numbers().get(0).value())
        .isEqualTo(Display.GLUCOSE_MG_PER_DL.of(known(numbers.levels().mean())) + "\u00a0mg/dL");
    assertThat(content.numbers().get(1).value())
        .isEqualTo(
            Display.PERCENT.of(known(numbers.levels().gmi())).toString().replace('.', ',')
                + "\u202f%");
    assertThat(content.bar().rows().get(2).share())
        .isEqualTo(Math.round(known(numbers.bands().inRange())) + "\u202f%");
    assertThat(content.bar().rows().get(2).hours())
        .isEqualTo(hours(Math.round(known(numbers.bands().inRange()) * 14.4)));
    assertThat(content.curve().orElseThrow().table().get(4).levels().get(2))
        .isEqualTo(
            Display.GLUCOSE_MG_PER_DL
                .of(known(numbers.hourly().get(4).smoothed()).p50())
                .toString());
    long low = numbers.events().stream().filter(event -> event.kind().word().equals("low")).count();
    assertThat(content.events().orElseThrow().counts().getFirst())
        .isEqualTo(low + " épisodes au-dessous de 70");
  }

  private static <T> T known(@Nullable T value) {
    return Objects.requireNonNull(value);
  }

  private static String hours(long minutes) {
    return "%d\u00a0h\u00a0%02d".formatted(minutes / 60, minutes % 60);
  }

  @Test
  void percentages_of_the_five_ranges_are_whole_and_add_up_to_100() {
    int[] whole = BandBar.whole(new double[] {100 / 3.0, 100 / 3.0, 100 / 3.0, 0, 0}, 9);

    assertThat(whole).containsExactly(34, 33, 33, 0, 0);
    assertThat(BandBar.whole(new double[] {12.5, 25, 25, 25, 12.5}, 8))
        .containsExactly(13, 25, 25, 25, 12);
  }

  @Test
  void what_happened_is_never_0_percent() {
    List<Sample> samples = Told.sensor(NOW, 4_032, place -> place == 2_000 ? 300 : 100);

    BandBar bar = view(samples, Map.of(), ENGLISH).content().orElseThrow().bar();

    assertThat(bar.rows().get(0).share()).isEqualTo("<\u00a01%");
    assertThat(bar.rows().get(2).share()).isEqualTo(">\u00a099%");
    assertThat(bar.rows().get(4).share()).isEqualTo("0%");
  }

  @Test
  void an_empty_record_says_how_to_begin() {
    ProfileView view = view(List.of(), Map.of(), FRENCH);

    assertThat(view.content()).isEmpty();
    assertThat(view.nothing()).startsWith("Aucune mesure de capteur sur 14 jours.");
    assertThat(html(List.of(), Map.of())).contains("<h1>Profil glycémique (14 jours)</h1>");
  }

  @Test
  void one_reading_makes_no_profile_and_says_what_it_takes() {
    List<Sample> one = Told.sensor(NOW, 1, place -> 112);

    ProfileView view = view(one, Map.of(), FRENCH);

    assertThat(view.content()).isEmpty();
    assertThat(view.nothing())
        .isEqualTo("Il faut au moins 24 heures de mesures\u202f; il y en a 0.");
    assertThat(html(one, Map.of())).doesNotContain(">NaN", "NaN\u00a0", "null", "Infinity");
  }

  @Test
  void three_days_show_ranges_and_withhold_gmi_and_curve_with_the_reason() {
    var view =
        view(Told.sensor(NOW, 3 * 288, ProfilePageTest::level), Map.of("periode", "7"), FRENCH);

    var content = view.content().orElseThrow();
    assertThat(content.numbers().get(1).value()).isEmpty();
    assertThat(content.numbers().get(1).why())
        .contains("Il faut 14 jours\u202f; cette période en a 7.");
    assertThat(content.curve()).isEmpty();
    assertThat(content.noCurve()).isNotEmpty();
    assertThat(view.warning()).isNotEmpty();
  }

  @Test
  void a_value_in_mmol_is_classed_as_the_sensor_said_it() {
    List<Sample> samples = new ArrayList<>();
    for (int place = 0; place < 4_032; place++) {
      samples.add(
          Told.molar(NOW.minus(Duration.ofMinutes(5L * place)), place % 2 == 0 ? 10.0 : 3.88));
    }

    ProfileView view = view(samples, Map.of(), FRENCH);

    var bar = view.content().orElseThrow().bar();
    assertThat(bar.rows().get(2).share()).isEqualTo("50\u202f%");
    assertThat(bar.rows().get(2).range()).isEqualTo("3,9–10,0");
    assertThat(bar.rows().get(3).share()).isEqualTo("50\u202f%");
    assertThat(view.content().orElseThrow().numbers().getFirst().value())
        .isEqualTo("6,9\u00a0mmol/L");
  }

  @ParameterizedTest
  @CsvSource({"mg,70–180", "mmol,'3,9–10,0'", "g,'0,70–1,80'"})
  void units_change_what_is_shown_and_not_what_is_counted(String unit, String range) {
    List<Sample> samples = Told.sensor(NOW, 4_032, ProfilePageTest::level);

    var bar = view(samples, Map.of("unite", unit), FRENCH).content().orElseThrow().bar();
    var usual = view(samples, Map.of(), FRENCH).content().orElseThrow().bar();

    assertThat(bar.rows().get(2).range()).isEqualTo(range);
    assertThat(bar.rows().get(2).share()).isEqualTo(usual.rows().get(2).share());
  }

  @Test
  void goals_follow_the_profile_that_was_asked_for() {
    List<Sample> samples = Told.sensor(NOW, 4_032, place -> place % 10 < 6 ? 100 : 150);

    var adult = view(samples, Map.of(), ENGLISH).content().orElseThrow().bar();
    var pregnant =
        view(samples, Map.of("objectif", "grossesse"), ENGLISH).content().orElseThrow().bar();
    var older = view(samples, Map.of("objectif", "age"), ENGLISH).content().orElseThrow().bar();

    assertThat(adult.rows().get(2).result()).isEqualTo("reached");
    assertThat(pregnant.rows().get(2).range()).isEqualTo("63–140");
    assertThat(pregnant.rows().get(2).share()).isEqualTo("60%");
    assertThat(pregnant.rows().get(2).result()).isEqualTo("not reached");
    assertThat(older.rows().get(2).goal()).isEqualTo("more than 50%");
  }

  @ParameterizedTest
  @CsvSource({"2026-03-29,23", "2026-10-25,25"})
  void days_when_the_clock_changes_say_how_long_they_were(LocalDate day, int hours) {
    Instant end = day.plusDays(1).atStartOfDay(PARIS).toInstant().minusSeconds(60);
    Opened opened =
        Told.opened(PAGE, Told.sensor(end, 8 * 288, ProfilePageTest::level), Map.of(), FRENCH, end);

    MiniDay shown = ProfilePage.view(opened).content().orElseThrow().days().getFirst();

    assertThat(shown.n()).isEqualTo(Integer.toString(hours * 12));
    assertThat(shown.hours()).isEqualTo("jour de " + hours + " heures");
    assertThat(shown.trace()).startsWith("M1 ").contains("L95 ");
  }

  @Test
  void the_curve_closes_at_midnight() {
    var view = view(Told.sensor(NOW, 4_032, ProfilePageTest::level), Map.of(), FRENCH);

    DayCurve curve = view.content().orElseThrow().curve().orElseThrow();

    String line = curve.median().getFirst();
    String left = line.substring(line.indexOf(' ') + 1, line.indexOf('L'));
    String right = line.substring(line.lastIndexOf(' ') + 1);
    assertThat(line).startsWith("M" + DayCurve.LEFT + " ");
    assertThat(left).isEqualTo(right);
    assertThat(curve.ends()).extracting("text").containsExactly("5", "25", "50", "75", "95");
  }

  @Test
  void what_does_not_count_is_counted_and_named() {
    List<Sample> samples = new ArrayList<>(Told.sensor(NOW, 4_032, place -> 100));
    samples.add(samples.getFirst());
    samples.add(Told.one(Measure.INTERSTITIAL_GLUCOSE, NOW.minusSeconds(7), null, Flag.HI));
    samples.add(Told.inError(samples.get(5)));
    samples.add(Told.one(Measure.BLOOD_GLUCOSE, NOW.minusSeconds(8), 110.0));
    samples.add(Told.one(Measure.BLOOD_GLUCOSE, NOW.minusSeconds(9), 110.0, Flag.CONTROL_SOLUTION));

    ProfileView view = view(samples, Map.of(), FRENCH);

    assertThat(view.excluded())
        .isEqualTo(
            "Ne comptent pas\u00a0: 1 sans nombre (HI, LO ou erreur), 1 reçue deux fois, 1 marquée"
                + " fausse, 1 de contrôle, 1 au doigt.");
    assertThat(view.coverage()).contains("100\u202f%");
  }

  @Test
  void finger_readings_alone_make_no_profile_and_are_listed() {
    List<Sample> finger = List.of(Told.one(Measure.BLOOD_GLUCOSE, NOW.minusSeconds(60), 112.0));

    ProfileView view = view(finger, Map.of(), FRENCH);

    assertThat(view.nothing()).startsWith("Il n’y a que des mesures au doigt");
    assertThat(view.finger()).extracting("level").containsExactly("112\u00a0mg/dL");
  }

  @Test
  void the_text_to_copy_has_no_markup_and_says_that_nobody_watches() {
    var view = view(Told.sensor(NOW, 4_032, ProfilePageTest::level), Map.of(), ENGLISH);

    assertThat(view.content().orElseThrow().text())
        .startsWith("Glucose profile (14 days) – Camille Fictive\n")
        .contains("GMI")
        .endsWith("These readings are not watched in real time.")
        .doesNotContain("<b", "{0}");
  }

  @Test
  void the_file_is_what_verify_reads() {
    List<Sample> samples = Told.sensor(NOW, 3, place -> 100 + place / 2.0);

    var file = PAGE.file(Told.opened(PAGE, samples, Map.of(), FRENCH, NOW));

    assertThat(file.name()).isEqualTo("glycemie-14-jours-mg-dL");
    assertThat(file.text())
        .isEqualTo(
            """
            time,value\r
            2026-11-22T14:53:00+01:00,100.0\r
            2026-11-22T14:58:00+01:00,100.5\r
            2026-11-22T15:03:00+01:00,101.0\r
            """);
  }

  @ParameterizedTest
  @ValueSource(strings = {"14", "90"})
  void a_page_stays_light(String days) {
    List<Sample> samples =
        Told.sensor(NOW, Integer.parseInt(days) * 288, place -> 60 + place * 37L % 240);

    String html = html(samples, Map.of("periode", days));

    assertThat(html.length()).isLessThan(120_000);
    assertThat(html.split("<svg class=\"mini\"", -1))
        .hasSizeLessThanOrEqualTo(MiniDay.DRAWN_MAX + 1);
  }

  @Test
  void a_silent_sensor_is_said_to_be() {
    Instant last = NOW.minus(Duration.ofDays(9));

    ProfileView view = view(Told.sensor(last, 1_000, ProfilePageTest::level), Map.of(), FRENCH);

    assertThat(view.head().stale()).isEqualTo("La dernière mesure date d’il y a 9 jours.");
  }

  @Test
  void drawings_have_words_and_tables_have_captions() {
    String html = html(Told.sensor(NOW, 4_032, ProfilePageTest::level), Map.of());

    assertThat(html.split("<svg (?![^>]*(role=\"img\"[^>]*aria-label=|aria-hidden))", -1))
        .hasSize(1);
    assertThat(html.split("<table", -1)).hasSameSizeAs(html.split("<caption", -1));
    assertThat(html).doesNotContain("{0}", ">NaN", "NaN\u00a0", "AGP", " style=", "<script");
  }
}
