package org.trousse.record.page.pressure;

import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.trousse.record.page.MeasurePage;
import org.trousse.record.page.Words;
import org.trousse.record.page.pressure.KeptView.Earlier;
import org.trousse.record.page.pressure.KeptView.End;
import org.trousse.record.page.pressure.KeptView.Running;
import org.trousse.record.page.pressure.KeptView.Start;
import org.trousse.record.page.pressure.PressureView.Option;
import org.trousse.record.page.series.Asked;
import org.trousse.record.page.series.Opened;
import org.trousse.record.pressure.Placed.Part;
import org.trousse.record.pressure.PressureNumbers;
import org.trousse.record.pressure.PressureReading;
import org.trousse.record.pressure.Protocol;
import org.trousse.record.pressure.kept.KeptSeries;
import org.trousse.record.pressure.kept.Step;

/// The series that a patient started, in words. Pure.
public final class KeptText {
  /// Names one of them in an address.
  static final String SERIES = "serie";

  /// A start day that was refused.
  static final String DAY = "jour";

  /// What was just done; the first: nothing.
  static final List<String> DONE =
      List.of(
          "", "commencee", "finie", "rien", "saisi", "deja", "une-autre", "trop", "ferme", "date");

  private static final List<String> FAULTS = List.of("une-autre", "trop", "ferme", "date");
  private static final Duration SHOWN = Duration.ofDays(90);

  private final Opened opened;
  private final Words words;
  private final LocalDateTime now;
  private final LocalDate today;

  KeptText(Opened opened) {
    this.opened = opened;
    this.words = opened.words();
    this.now = LocalDateTime.ofInstant(opened.now(), opened.zone());
    this.today = now.toLocalDate();
  }

  /// The started series that the page shows: the one that the address names; without a day in the
  /// address, the one that runs, or else the newest.
  ///
  /// @param usual whether the address asks for no other protocol and no day
  static Optional<KeptSeries> shown(Opened opened, boolean usual) {
    List<KeptSeries> kept =
        opened.beside().kept().stream().filter(one -> !one.isCancelled()).toList();
    String named = opened.asked().text(SERIES);
    if (!named.isEmpty() || !usual) {
      return kept.stream().filter(one -> one.id().toString().equals(named)).findFirst();
    }
    LocalDate today = LocalDate.ofInstant(opened.now(), opened.zone());
    LocalDate read = LocalDate.ofInstant(opened.now().minus(SHOWN), opened.zone()).plusDays(1);
    return kept.stream()
        .filter(one -> one.isOpen(today))
        .findFirst()
        .or(() -> kept.stream().filter(one -> !one.first().isBefore(read)).findFirst());
  }

  KeptView view(Optional<KeptSeries> shown, List<PressureReading> readings) {
    List<KeptSeries> kept = opened.beside().kept();
    Optional<KeptSeries> open = kept.stream().filter(one -> one.isOpen(today)).findFirst();
    String done = opened.asked().text(Asked.DONE);
    boolean fault = FAULTS.contains(done);
    return new KeptView(
        done.isEmpty() || fault ? "" : words.text("kept.done." + done),
        fault ? words.text("kept.fault." + done) : "",
        open.map(one -> running(one, readings)),
        csrf().isEmpty() || open.isPresent() ? Optional.empty() : Optional.of(start()),
        shown.map(this::about).orElse(""),
        kept.stream()
            .filter(one -> !one.isOpen(today))
            .map(one -> earlier(one, shown.filter(one::equals).isPresent()))
            .toList());
  }

  private String csrf() {
    return opened.beside().csrf();
  }

  private Running running(KeptSeries series, List<PressureReading> readings) {
    PressureNumbers numbers = PressureNumbers.of(readings, series.days(opened.zone()));
    Step step = Step.of(series, numbers.days(), now);
    String how =
        numbers.complete()
            ? words.text("kept.complete", day(series.last()))
            : words.text(
                "kept.progress", numbers.counted(), numbers.expected(), day(series.last()));
    return new Running(
        about(series),
        step(step),
        how,
        enter(),
        csrf().isEmpty()
            ? Optional.empty()
            : Optional.of(new End(action(words), csrf(), series.id().toString())));
  }

  private String step(Step step) {
    return switch (step) {
      case Step.Before(LocalDate first) -> words.text("kept.step.before", day(first));
      case Step.Now(long number, Part part, int measured, int asked) ->
          words.counted("kept.step.now." + part.word(), measured, ordinal(number), measured, asked);
      case Step.Later(long number, LocalDate date, Part part) ->
          words.text(
              "kept.step.later." + part.word(),
              date.equals(today) ? words.text("kept.today") : words.text("kept.tomorrow"),
              ordinal(number));
      case Step.Over() -> words.text("kept.step.over");
    };
  }

  /// `1er`, `2e`; `1st`, `2nd`.
  private String ordinal(long number) {
    int kind = (int) Math.min(number, 4);
    return words.text("kept.ordinal." + kind, number);
  }

  private Start start() {
    LocalDate least = today.minusDays(KeptSeries.DAYS_BEFORE_MAX);
    return new Start(
        action(words),
        csrf(),
        Protocol.ALL.stream()
            .map(one -> new Option(one.id(), words.text("pressure.protocol." + one.id()), false))
            .toList(),
        (now.getHour() < Step.NOON_HOUR ? today : today.plusDays(1)).toString(),
        least.toString(),
        today.plusDays(KeptSeries.DAYS_AHEAD_MAX).toString());
  }

  private String about(KeptSeries series) {
    return words.text(
        "kept.about", about(series.protocol()), day(series.first()), day(series.last()));
  }

  private Earlier earlier(KeptSeries series, boolean here) {
    LocalDate ended = series.endedOn();
    if (series.isCancelled()) {
      return new Earlier(
          words.text("kept.cancelled", day(series.first())), about(series.protocol()), "", false);
    }
    return new Earlier(
        words.text("kept.days", day(series.first()), day(series.last())),
        about(series.protocol())
            + (ended == null ? "" : " · " + words.text("kept.ended", day(ended))),
        MeasurePage.PRESSURE.address(words)
            + "?"
            + SERIES
            + "="
            + series.id()
            + "&"
            + PressurePage.FIRST
            + "="
            + series.first(),
        here);
  }

  private String about(Protocol protocol) {
    return words.text("pressure.protocol." + protocol.id());
  }

  private String day(LocalDate day) {
    return opened.figures().longDay(day);
  }

  /// Where a reading of the series is written; its page comes back here.
  private String enter() {
    String pressure = MeasurePage.PRESSURE.address(words);
    String page = words == Words.in(Locale.ENGLISH) ? "enter" : "saisir";
    return pressure.substring(0, pressure.lastIndexOf('/') + 1) + page + "?pour=tension";
  }

  /// Where the forms of series are sent.
  public static String action(Words words) {
    return MeasurePage.PRESSURE.address(words) + "/serie";
  }
}
