package org.trousse.record.page.pressure;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.trousse.record.derived.Display;
import org.trousse.record.page.MeasurePage;
import org.trousse.record.page.Words;
import org.trousse.record.page.pressure.PressureView.Mean;
import org.trousse.record.page.pressure.PressureView.Measured;
import org.trousse.record.page.pressure.PressureView.Option;
import org.trousse.record.page.series.Asked;
import org.trousse.record.page.series.Asked.Choice;
import org.trousse.record.page.series.Defined;
import org.trousse.record.page.series.Head;
import org.trousse.record.page.series.Opened;
import org.trousse.record.page.series.SeriesPage;
import org.trousse.record.pressure.Pair;
import org.trousse.record.pressure.Placed;
import org.trousse.record.pressure.PressureNumbers;
import org.trousse.record.pressure.PressureNumbers.Verdict;
import org.trousse.record.pressure.PressureReading;
import org.trousse.record.pressure.Protocol;
import org.trousse.record.pressure.RedFlag;
import org.trousse.record.pressure.Series;
import org.trousse.record.pressure.Variability;
import org.trousse.record.pressure.kept.KeptSeries;
import org.trousse.record.series.Sifted;
import org.trousse.sdk.measure.Measure;

/// A blood-pressure series by the protocol and from the day that were asked for.
public final class PressurePage implements SeriesPage {
  static final String PROTOCOL = "protocole";
  static final String FIRST = "debut";

  private static final Choice PROTOCOLS =
      new Choice(PROTOCOL, Protocol.ALL.stream().map(Protocol::id).toList());
  private static final Choice FIRSTS = new Choice(FIRST, List.of());
  private static final Choice KEPT = new Choice(KeptText.SERIES, List.of());
  private static final Choice DONE = new Choice(Asked.DONE, KeptText.DONE);
  private static final Choice NO_PERIODS = new Choice(Head.PERIOD, List.of());
  private static final Duration READ = Duration.ofDays(90);
  private static final Duration OLD = Duration.ofDays(30);
  private static final LocalDate EARLIEST = LocalDate.of(2000, 1, 1);
  private static final int READINGS_MAX = 100;
  static final List<String> DEFINED =
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
          "excluded");

  @Override
  public MeasurePage page() {
    return MeasurePage.PRESSURE;
  }

  @Override
  public Set<Measure> measures() {
    return Set.of(Measure.BLOOD_PRESSURE);
  }

  @Override
  public List<Choice> choices() {
    return List.of(PROTOCOLS, FIRSTS, KEPT, DONE);
  }

  @Override
  public Instant from(Asked asked, Instant now, ZoneId zone) {
    Instant usual = now.minus(READ);
    LocalDate first = first(asked);
    Instant wanted = first == null ? usual : first.atStartOfDay(zone).toInstant();
    return wanted.isBefore(usual) ? wanted : usual;
  }

  @Override
  public String title(Asked asked, Words words) {
    return words.text("pressure.title");
  }

  @Override
  public Drawn draw(Opened opened) {
    return new Drawn("pressure.jte", view(opened));
  }

  @Override
  public SeriesFile file(Opened opened) {
    StringBuilder csv = new StringBuilder("time,systolic,diastolic\r\n");
    readings(opened).stream()
        .sorted(Comparator.comparing(PressureReading::at))
        .forEach(reading ->
            csv.append(opened.figures().iso(reading.at()))
                .append(',')
                .append(plain(reading.systolic()))
                .append(',')
                .append(plain(reading.diastolic()))
                .append("\r\n"));
    return new SeriesFile(opened.words().text("pressure.file"), csv.toString());
  }

  private static String plain(double value) {
    return BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
  }

  /// Null: none was asked for that can be.
  private static @Nullable LocalDate first(Asked asked) {
    try {
      String said = asked.text(FIRST);
      LocalDate first = said.isEmpty() ? null : LocalDate.parse(said);
      return first == null || first.isBefore(EARLIEST) || first.getYear() > 2199 ? null : first;
    } catch (DateTimeParseException notADay) {
      return null;
    }
  }

  private static List<PressureReading> readings(Opened opened) {
    return Sifted.pressure(opened.samples()).readings();
  }

  /// As many days as the protocol asks for, so that they end with the newest reading; from the
  /// first of them that has one.
  static LocalDate suggested(
      List<PressureReading> readings, Protocol protocol, LocalDate today, ZoneId zone) {
    List<LocalDate> days =
        readings.stream().map(one -> one.at().atZone(zone).toLocalDate()).sorted().toList();
    if (days.isEmpty()) {
      return today;
    }
    LocalDate from = days.getLast().minusDays(protocol.days() - 1L);
    return days.stream().filter(day -> !day.isBefore(from)).findFirst().orElse(today);
  }

  static PressureView view(Opened opened) {
    Words words = opened.words();
    LocalDate today = opened.now().atZone(opened.zone()).toLocalDate();
    List<PressureReading> readings = readings(opened);
    LocalDate wanted = first(opened.asked());
    Optional<KeptSeries> kept = KeptText.shown(opened, isUsual(opened.asked()));
    Series series =
        kept.map(one -> one.days(opened.zone())).orElseGet(() -> asked(opened, readings, today));
    Protocol protocol = series.protocol();
    LocalDate first = Objects.requireNonNull(series.first());
    PressureNumbers numbers = PressureNumbers.of(readings, series);
    Grid grid = new Grid(words, opened.figures(), today);
    boolean wrong = wanted == null && !opened.asked().text(FIRST).isEmpty();
    String asks = words.text("pressure.asks." + protocol.id());
    return new PressureView(
        Head.of(
            opened,
            MeasurePage.PRESSURE,
            words.text("pressure.title"),
            opened.stale(numbers.to(), OLD),
            NO_PERIODS),
        new KeptText(opened).view(kept, readings),
        protocols(protocol, words),
        wrong ? opened.asked().text(FIRST) : first.toString(),
        wrong ? words.text("pressure.first.wrong") : "",
        asks,
        progress(numbers, words),
        readings.isEmpty() ? "" : verdict(numbers, grid, words),
        numbers.verdict() == Verdict.ELEVATED ? "doubt" : "stale",
        means(numbers, grid, words),
        variability(numbers.variability(), opened),
        numbers.redFlags().stream().map(flag -> flag(flag, grid, opened)).toList(),
        grid.titles("morning", protocol.morning()),
        grid.titles("evening", protocol.evening()),
        grid.rows(numbers),
        PressurePlot.of(numbers, opened),
        measured(numbers, grid, opened),
        numbers.readings().size() > READINGS_MAX
            ? words.text("series.newest", READINGS_MAX, numbers.readings().size())
            : "",
        Defined.of("blood-pressure", words, DEFINED));
  }

  /// Neither a protocol nor a day was chosen.
  private static boolean isUsual(Asked asked) {
    return asked.is(PROTOCOL, PROTOCOLS.values().getFirst()) && asked.text(FIRST).isEmpty();
  }

  /// By the address; without a day, of the newest readings.
  private static Series asked(Opened opened, List<PressureReading> readings, LocalDate today) {
    Protocol protocol = Protocol.of(opened.asked().text(PROTOCOL)).orElseThrow();
    LocalDate wanted = first(opened.asked());
    LocalDate first = wanted == null ? suggested(readings, protocol, today, opened.zone()) : wanted;
    return Series.from(first, protocol, opened.zone());
  }

  private static String progress(PressureNumbers numbers, Words words) {
    int counted = numbers.counted();
    return numbers.complete()
        ? words.text("pressure.progress.full", counted)
        : words.counted("pressure.progress", counted, counted, numbers.expected());
  }

  private static List<Option> protocols(Protocol chosen, Words words) {
    return Protocol.ALL.stream()
        .map(one ->
            new Option(one.id(), words.text("pressure.protocol." + one.id()), one.equals(chosen)))
        .toList();
  }

  /// Only of a complete series.
  private static String verdict(PressureNumbers numbers, Grid grid, Words words) {
    return words.text(
        "pressure.verdict." + numbers.verdict().word(),
        grid.pair(numbers.protocolMean()),
        numbers.expected(),
        numbers.protocol().daysMin(),
        numbers.measuredDays());
  }

  private static List<Mean> means(PressureNumbers numbers, Grid grid, Words words) {
    return List.of(
        new Mean(
            words.text("pressure.mean"),
            mean(numbers.protocolMean(), grid),
            words.counted("pressure.mean.of", numbers.counted())),
        new Mean(words.text("pressure.mean.morning"), mean(numbers.morning(), grid), ""),
        new Mean(words.text("pressure.mean.evening"), mean(numbers.evening(), grid), ""));
  }

  private static String mean(@Nullable Pair mean, Grid grid) {
    return mean == null ? grid.pair(null) : grid.pair(mean) + "\u00a0mmHg";
  }

  private static String variability(@Nullable Variability variability, Opened opened) {
    return variability == null
        ? ""
        : opened
            .words()
            .text(
                variability.increased()
                    ? "pressure.variability.more"
                    : "pressure.variability.usual",
                variability.mornings(),
                opened.figures().percent(variability.cv().systolic(), Display.PERCENT),
                opened.figures().percent(variability.cv().diastolic(), Display.PERCENT));
  }

  private static String flag(RedFlag flag, Grid grid, Opened opened) {
    Instant again = flag.again();
    return opened
        .words()
        .text(
            again == null ? "pressure.flag.once" : "pressure.flag.again",
            opened.figures().moment(flag.at()),
            grid.pair(flag.value()),
            again == null ? "" : opened.figures().time(again));
  }

  private static List<Measured> measured(PressureNumbers numbers, Grid grid, Opened opened) {
    return numbers.readings().reversed().stream()
        .limit(READINGS_MAX)
        .map(placed ->
            new Measured(
                opened.figures().moment(placed.reading().at()),
                grid.value(placed),
                pulse(placed.reading().pulse(), opened),
                use(placed, opened.words())))
        .toList();
  }

  private static String pulse(@Nullable Double pulse, Opened opened) {
    return pulse == null ? "–" : opened.figures().number(pulse, Display.PRESSURE);
  }

  private static String use(Placed placed, Words words) {
    var why = placed.why();
    return why == null
        ? words.text("pressure.use.counted")
        : words.text("pressure.why." + why.word());
  }
}
