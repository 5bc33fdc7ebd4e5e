package org.trousse.referencing.desk;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.trousse.referencing.calendar.Limit;
import org.trousse.referencing.calendar.RunningClock;
import org.trousse.referencing.calendar.Turn;
import org.trousse.referencing.calendar.WorkingDays;
import org.trousse.referencing.desk.DeskStore.Beside;
import org.trousse.referencing.desk.DossierView.ClockView;
import org.trousse.referencing.dossier.Dossier;
import org.trousse.referencing.dossier.Evidence;
import org.trousse.referencing.dossier.State;
import org.trousse.referencing.dossier.clock.ClockRules;
import org.trousse.referencing.text.Text;

/// Dossiers in lists. Pure.
final class QueueRules {
  private static final int HOURS_A_DAY = 24;

  /// Where officers have something to do, or soon.
  static final List<State> QUEUE =
      List.of(
          State.SUBMITTED,
          State.ADMISSIBILITY,
          State.AUTO_CHECK,
          State.EXPERT_REVIEW,
          State.COMMITTEE,
          State.HOOKUP,
          State.UNDER_WATCH,
          State.SUSPENDED,
          State.RENEWAL,
          State.APPEAL);

  /// Where an app can be that was listed once.
  static final List<State> REGISTER =
      List.copyOf(EnumSet.complementOf(EnumSet.of(State.DRAFT, State.SUBMITTED, State.ABANDONED)));

  /// What waits for us first, and of that what is due first.
  static final Comparator<QueueLine> URGENT =
      Comparator.comparing(QueueRules::overdue, Comparator.reverseOrder())
          .thenComparing(line -> !ours(line))
          .thenComparing(QueueRules::due)
          .thenComparing(QueueLine::since);

  private QueueRules() {}

  static QueueLine line(Dossier dossier, Beside beside, Instant now) {
    return new QueueLine(
        dossier.id(),
        dossier.identity().organisation(),
        dossier.identity().reference(),
        beside.appName().orElse(dossier.identity().reference()),
        beside.organisationName(),
        dossier.state(),
        dossier.standing().since(),
        Optional.ofNullable(dossier.evidence()).map(Evidence::tier),
        clock(dossier, now),
        flags(dossier, beside.flags()),
        beside.takenBy());
  }

  private static List<Text> flags(Dossier dossier, Set<Flag> kept) {
    List<Text> all = new ArrayList<>();
    kept.forEach(flag -> all.add(flag.words()));
    RunningClock clock = dossier.standing().clock();
    if (clock != null && clock.escalated()) {
      all.add(Flag.ESCALATED.words());
    }
    if (dossier.proposal() != null) {
      all.add(Flag.SECOND_PERSON.words());
    }
    return all;
  }

  /// Empty where nobody's turn is counted.
  static Optional<ClockView> clock(Dossier dossier, Instant now) {
    ClockRules.Reading read = ClockRules.read(dossier, now);
    Turn turn = read.turn();
    Limit limit = read.limit();
    Instant due = read.due();
    if (turn == null) {
      return Optional.empty();
    }
    if (limit == null) {
      return Optional.ofNullable(due).map(end -> until(dossier, turn, end, now));
    }
    boolean hours = limit.unit() == Limit.Unit.HOURS;
    return Optional.of(
        new ClockView(
            turn,
            hours ? read.used() / HOURS_A_DAY : read.used(),
            hours ? Math.max(1, limit.count() / HOURS_A_DAY) : limit.count(),
            limit.unit() == Limit.Unit.WORKING_DAYS,
            due,
            read.overdue()));
  }

  /// Where a date and no clock says when it is over.
  private static ClockView until(Dossier dossier, Turn turn, Instant end, Instant now) {
    Instant since = dossier.standing().since();
    return new ClockView(turn, days(since, now), days(since, end), false, end, !now.isBefore(end));
  }

  private static int days(Instant from, Instant to) {
    return Math.toIntExact(ChronoUnit.DAYS.between(WorkingDays.day(from), WorkingDays.day(to)));
  }

  private static boolean overdue(QueueLine line) {
    return line.clock().filter(ClockView::overdue).isPresent();
  }

  private static boolean ours(QueueLine line) {
    return line.clock().map(clock -> clock.turn() == Turn.OURS).orElse(true);
  }

  private static Instant due(QueueLine line) {
    return line.clock().flatMap(clock -> Optional.ofNullable(clock.due())).orElse(Instant.MAX);
  }
}
