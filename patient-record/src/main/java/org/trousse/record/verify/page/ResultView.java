package org.trousse.record.verify.page;

import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.trousse.record.derived.Definition;
import org.trousse.record.glucose.GlucoseEvents.Event;
import org.trousse.record.glucose.GlucoseNumbers;
import org.trousse.record.glucose.GlucoseSeries.Excluded;
import org.trousse.record.glucose.GlucoseUnit;
import org.trousse.record.glucose.HourlyCurve.Hour;
import org.trousse.record.glucose.Sufficiency;
import org.trousse.record.glucose.Targets;
import org.trousse.record.page.Words;
import org.trousse.record.pressure.Pair;
import org.trousse.record.pressure.Protocol;
import org.trousse.record.verify.Verified;

/// What a series comes to, in sentences and tables.
///
/// @param span how much, from when to when
/// @param left what was left out; empty: nothing
/// @param rows every number
/// @param withheld what a page would leave out, as sentences
/// @param curve empty for a kind without one, or without readings
/// @param events the first of them, as sentences
/// @param moreEvents says that there are more; empty: there are not
public record ResultView(
    String span,
    String left,
    List<Row> rows,
    List<String> withheld,
    Optional<CurveDrawing> curve,
    String curveHow,
    List<Centiles> table,
    List<String> events,
    String moreEvents,
    List<Profile> profiles) {
  private static final int EVENTS_SHOWN = 100;

  /// One number.
  ///
  /// @param exact with every digit; empty when rounding changes nothing
  public record Row(
      String title, String name, String value, String exact, boolean withheld, Definition how) {
    private static final String NONE = "–";

    /// Whether it has a denominator.
    public boolean isShare() {
      return !how.denominator().equals(NONE);
    }

    public boolean isSourced() {
      return !how.source().equals(NONE);
    }
  }

  /// One hour's percentiles.
  public record Centiles(int hour, int n, List<String> levels) {}

  /// A profile's goals.
  public record Profile(String title, List<Goal> goals) {}

  /// One goal.
  public record Goal(String title, String goal, String value, String result) {}

  static ResultView of(Verified.Counted counted, Words words) {
    Figures figures = new Figures(words);
    GlucoseNumbers glucose = counted.derived().glucose();
    List<Row> rows = rows(counted, glucose, words, figures);
    if (glucose == null) {
      return new ResultView(
          "",
          left(others(counted), words),
          rows,
          List.of(),
          Optional.empty(),
          "",
          List.of(),
          List.of(),
          "",
          List.of());
    }
    List<Event> events = glucose.events();
    return new ResultView(
        span(glucose, words, figures),
        left(glucose.excluded(), words),
        rows,
        withheld(glucose.sufficiency(), words, figures),
        curve(glucose, words, figures),
        words.text(
            "verify.curve.how",
            figures.level(glucose.unit().low(), glucose.unit()),
            figures.level(glucose.unit().high(), glucose.unit())),
        glucose.hourly().stream().map(hour -> centiles(hour, glucose.unit(), figures)).toList(),
        events.stream()
            .limit(EVENTS_SHOWN)
            .map(event -> said(event, glucose, words, figures))
            .toList(),
        events.size() > EVENTS_SHOWN
            ? words.text("verify.events.first", EVENTS_SHOWN, figures.whole(events.size()))
            : "",
        glucose.targets().stream()
            .map(target -> profile(target, glucose, words, figures))
            .toList());
  }

  private static String span(GlucoseNumbers glucose, Words words, Figures figures) {
    var from = glucose.from();
    var to = glucose.to();
    return from == null || to == null
        ? words.text("verify.result.none")
        : words.text(
            "verify.result.span",
            figures.whole(glucose.levels().n()),
            figures.moment(from, glucose.zone()),
            figures.moment(to, glucose.zone()));
  }

  /// What was left out of a kind that has no [GlucoseNumbers].
  private static Excluded others(Verified.Counted counted) {
    Map<String, @Nullable Object> numbers = counted.derived().numbers();
    return numbers.get("leftOut") instanceof Map<?, ?> left
        ? new Excluded(
            count(left.get("blank")),
            count(left.get("notANumber")),
            count(numbers.get("duplicates")),
            count(left.get("outsideWindow")))
        : Excluded.NOTHING;
  }

  private static int count(@Nullable Object number) {
    return number instanceof Integer count ? count : 0;
  }

  private static String left(Excluded excluded, Words words) {
    int all =
        excluded.blank() + excluded.notANumber() + excluded.duplicate() + excluded.outsideWindow();
    return all == 0
        ? ""
        : words.text(
            "verify.left",
            all,
            excluded.blank(),
            excluded.notANumber(),
            excluded.duplicate(),
            excluded.outsideWindow());
  }

  private static List<Row> rows(
      Verified.Counted counted, @Nullable GlucoseNumbers glucose, Words words, Figures figures) {
    List<Row> rows = new ArrayList<>();
    Map<String, @Nullable Object> numbers = counted.derived().numbers();
    for (Definition how : Definition.of(counted.kind().word(), words.locale())) {
      Object value = numbers.get(how.name());
      if (!numbers.containsKey(how.name())) {
        continue;
      }
      if (value == null || value instanceof Number) {
        boolean withheld = glucose != null && glucose.sufficiency().isWithheld(how.name());
        rows.add(row(how, (Number) value, counted.question().unit(), withheld, words, figures));
      } else {
        said(value, counted, figures)
            .ifPresent(said -> rows.add(new Row(how.title(), how.name(), said, "", false, how)));
      }
    }
    return List.copyOf(rows);
  }

  /// What is one thing but not a number; empty for lists.
  private static Optional<String> said(Object value, Verified.Counted counted, Figures figures) {
    return switch (value) {
      case Pair pair ->
          Optional.of(figures.exact(pair.systolic()) + " / " + figures.exact(pair.diastolic()));
      case Instant at -> Optional.of(figures.moment(at, counted.question().zone()));
      case Protocol protocol -> Optional.of(protocol.id());
      case Enum<?> word -> Optional.of(word.toString());
      default -> Optional.empty();
    };
  }

  private static Row row(
      Definition how,
      @Nullable Number value,
      String unit,
      boolean withheld,
      Words words,
      Figures figures) {
    if (value == null) {
      return new Row(
          how.title(), how.name(), words.text("verify.result.undefined"), "", withheld, how);
    }
    double number = value.doubleValue();
    String shown = shown(how.name(), number, unit, figures);
    String exact = figures.exact(number);
    return new Row(
        how.title(),
        how.name(),
        shown,
        number == Math.rint(number) ? "" : words.text("verify.result.exact", exact),
        withheld,
        how);
  }

  private static String shown(String name, double value, String word, Figures figures) {
    Optional<GlucoseUnit> unit = GlucoseUnit.of(word);
    return switch (name) {
      case "mean", "sd" ->
          unit.map(u -> figures.level(value, u)).orElseGet(() -> figures.rounded(value, 1));
      case "meanMgDl", "sdMgDl" -> figures.level(value, GlucoseUnit.MG_PER_DL);
      case "gmiMmolMol" -> figures.rounded(value, 0) + "\u00a0mmol/mol";
      case "gri", "jIndex", "days", "expected", "missing" -> figures.rounded(value, 1);
      case "n",
          "counted",
          "discarded",
          "other",
          "measuredDays",
          "points",
          "excluded",
          "duplicates" ->
          figures.whole((long) value);
      case "interval" -> figures.rounded(value, 0) + "\u00a0min";
      default -> unit.isPresent() ? figures.percent(value) : figures.rounded(value, 1);
    };
  }

  private static List<String> withheld(Sufficiency sufficiency, Words words, Figures figures) {
    return sufficiency.rules().stream()
        .filter(rule -> !rule.met())
        .map(rule -> {
          Double have = rule.have();
          String there =
              have == null
                  ? words.text("verify.unknown")
                  : figures.rounded(Math.floor(have * 10) / 10, 1);
          return words.text("verify.rule." + rule.word(), figures.rounded(rule.need(), 0), there);
        })
        .toList();
  }

  private static Optional<CurveDrawing> curve(
      GlucoseNumbers glucose, Words words, Figures figures) {
    List<Hour> extremes = CurveDrawing.extremes(glucose.hourly());
    if (extremes.isEmpty()) {
      return Optional.empty();
    }
    Hour least = extremes.getFirst();
    Hour most = extremes.getLast();
    String says =
        words.text(
            "verify.curve.says",
            least.hour(),
            figures.level(CurveDrawing.median(least), glucose.unit()),
            most.hour(),
            figures.level(CurveDrawing.median(most), glucose.unit()));
    return Optional.of(CurveDrawing.of(glucose, figures, says));
  }

  private static Centiles centiles(Hour hour, GlucoseUnit unit, Figures figures) {
    var smoothed = hour.smoothed();
    List<String> levels = new ArrayList<>();
    if (smoothed != null) {
      for (double level :
          new double[] {
            smoothed.p5(), smoothed.p25(), smoothed.p50(), smoothed.p75(), smoothed.p95()
          }) {
        levels.add(figures.rounded(level, unit.decimals()));
      }
    }
    return new Centiles(hour.hour(), hour.n(), List.copyOf(levels));
  }

  private static String said(Event event, GlucoseNumbers glucose, Words words, Figures figures) {
    GlucoseUnit unit = glucose.unit();
    ZoneId zone = glucose.zone();
    String line =
        words.text("verify.event." + event.kind().word(), figures.level(event.threshold(), unit))
            + ", "
            + words.text(
                "verify.event.line",
                figures.moment(event.start(), zone),
                figures.moment(event.end(), zone),
                event.minutes(),
                figures.level(event.extreme(), unit));
    return event.open() ? line + " (" + words.text("verify.event.open") + ")" : line;
  }

  private static Profile profile(
      Targets target, GlucoseNumbers glucose, Words words, Figures figures) {
    GlucoseUnit unit = glucose.unit();
    String from = figures.rounded(target.from(), unit.decimals());
    String to = figures.rounded(target.to(), unit.decimals());
    List<Goal> goals = new ArrayList<>();
    for (Targets.Goal goal : target.goals()) {
      Double asked = goal.goal();
      Double value = goal.value();
      boolean level = goal.number().equals("meanMgDl");
      goals.add(
          new Goal(
              words.text("verify.goal." + goal.number(), from, to),
              asked == null ? "–" : goal.side().sign() + "\u00a0" + figure(asked, level, figures),
              value == null ? "–" : figure(value, level, figures),
              words.text("verify.result." + goal.result().word())));
    }
    return new Profile(words.text("verify.profile." + target.profile()), List.copyOf(goals));
  }

  private static String figure(double value, boolean level, Figures figures) {
    return level ? figures.level(value, GlucoseUnit.MG_PER_DL) : figures.percent(value);
  }
}
