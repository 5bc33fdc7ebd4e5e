package org.trousse.record.page.weight;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.trousse.record.derived.Display;
import org.trousse.record.page.MeasurePage;
import org.trousse.record.page.Words;
import org.trousse.record.page.series.Asked;
import org.trousse.record.page.series.Asked.Choice;
import org.trousse.record.page.series.Defined;
import org.trousse.record.page.series.Figures;
import org.trousse.record.page.series.Head;
import org.trousse.record.page.series.Opened;
import org.trousse.record.page.series.Plot;
import org.trousse.record.page.series.Plot.Axes;
import org.trousse.record.page.series.Plot.Dot;
import org.trousse.record.page.series.Plot.Label;
import org.trousse.record.page.series.Plot.Trace;
import org.trousse.record.page.series.SeriesPage;
import org.trousse.record.page.weight.WeightView.Row;
import org.trousse.record.series.Sifted;
import org.trousse.record.weight.Alert;
import org.trousse.record.weight.Day;
import org.trousse.record.weight.WeightNumbers;
import org.trousse.record.weight.WeightPlan;
import org.trousse.record.weight.WeightReading;
import org.trousse.sdk.measure.Measure;

/// The weight over the days before now. It reads a month more, so that the first days shown have
/// something to be compared with.
public final class WeightPage implements SeriesPage {
  private static final Choice PERIODS = new Choice(Head.PERIOD, List.of("90", "30", "365"));
  private static final int BEFORE_DAYS = 30;
  private static final int ROWS_MAX = 100;
  private static final Choice DONE = new Choice(Asked.DONE, WeightWhose.DONE);
  private static final int SLOPE_POINTS_MIN = 8;
  private static final Duration OLD = Duration.ofDays(7);
  static final List<String> DEFINED =
      List.of("last", "median7", "slope", "days", "alerts", "rejected");

  @Override
  public MeasurePage page() {
    return MeasurePage.WEIGHT;
  }

  @Override
  public Set<Measure> measures() {
    return Set.of(Measure.BODY_WEIGHT);
  }

  @Override
  public List<Choice> choices() {
    return List.of(PERIODS, DONE);
  }

  @Override
  public Instant from(Asked asked, Instant now, ZoneId zone) {
    return now.minus(Duration.ofDays(asked.number(Head.PERIOD) + (long) BEFORE_DAYS));
  }

  @Override
  public String title(Asked asked, Words words) {
    return words.text("weight.title", asked.text(Head.PERIOD));
  }

  @Override
  public Drawn draw(Opened opened) {
    return new Drawn("weight.jte", view(opened));
  }

  @Override
  public SeriesFile file(Opened opened) {
    StringBuilder csv = new StringBuilder("time,value\r\n");
    readings(opened).stream()
        .sorted(Comparator.comparing(WeightReading::at))
        .forEach(reading ->
            csv.append(opened.figures().iso(reading.at()))
                .append(',')
                .append(BigDecimal.valueOf(reading.kilograms()).toPlainString())
                .append("\r\n"));
    return new SeriesFile(opened.words().text("weight.file"), csv.toString());
  }

  private static List<WeightReading> readings(Opened opened) {
    return Sifted.weight(opened.samples()).readings();
  }

  static WeightView view(Opened opened) {
    WeightNumbers numbers = WeightNumbers.of(readings(opened), WeightPlan.of(opened.zone()));
    Words words = opened.words();
    Figures figures = opened.figures();
    LocalDate first =
        opened
            .now()
            .atZone(opened.zone())
            .toLocalDate()
            .minusDays(opened.asked().number(Head.PERIOD) - 1L);
    List<Day> days = numbers.days().stream().filter(day -> !day.date().isBefore(first)).toList();
    Double last = numbers.last();
    Instant to = numbers.to();
    return new WeightView(
        Head.of(
            opened,
            MeasurePage.WEIGHT,
            words.text("weight.title", opened.asked().text(Head.PERIOD)),
            opened.stale(to, OLD),
            PERIODS),
        last == null ? "" : figures.number(last, Display.WEIGHT),
        to == null ? "" : figures.moment(to),
        trend(numbers, opened),
        numbers.alerts().reversed().stream()
            .filter(alert -> !alert.date().isBefore(first))
            .map(alert -> gain(alert, opened))
            .toList(),
        WeightWhose.of(numbers.rejected(), opened),
        plot(days, first, opened),
        days.reversed().stream().limit(ROWS_MAX).map(day -> row(day, opened)).toList(),
        days.size() > ROWS_MAX ? words.text("series.newest", ROWS_MAX, days.size()) : "",
        Defined.of("weight", words, DEFINED));
  }

  private static List<String> trend(WeightNumbers numbers, Opened opened) {
    List<String> sentences = new ArrayList<>();
    Double median = numbers.median7();
    Double slope = numbers.slope();
    Figures figures = opened.figures();
    Words words = opened.words();
    if (median != null) {
      sentences.add(words.text("weight.median", figures.number(median, Display.WEIGHT)));
      sentences.add(
          slope == null
              ? words.text("weight.slope.none", SLOPE_POINTS_MIN, numbers.points())
              : words.text(
                  "weight.slope", figures.change(slope, Display.WEIGHT), numbers.points()));
    }
    return List.copyOf(sentences);
  }

  private static String gain(Alert alert, Opened opened) {
    Figures figures = opened.figures();
    Integer interval = alert.interval();
    return opened
        .words()
        .text(
            "weight.gain." + alert.rule().word(),
            figures.day(alert.date()),
            figures.change(alert.gain(), Display.WEIGHT),
            interval == null ? "" : interval,
            figures.number(alert.against(), Display.WEIGHT),
            figures.number(alert.weight(), Display.WEIGHT));
  }

  private static Row row(Day day, Opened opened) {
    Double gain = day.gain();
    Integer interval = day.interval();
    String rule =
        gain == null || interval == null
            ? opened.words().text("weight.rule." + day.rule().word())
            : opened.words().counted("weight.against", interval);
    return new Row(
        opened.figures().day(day.date()),
        opened.figures().number(day.weight(), Display.WEIGHT),
        (gain == null ? "–" : opened.figures().change(gain, Display.WEIGHT))
            + (day.alert() ? "\u00a0▲" : ""),
        day.alert() ? opened.words().text("weight.alert.word", rule) : rule,
        gain != null);
  }

  private static Optional<Plot> plot(List<Day> days, LocalDate first, Opened opened) {
    if (days.isEmpty()) {
      return Optional.empty();
    }
    double least = Math.floor(days.stream().mapToDouble(Day::weight).min().orElse(0)) - 1;
    double most = Math.ceil(days.stream().mapToDouble(Day::weight).max().orElse(0)) + 1;
    LocalDate today = opened.now().atZone(opened.zone()).toLocalDate();
    Axes axes = new Axes(first, today, opened.zone(), least, most);
    List<Dot> dots =
        days.stream()
            .map(day ->
                new Dot(
                    day.alert() ? "dot-alert" : "dot-full",
                    axes.x(day.date()),
                    axes.y(day.weight())))
            .toList();
    Figures figures = opened.figures();
    return Optional.of(
        new Plot(
            opened
                .words()
                .text(
                    "weight.plot.says",
                    figures.number(days.getFirst().weight(), Display.WEIGHT),
                    figures.day(days.getFirst().date()),
                    figures.number(days.getLast().weight(), Display.WEIGHT),
                    figures.day(days.getLast().date())),
            List.of(),
            List.of(
                new Label(axes.y(least), figures.plain(least)),
                new Label(axes.y(most), figures.plain(most))),
            List.of(new Trace("trace", axes.line(dots))),
            dots,
            axes.days(figures)));
  }
}
