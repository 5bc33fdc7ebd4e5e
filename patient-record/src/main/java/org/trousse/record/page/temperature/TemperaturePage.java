package org.trousse.record.page.temperature;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
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
import org.trousse.record.page.temperature.TemperatureView.Row;
import org.trousse.record.series.Sifted;
import org.trousse.record.temperature.Day;
import org.trousse.record.temperature.Episode;
import org.trousse.record.temperature.TemperatureNumbers;
import org.trousse.record.temperature.TemperatureReading;
import org.trousse.sdk.measure.BodySite;
import org.trousse.sdk.measure.Measure;

/// The temperature over the days before now.
public final class TemperaturePage implements SeriesPage {
  private static final Choice PERIODS = new Choice(Head.PERIOD, List.of("30", "7", "90"));
  private static final Duration OLD = Duration.ofDays(7);
  private static final int DOUBTFUL_MAX = 20;
  private static final double FEVER = 38;
  private static final double LEAST = 35;
  private static final double MOST = 40;
  static final List<String> DEFINED = List.of("days", "febrile", "episodes", "sites", "toConfirm");

  @Override
  public MeasurePage page() {
    return MeasurePage.TEMPERATURE;
  }

  @Override
  public Set<Measure> measures() {
    return Set.of(Measure.BODY_TEMPERATURE);
  }

  @Override
  public List<Choice> choices() {
    return List.of(PERIODS);
  }

  /// The local days of the period, today among them.
  @Override
  public Instant from(Asked asked, Instant now, ZoneId zone) {
    return first(asked, now, zone).atStartOfDay(zone).toInstant();
  }

  private static LocalDate first(Asked asked, Instant now, ZoneId zone) {
    return now.atZone(zone).toLocalDate().minusDays(asked.number(Head.PERIOD) - 1L);
  }

  @Override
  public String title(Asked asked, Words words) {
    return words.text("temperature.title", asked.text(Head.PERIOD));
  }

  @Override
  public Drawn draw(Opened opened) {
    return new Drawn("temperature.jte", view(opened));
  }

  @Override
  public SeriesFile file(Opened opened) {
    StringBuilder csv = new StringBuilder("time,value\r\n");
    readings(opened).stream()
        .sorted(Comparator.comparing(TemperatureReading::at))
        .forEach(reading ->
            csv.append(opened.figures().iso(reading.at()))
                .append(',')
                .append(BigDecimal.valueOf(reading.celsius()).toPlainString())
                .append("\r\n"));
    return new SeriesFile(opened.words().text("temperature.file"), csv.toString());
  }

  private static List<TemperatureReading> readings(Opened opened) {
    return Sifted.temperature(opened.samples()).readings();
  }

  static TemperatureView view(Opened opened) {
    List<TemperatureReading> readings = readings(opened);
    TemperatureNumbers numbers =
        TemperatureNumbers.of(readings, List.of(), opened.now(), opened.zone());
    Words words = opened.words();
    Figures figures = opened.figures();
    Instant to = numbers.to();
    Set<TemperatureReading> doubtful = new HashSet<>(numbers.toConfirm());
    List<TemperatureReading> believed =
        readings.stream().filter(reading -> !doubtful.contains(reading)).toList();
    String latest =
        believed.stream()
            .reduce((one, other) -> other)
            .map(reading -> figures.number(reading.celsius(), Display.TEMPERATURE))
            .orElse("");
    return new TemperatureView(
        Head.of(
            opened,
            MeasurePage.TEMPERATURE,
            words.text("temperature.title", opened.asked().text(Head.PERIOD)),
            opened.stale(to, OLD),
            PERIODS),
        latest,
        to == null ? "" : figures.moment(to),
        sentence(numbers, opened),
        numbers.episodes().reversed().stream().map(one -> episode(one, opened)).toList(),
        sites(numbers.sites(), words),
        numbers.toConfirm().reversed().stream()
            .limit(DOUBTFUL_MAX)
            .map(one ->
                words.text(
                    "temperature.doubtful",
                    figures.moment(one.at()),
                    figures.number(one.celsius(), Display.TEMPERATURE)))
            .toList(),
        plot(believed, numbers, opened),
        numbers.days().reversed().stream().map(day -> row(day, opened)).toList(),
        Defined.of("temperature", words, DEFINED));
  }

  private static String sentence(TemperatureNumbers numbers, Opened opened) {
    Double max = numbers.max();
    Double min = numbers.min();
    if (max == null || min == null) {
      return "";
    }
    String key = numbers.febrile() == 0 ? "temperature.none" : "temperature.some";
    return opened
        .words()
        .counted(
            key,
            numbers.febrile() == 0 ? numbers.n() : numbers.febrile(),
            numbers.n(),
            opened.figures().number(min, Display.TEMPERATURE),
            opened.figures().number(max, Display.TEMPERATURE),
            numbers.febrile());
  }

  /// An end after silence is no news of a fever that ended.
  private static String episode(Episode episode, Opened opened) {
    Figures figures = opened.figures();
    String key =
        episode.over() == null
            ? "temperature.episode.open"
            : episode.belowAfter() == 0 ? "temperature.episode.silent" : "temperature.episode.over";
    return opened
        .words()
        .counted(
            key,
            episode.febrile(),
            figures.moment(episode.from()),
            figures.moment(episode.to()),
            figures.number(episode.peak(), Display.TEMPERATURE),
            episode.febrile());
  }

  private static String sites(Map<BodySite, Integer> sites, Words words) {
    String all =
        sites.entrySet().stream()
            .sorted(Map.Entry.comparingByKey())
            .map(site -> site(site.getKey(), words) + " (" + site.getValue() + ")")
            .collect(Collectors.joining(", "));
    return all.isEmpty() ? "" : words.text("temperature.sites", all);
  }

  private static String site(@Nullable BodySite site, Words words) {
    return site == null
        ? words.text("temperature.site.unknown")
        : words.text("temperature.site." + site.word());
  }

  private static Row row(Day day, Opened opened) {
    return new Row(
        opened.figures().day(day.date()),
        opened.figures().number(day.max(), Display.TEMPERATURE)
            + (day.febrile() > 0 ? "\u00a0▲" : ""),
        site(day.site(), opened.words()),
        opened.figures().whole(day.n()),
        opened.figures().whole(day.febrile()));
  }

  private static Optional<Plot> plot(
      List<TemperatureReading> readings, TemperatureNumbers numbers, Opened opened) {
    Double max = numbers.max();
    Double min = numbers.min();
    if (max == null || min == null) {
      return Optional.empty();
    }
    double least = Math.min(LEAST, Math.floor(min));
    double most = Math.max(MOST, Math.ceil(max));
    LocalDate first = first(opened.asked(), opened.now(), opened.zone());
    LocalDate today = opened.now().atZone(opened.zone()).toLocalDate();
    Axes axes = new Axes(first, today, opened.zone(), least, most);
    List<Dot> dots =
        readings.stream()
            .map(one ->
                new Dot(
                    one.celsius() >= FEVER ? "dot-alert" : "dot-open",
                    axes.x(one.at()),
                    axes.y(one.celsius())))
            .distinct()
            .toList();
    List<Dot> highest = highest(readings, numbers.days(), axes, opened.zone());
    Figures figures = opened.figures();
    return Optional.of(
        new Plot(
            opened
                .words()
                .text(
                    "temperature.plot.says",
                    figures.number(min, Display.TEMPERATURE),
                    figures.number(max, Display.TEMPERATURE)),
            List.of(new Label(axes.y(FEVER), "38")),
            List.of(
                new Label(axes.y(least), figures.plain(least)),
                new Label(axes.y(most), figures.plain(most))),
            List.of(new Trace("trace", axes.line(highest))),
            dots,
            axes.days(figures)));
  }

  /// The first reading of each day that is its highest.
  private static List<Dot> highest(
      List<TemperatureReading> readings, List<Day> days, Axes axes, ZoneId zone) {
    List<Dot> highest = new ArrayList<>();
    int place = 0;
    for (Day day : days) {
      while (!readings.get(place).at().atZone(zone).toLocalDate().equals(day.date())
          || readings.get(place).celsius() != day.max()) {
        place++;
      }
      highest.add(new Dot("", axes.x(readings.get(place).at()), axes.y(day.max())));
    }
    return highest;
  }
}
