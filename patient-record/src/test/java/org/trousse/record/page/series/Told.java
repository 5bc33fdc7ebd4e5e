package org.trousse.record.page.series;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.IntToDoubleFunction;
import org.jspecify.annotations.Nullable;
import org.trousse.record.page.Words;
import org.trousse.record.reading.PatientRow;
import org.trousse.record.reading.Sample;
import org.trousse.sdk.PatientId;
import org.trousse.sdk.measure.BodySite;
import org.trousse.sdk.measure.Measure;
import org.trousse.sdk.measure.Unit;
import org.trousse.sdk.reading.Flag;

/// What pages are told, for tests. All data are synthetic.
public final class Told {
  public static final ZoneId PARIS = ZoneId.of("Europe/Paris");
  public static final Words FRENCH = Words.in(Locale.FRENCH);
  public static final Words ENGLISH = Words.in(Locale.ENGLISH);

  private Told() {}

  public static Opened opened(
      SeriesPage page, List<Sample> samples, Map<String, String> query, Words words, Instant now) {
    return opened(page, samples, query, words, now, Beside.NOTHING);
  }

  public static Opened opened(
      SeriesPage page,
      List<Sample> samples,
      Map<String, String> query,
      Words words,
      Instant now,
      Beside beside) {
    return new Opened(
        new PatientRow(new PatientId(1), "Camille", "Fictive", LocalDate.parse("1958-03-01"), true),
        samples,
        false,
        0,
        Asked.of(page.choices(), name -> query.getOrDefault(name, "")),
        words,
        now,
        PARIS,
        beside);
  }

  public static String html(SeriesPage page, Opened opened) {
    return SeriesRoutes.render(page.draw(opened));
  }

  /// Each five minutes, `count` of them, the last one at `last`; `level` of its place.
  public static List<Sample> sensor(Instant last, int count, IntToDoubleFunction level) {
    List<Sample> samples = new ArrayList<>();
    for (int place = 0; place < count; place++) {
      Instant at = last.minus(Duration.ofMinutes(5L * (count - 1 - place)));
      samples.add(one(Measure.INTERSTITIAL_GLUCOSE, at, level.applyAsDouble(place)));
    }
    return samples;
  }

  public static Sample one(Measure measure, Instant at, @Nullable Double value, Flag... flags) {
    return new Sample(
        measure, at, value, null, null, null, null, null, null, Flag.bits(Set.of(flags)), false);
  }

  public static Sample molar(Instant at, double said) {
    return new Sample(
        Measure.INTERSTITIAL_GLUCOSE,
        at,
        said * 18.0156,
        null,
        null,
        null,
        Unit.MMOL_PER_L,
        said,
        null,
        0,
        false);
  }

  public static Sample pressure(Instant at, double systolic, double diastolic) {
    return new Sample(
        Measure.BLOOD_PRESSURE, at, systolic, diastolic, null, 64.0, null, null, null, 0, false);
  }

  public static Sample temperature(Instant at, double celsius, BodySite site) {
    return new Sample(
        Measure.BODY_TEMPERATURE, at, celsius, null, null, null, null, null, site, 0, false);
  }

  public static Sample inError(Sample right) {
    return new Sample(
        right.measure(),
        right.at(),
        right.value(),
        right.diastolic(),
        right.mean(),
        right.pulse(),
        right.saidUnit(),
        right.said(),
        right.site(),
        right.flags(),
        true);
  }
}
