package org.trousse.referencing.page.officer.view;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.trousse.referencing.calendar.Limit;
import org.trousse.referencing.calendar.Turn;
import org.trousse.referencing.calendar.WorkingDays;
import org.trousse.referencing.desk.DossierView.ClockView;
import org.trousse.referencing.desk.QueueLine;
import org.trousse.referencing.dossier.State;
import org.trousse.referencing.dossier.clock.Statistics.StepTimes;
import org.trousse.referencing.dossier.move.Moves;
import org.trousse.referencing.page.Words;

/// The queue, and the register beside it.
///
/// @param all how many wait without the filter
public record QueueView(
    Head head, Filter filter, List<Step> steps, List<Row> rows, int all, int late) {
  /// Which lines are wished for.
  ///
  /// @param step a state's name; empty: all
  /// @param whose `moi`, `libre`, or empty: everybody's
  /// @param flagged only lines that stand out
  public record Filter(String step, String whose, boolean flagged) {
    public static final String MINE = "moi";
    public static final String FREE = "libre";

    boolean takes(QueueLine line, UUID self) {
      return (step.isEmpty() || line.state().name().equals(step))
          && (!flagged || !line.flags().isEmpty())
          && switch (whose) {
            case MINE -> line.takenBy().filter(self::equals).isPresent();
            case FREE -> line.takenBy().isEmpty();
            default -> true;
          };
    }

    public boolean any() {
      return !step.isEmpty() || !whose.isEmpty() || flagged;
    }
  }

  /// A step to filter by.
  public record Step(String value, String label, boolean chosen) {}

  /// One dossier.
  ///
  /// @param clock e.g. `12 of 20 working days`
  /// @param due by when, or since when it is late; empty: no date
  /// @param next who acts next, and what they do
  public record Row(
      String id,
      String address,
      String app,
      String reference,
      String organisation,
      String state,
      String tier,
      String clock,
      String due,
      boolean late,
      String next,
      List<String> flags,
      String taken,
      boolean mine,
      boolean free) {}

  /// How long one step really took.
  public record Time(String step, String target, String median, String ninetieth, int ended) {}

  /// Every app that is or was listed.
  public record Register(Head head, List<Row> rows, List<Time> times) {}

  public static QueueView of(Head head, Filter filter, List<QueueLine> lines) {
    UUID self = head.who().account();
    List<Step> steps =
        Arrays.stream(State.values())
            .filter(state -> lines.stream().anyMatch(line -> line.state() == state))
            .map(state ->
                new Step(
                    state.name(),
                    head.words().state(state, ""),
                    state.name().equals(filter.step())))
            .toList();
    List<Row> rows =
        lines.stream().filter(line -> filter.takes(line, self)).map(one -> row(head, one)).toList();
    int late = (int) lines.stream().filter(QueueView::late).count();
    return new QueueView(head, filter, steps, rows, lines.size(), late);
  }

  public static Register register(Head head, List<QueueLine> lines, List<StepTimes> times) {
    return new Register(
        head,
        lines.stream().map(line -> row(head, line)).toList(),
        times.stream().map(one -> time(head.words(), one)).toList());
  }

  private static Time time(Words words, StepTimes one) {
    return new Time(
        words.state(one.state(), ""),
        target(words, Moves.entry(one.state()).limit()),
        words.text("days.working", days(words.locale(), one.median())),
        words.text("days.working", one.ninetieth()),
        one.ended());
  }

  private static String days(Locale locale, double days) {
    return String.format(locale, days == Math.rint(days) ? "%.0f" : "%.1f", days);
  }

  private static String target(Words words, @Nullable Limit limit) {
    return limit == null
        ? words.text("target.none")
        : words.text("target." + limit.unit(), limit.count());
  }

  static Row row(Head head, QueueLine line) {
    Words words = head.words();
    Optional<UUID> taken = line.takenBy();
    return new Row(
        line.dossier().toString(),
        OfficerSpots.DOSSIER.address(words, line.dossier()),
        line.appName(),
        line.reference(),
        line.organisationName(),
        words.state(line.state(), ""),
        line.tier().map(tier -> words.text("tier." + tier)).orElse(""),
        line.clock()
            .map(clock -> used(words, clock))
            .orElseGet(() -> since(words, line.since(), head.now())),
        line.clock().map(clock -> due(words, clock)).orElse(""),
        late(line),
        next(words, line),
        line.flags().stream().map(words::of).toList(),
        taken.map(who -> head.names().of(who, words)).orElse(""),
        taken.filter(head.who().account()::equals).isPresent(),
        taken.isEmpty());
  }

  private static boolean late(QueueLine line) {
    return line.clock().filter(ClockView::overdue).isPresent();
  }

  private static String since(Words words, Instant since, Instant now) {
    int days = WorkingDays.between(WorkingDays.day(since), WorkingDays.day(now));
    return words.count("clock.since", days);
  }

  /// An app that is simply listed waits for nobody.
  private static String next(Words words, QueueLine line) {
    Optional<ClockView> clock = line.clock();
    @Nullable Turn turn = clock.isPresent() ? clock.get().turn() : Moves.entry(line.state()).turn();
    return words.text(turn == null ? "turn.none" : "turn." + turn);
  }

  /// `12 of 20 working days`.
  static String used(Words words, ClockView clock) {
    return words.text(
        clock.workingDays() ? "clock.working" : "clock.days", clock.used(), clock.limit());
  }

  /// A day ends at midnight, which is the next one's beginning already.
  static String due(Words words, ClockView clock) {
    Instant due = clock.due();
    if (due == null) {
      return words.text("clock.still");
    }
    String day = words.day(due.minusMillis(1));
    return words.text(clock.overdue() ? "clock.late" : "clock.due", day);
  }
}
