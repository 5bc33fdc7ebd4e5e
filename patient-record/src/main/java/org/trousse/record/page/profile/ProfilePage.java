package org.trousse.record.page.profile;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.trousse.record.derived.Display;
import org.trousse.record.glucose.Coverage;
import org.trousse.record.glucose.GlucoseNumbers;
import org.trousse.record.glucose.GlucoseSeries;
import org.trousse.record.glucose.GlucoseSeries.Window;
import org.trousse.record.glucose.GlucoseUnit;
import org.trousse.record.glucose.Sufficiency;
import org.trousse.record.page.MeasurePage;
import org.trousse.record.page.Words;
import org.trousse.record.page.profile.ProfileView.Content;
import org.trousse.record.page.profile.ProfileView.Finger;
import org.trousse.record.page.profile.ProfileView.Option;
import org.trousse.record.page.series.Asked;
import org.trousse.record.page.series.Asked.Choice;
import org.trousse.record.page.series.Defined;
import org.trousse.record.page.series.Figures;
import org.trousse.record.page.series.Head;
import org.trousse.record.page.series.Opened;
import org.trousse.record.page.series.SeriesPage;
import org.trousse.record.reading.Sample;
import org.trousse.record.series.SensorSeries;
import org.trousse.sdk.measure.Measure;
import org.trousse.sdk.measure.Unit;

/// The glucose profile of the days before now. The window is fixed: days without readings are in
/// its denominator.
public final class ProfilePage implements SeriesPage {
  private static final Choice PERIODS = new Choice(Head.PERIOD, List.of("14", "7", "30", "90"));
  private static final Choice UNITS = new Choice(Shown.UNIT, List.of("", "mg", "mmol", "g"));
  private static final Choice GOALS =
      new Choice(Shown.GOALS, List.of("adulte", "age", "grossesse", "gestationnel"));
  static final List<String> DEFINED =
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
          "excluded");
  private static final int FINGER_MAX = 50;
  private static final Duration SILENT = Duration.ofHours(24);

  @Override
  public MeasurePage page() {
    return MeasurePage.GLUCOSE;
  }

  @Override
  public Set<Measure> measures() {
    return Set.of(Measure.INTERSTITIAL_GLUCOSE, Measure.BLOOD_GLUCOSE);
  }

  @Override
  public List<Choice> choices() {
    return List.of(PERIODS, UNITS, GOALS);
  }

  @Override
  public Instant from(Asked asked, Instant now, ZoneId zone) {
    return now.minus(Duration.ofDays(asked.number(Head.PERIOD)));
  }

  @Override
  public String title(Asked asked, Words words) {
    return words.text("profile.title", asked.text(Head.PERIOD));
  }

  @Override
  public Drawn draw(Opened opened) {
    return new Drawn("profile.jte", view(opened));
  }

  /// As the sensor said it, so that the same numbers come out of `/verify`.
  @Override
  public SeriesFile file(Opened opened) {
    GlucoseSeries series = counted(opened).series();
    Figures figures = opened.figures();
    StringBuilder csv = new StringBuilder("time,value\r\n");
    for (int place = 0; place < series.size(); place++) {
      csv.append(figures.iso(series.at(place)))
          .append(',')
          .append(BigDecimal.valueOf(series.value(place)).toPlainString())
          .append("\r\n");
    }
    String unit = series.unit().word().replace('/', '-');
    String days = opened.asked().text(Head.PERIOD);
    return new SeriesFile(opened.words().text("profile.file", days, unit), csv.toString());
  }

  private record Counted(SensorSeries sensor, GlucoseSeries series, GlucoseNumbers numbers) {}

  private static Counted counted(Opened opened) {
    SensorSeries sensor = SensorSeries.of(opened.samples(), opened.zone());
    Window window = Window.endingAt(opened.now(), opened.asked().number(Head.PERIOD));
    GlucoseSeries series = sensor.series().within(window);
    return new Counted(sensor, series, GlucoseNumbers.of(sensor.series(), window, null));
  }

  static ProfileView view(Opened opened) {
    Counted counted = counted(opened);
    Words words = opened.words();
    Shown shown = Shown.of(counted.numbers(), opened);
    String days = opened.asked().text(Head.PERIOD);
    String title = words.text("profile.title", days);
    String nothing = nothing(counted, shown, days);
    String coverage = coverage(shown, days);
    return new ProfileView(
        Head.of(
            opened,
            MeasurePage.GLUCOSE,
            title,
            opened.stale(counted.series().last(), SILENT),
            PERIODS),
        nothing,
        counted.series().isEmpty() ? finger(counted.sensor(), shown) : List.of(),
        coverage,
        nothing.isEmpty() && counted.numbers().sufficiency().warns()
            ? words.text("profile.warning")
            : "",
        nothing.isEmpty()
            ? Optional.of(content(opened, title, coverage, counted, shown))
            : Optional.empty(),
        excluded(counted, shown),
        options(UNITS, opened, shown),
        options(GOALS, opened, shown),
        Defined.of("glucose", words, DEFINED));
  }

  private static Content content(
      Opened opened, String title, String coverage, Counted counted, Shown shown) {
    BandBar bar = BandBar.of(shown);
    List<String> noCurve = KeyNumbers.why("hourly", shown);
    List<String> noEvents = KeyNumbers.why("events", shown);
    List<MiniDay> days = MiniDay.of(counted.series(), shown);
    Words words = opened.words();
    String goalsOf = words.text("profile.goals.of." + shown.targets().profile());
    return new Content(
        sentence(shown),
        goalsOf,
        shown.unit().word(),
        bar,
        KeyNumbers.of(shown),
        noCurve.isEmpty() ? Optional.of(DayCurve.of(shown)) : Optional.empty(),
        noCurve,
        noEvents.isEmpty() ? Optional.of(EventList.of(shown)) : Optional.empty(),
        noEvents,
        days,
        daysHow(days, shown),
        words.text("profile.days.in", MiniDay.band(shown)),
        ProfileText.of(opened, title, coverage, bar, shown));
  }

  private static String daysHow(List<MiniDay> days, Shown shown) {
    String how = shown.words().text("profile.days.how", MiniDay.band(shown));
    return days.size() > MiniDay.DRAWN_MAX
        ? how + " " + shown.words().text("profile.days.drawn", MiniDay.DRAWN_MAX)
        : how;
  }

  /// Why there is no profile; empty: there is one.
  private static String nothing(Counted counted, Shown shown, String days) {
    if (counted.series().isEmpty()) {
      boolean finger = !counted.sensor().finger().isEmpty();
      return shown.words().text(finger ? "profile.only.finger" : "profile.empty", days);
    }
    return shown.numbers().sufficiency().isWithheld(Sufficiency.ALL)
        ? String.join(" ", KeyNumbers.why(Sufficiency.ALL, shown))
        : "";
  }

  /// `288 readings expected a day, 72 % received over 14 days (2,915 of 4,032)`.
  private static String coverage(Shown shown, String days) {
    Coverage coverage = shown.numbers().coverage();
    Integer interval = coverage.interval();
    Double expected = coverage.expected();
    Double share = coverage.coverage();
    if (interval == null || expected == null || share == null) {
      return "";
    }
    Figures figures = shown.figures();
    return shown
        .words()
        .text(
            "profile.coverage",
            figures.whole(Math.round(1_440.0 / interval)),
            figures.percent(Math.min(100, share), Display.SHARE),
            days,
            figures.whole(shown.numbers().levels().n()),
            figures.whole(Math.round(expected)));
  }

  /// Hours first: a percentage alone says little to many people.
  private static String sentence(Shown shown) {
    Figures figures = shown.figures();
    return shown
        .words()
        .text(
            "profile.sentence",
            figures.ofDay(BandBar.value(shown, "inRange")),
            shown.bound(shown.low()),
            shown.bound(shown.high()) + "\u00a0" + shown.unit().word(),
            figures.ofDay(BandBar.value(shown, "below")),
            figures.ofDay(BandBar.value(shown, "above")));
  }

  private static String excluded(Counted counted, Shown shown) {
    SensorSeries sensor = counted.sensor();
    GlucoseSeries.Excluded left = counted.series().excluded();
    Words words = shown.words();
    Figures figures = shown.figures();
    List<String> parts = new ArrayList<>();
    add(parts, "no-value", sensor.noValue(), words, figures);
    add(parts, "duplicate", left.duplicate(), words, figures);
    add(parts, "time-unknown", sensor.timeUnknown(), words, figures);
    add(parts, "in-error", sensor.inError(), words, figures);
    add(parts, "control", sensor.control(), words, figures);
    add(parts, "finger", sensor.finger().size(), words, figures);
    String all =
        parts.isEmpty()
            ? words.text("profile.excluded.none")
            : words.text("profile.excluded", String.join(", ", parts));
    return sensor.converted() == 0
        ? all
        : all
            + " "
            + words.text(
                "profile.converted",
                figures.whole(sensor.converted()),
                counted.series().unit().word());
  }

  private static void add(List<String> parts, String why, int count, Words words, Figures figures) {
    if (count > 0) {
      parts.add(words.counted("profile.excluded." + why, count, figures.whole(count)));
    }
  }

  private static List<Finger> finger(SensorSeries sensor, Shown shown) {
    return sensor.finger().stream()
        .sorted(Comparator.comparing(Sample::at).reversed())
        .limit(FINGER_MAX)
        .map(sample -> new Finger(shown.figures().moment(sample.at()), said(sample, shown)))
        .toList();
  }

  private static String said(Sample sample, Shown shown) {
    Double said = sample.saidUnit() == Unit.MMOL_PER_L ? sample.said() : null;
    if (said != null && shown.unit() == GlucoseUnit.MMOL_PER_L) {
      return shown.figures().levelWithUnit(said, shown.unit());
    }
    Double value = sample.value();
    return value == null
        ? "–"
        : shown.figures().levelWithUnit(value / shown.unit().toMgPerDl(1), shown.unit());
  }

  private static List<Option> options(Choice choice, Opened opened, Shown shown) {
    String usual = shown.numbers().unit().word();
    return choice.values().stream()
        .map(value ->
            new Option(
                value,
                opened
                    .words()
                    .text(
                        "profile." + choice.name() + "." + (value.isEmpty() ? "usual" : value),
                        usual),
                opened.asked().is(choice.name(), value)))
        .toList();
  }
}
