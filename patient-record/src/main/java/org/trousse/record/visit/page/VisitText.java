package org.trousse.record.visit.page;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.trousse.record.derived.Display;
import org.trousse.record.entry.EntryLane;
import org.trousse.record.page.Words;
import org.trousse.record.page.series.Figures;
import org.trousse.record.page.series.Plot;
import org.trousse.record.page.series.Plot.Axes;
import org.trousse.record.page.series.Plot.Dot;
import org.trousse.record.page.series.Plot.Label;
import org.trousse.record.page.series.Plot.Trace;
import org.trousse.record.reading.StoredReading;
import org.trousse.record.reading.StoredReading.Status;
import org.trousse.record.revise.Act;
import org.trousse.record.revise.Acted;
import org.trousse.record.visit.Value;
import org.trousse.record.visit.VisitKind;
import org.trousse.record.visit.VisitLine;
import org.trousse.record.visit.VisitLine.Pair;
import org.trousse.record.visit.VisitPeriod;
import org.trousse.record.visit.VisitSheet;
import org.trousse.sdk.measure.Amounts;
import org.trousse.sdk.reading.Flag;

/// A visit's numbers in the words of one language. Pure.
public final class VisitText {
  private static final String NO_BREAK = "\u00a0";
  private static final int SENSOR = 528409;

  private final Words words;
  private final Figures figures;
  private final ZoneId zone;
  private final Instant now;

  public VisitText(Words words, ZoneId zone, Instant now) {
    this.words = words;
    this.figures = new Figures(words, zone);
    this.zone = zone;
    this.now = now;
  }

  public Words words() {
    return words;
  }

  public String on(Instant at) {
    return words.on(at, now, zone);
  }

  public String period(VisitPeriod period) {
    Instant last = period.lastVisit();
    return last == null
        ? words.text("visit.period.first")
        : words.text("visit.period.since", on(last), words.ago(last, now));
  }

  public VisitView.Line line(VisitLine line, VisitPeriod period) {
    VisitKind kind = line.kind();
    Value newest = line.newest();
    Value former = line.former();
    List<String> sentences = new ArrayList<>();
    if (newest == null && former != null) {
      sentences.add(
          words.text("visit.former", value(kind, pair(former)), words.ago(former.at(), now)));
    }
    Pair mean = line.mean();
    if (mean != null && line.values().size() > 1) {
      sentences.add(
          words.text("visit.mean", value(kind, mean), figures.whole(line.values().size())));
    }
    change(line).ifPresent(sentences::add);
    Double inTarget = line.inTarget();
    if (inTarget != null) {
      sentences.add(
          words.text("visit.target." + kind.word(), figures.percent(inTarget, Display.SHARE)));
    }
    return new VisitView.Line(
        kind.word(),
        kind(kind),
        newest == null ? "" : value(kind, pair(newest)),
        newest == null ? "" : on(newest.at()),
        sentences,
        plot(line, period),
        kind == VisitKind.GLUCOSE_SENSOR ? days(line) : List.of());
  }

  private Optional<String> change(VisitLine line) {
    Pair change = line.change();
    Pair before = line.before();
    if (change == null || before == null) {
      return Optional.empty();
    }
    VisitKind kind = line.kind();
    String key = kind.comparesNewest() ? "visit.change.newest" : "visit.change.mean";
    Value former = line.former();
    return Optional.of(
        words.text(
            key, change(kind, change), value(kind, before), former == null ? "" : on(former.at())));
  }

  private String change(VisitKind kind, Pair change) {
    Double diastolic = change.diastolic();
    String first = figures.change(change.value(), kind.display());
    return (diastolic == null ? first : first + "/" + figures.change(diastolic, kind.display()))
        + NO_BREAK
        + unit(kind);
  }

  public String kind(VisitKind kind) {
    return words.text("visit.kind." + kind.word());
  }

  public String unit(VisitKind kind) {
    return words.unit(kind.measure().unit());
  }

  /// A mean or a value, rounded for display.
  public String value(VisitKind kind, Pair pair) {
    Double diastolic = pair.diastolic();
    String first = figures.number(pair.value(), kind.display());
    return (diastolic == null ? first : first + "/" + figures.number(diastolic, kind.display()))
        + NO_BREAK
        + unit(kind);
  }

  private static Pair pair(Value value) {
    return new Pair(value.value(), value.diastolic());
  }

  /// With all of the digits that came.
  public String value(VisitKind kind, Amounts amounts) {
    BigDecimal first = amounts.value();
    BigDecimal diastolic = amounts.diastolic();
    if (first == null) {
      return words.text("visit.no-value");
    }
    String pulse =
        amounts.pulse() == null
            ? ""
            : " " + words.text("visit.pulse", words.number(amounts.pulse()));
    return words.number(first)
        + (diastolic == null ? "" : "/" + words.number(diastolic))
        + NO_BREAK
        + unit(kind)
        + pulse;
  }

  /// Where a reading came from.
  public String source(StoredReading one) {
    boolean typed = one.reading().device().tenant().equals(EntryLane.TENANT);
    if (one.reading().flags().contains(Flag.SELF_REPORTED)) {
      return words.text("visit.source.patient");
    }
    if (typed) {
      return words.text("visit.source.caregiver");
    }
    return words.text(
        one.source().specialisation() == SENSOR ? "visit.source.sensor" : "visit.source.device");
  }

  public VisitView.Row row(VisitSheet sheet, StoredReading one, String address, boolean writes) {
    VisitKind kind = VisitKind.of(one.reading().measure());
    boolean waits = sheet.isToValidate(one);
    return new VisitView.Row(
        figures.moment(one.reading().effectiveAt()),
        kind(kind),
        value(kind, one.reading().amounts()),
        source(one),
        state(sheet, one),
        sheet.acts(one).stream().filter(act -> !act.note().isBlank()).map(this::note).toList(),
        address,
        waits && writes ? address.substring(address.lastIndexOf('/') + 1) + "~" + one.number() : "",
        one.status() == Status.ENTERED_IN_ERROR);
  }

  private String state(VisitSheet sheet, StoredReading one) {
    if (one.status() == Status.ENTERED_IN_ERROR) {
      return words.text("visit.state.error");
    }
    if (sheet.isToValidate(one)) {
      return words.text("visit.state.waits");
    }
    String amended = one.status() == Status.AMENDED ? words.text("visit.state.amended") : "";
    String validated = sheet.isValidated(one) ? words.text("visit.state.validated") : "";
    return List.of(amended, validated).stream()
        .filter(text -> !text.isEmpty())
        .collect(Collectors.joining(", "));
  }

  private String note(Acted act) {
    return words.text("visit.note", act.note(), author(act));
  }

  public String author(Acted act) {
    return act.author().name().isEmpty() ? words.text("visit.author.patient") : act.author().name();
  }

  /// What somebody did, as a sentence.
  public String act(Acted act) {
    String what =
        act.act() == Act.ENTERED_IN_ERROR && act.reason() != null
            ? words.text(
                "visit.act.entered-in-error", words.text("visit.reason." + act.reason().word()))
            : words.text(
                "visit.act." + act.act().name().toLowerCase(Locale.ROOT).replace('_', '-'), "");
    return words.text("visit.act", on(act.at()), author(act), what)
        + (act.note().isBlank() ? "" : " " + words.text("visit.act.note", act.note()));
  }

  private List<VisitView.Day> days(VisitLine line) {
    TreeMap<LocalDate, List<Value>> days =
        line.values().stream()
            .collect(
                Collectors.groupingBy(
                    one -> one.at().atZone(zone).toLocalDate(), TreeMap::new, Collectors.toList()));
    return days.descendingMap().entrySet().stream()
        .map(day -> day(day.getKey(), day.getValue()))
        .toList();
  }

  private VisitView.Day day(LocalDate date, List<Value> values) {
    VisitKind kind = VisitKind.GLUCOSE_SENSOR;
    var all = values.stream().mapToDouble(Value::value).summaryStatistics();
    long in = values.stream().filter(one -> VisitLine.isInTarget(kind, one)).count();
    return new VisitView.Day(
        figures.day(date),
        figures.whole(values.size()),
        figures.number(all.getAverage(), kind.display()),
        figures.number(all.getMin(), kind.display())
            + "–"
            + figures.number(all.getMax(), kind.display()),
        figures.percent(100.0 * in / values.size(), Display.SHARE));
  }

  /// Nothing is drawn of a single value.
  private Optional<Plot> plot(VisitLine line, VisitPeriod period) {
    if (line.values().size() < 2) {
      return Optional.empty();
    }
    var all = line.values().stream().mapToDouble(VisitText::most).summaryStatistics();
    var low = line.values().stream().mapToDouble(VisitText::least).summaryStatistics();
    double margin = Math.max(1, (all.getMax() - low.getMin()) / 10);
    Axes axes =
        new Axes(
            period.from().atZone(zone).toLocalDate(),
            period.to().atZone(zone).toLocalDate(),
            zone,
            low.getMin() - margin,
            all.getMax() + margin);
    List<Dot> dots = new ArrayList<>();
    for (Value one : line.values()) {
      String look = VisitLine.isInTarget(line.kind(), one) ? "dot-open" : "dot-alert";
      dots.add(new Dot(look, axes.x(one.at()), axes.y(one.value())));
      Double diastolic = one.diastolic();
      if (diastolic != null) {
        dots.add(new Dot(look, axes.x(one.at()), axes.y(diastolic)));
      }
    }
    boolean sensor = line.kind() == VisitKind.GLUCOSE_SENSOR;
    return Optional.of(
        new Plot(
            says(line, low.getMin(), all.getMax()),
            bounds(line.kind(), axes, low.getMin() - margin, all.getMax() + margin),
            List.of(
                new Label(
                    axes.y(low.getMin()), figures.number(low.getMin(), line.kind().display())),
                new Label(
                    axes.y(all.getMax()), figures.number(all.getMax(), line.kind().display()))),
            sensor ? List.of(new Trace("trace", axes.line(dots))) : List.of(),
            sensor ? List.of() : dots.stream().distinct().toList(),
            axes.days(figures)));
  }

  private String says(VisitLine line, double least, double most) {
    return words.text(
        "visit.plot.says",
        kind(line.kind()),
        figures.whole(line.values().size()),
        figures.number(least, line.kind().display()),
        figures.number(most, line.kind().display()),
        unit(line.kind()));
  }

  private List<Label> bounds(VisitKind kind, Axes axes, double least, double most) {
    List<Label> bounds = new ArrayList<>();
    for (double bound : new double[] {kind.low(), kind.high()}) {
      if (bound > least && bound < most) {
        bounds.add(new Label(axes.y(bound), figures.number(bound, kind.display())));
      }
    }
    return bounds;
  }

  private static double most(Value value) {
    return value.value();
  }

  private static double least(Value value) {
    Double diastolic = value.diastolic();
    return diastolic == null ? value.value() : diastolic;
  }

  /// Of a pair that may be missing.
  public String mean(VisitKind kind, @Nullable Pair pair) {
    return pair == null ? words.text("visit.no-mean") : value(kind, pair);
  }
}
