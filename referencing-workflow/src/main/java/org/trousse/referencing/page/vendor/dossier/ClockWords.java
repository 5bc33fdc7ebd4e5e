package org.trousse.referencing.page.vendor.dossier;

import java.time.Instant;
import java.util.Optional;
import org.trousse.referencing.calendar.Turn;
import org.trousse.referencing.desk.DossierView.ClockView;
import org.trousse.referencing.page.Words;

/// A dossier's clock in a vendor's words.
///
/// @param turn whose turn it is
/// @param used e.g. `12 of 20 working days`; empty where no limit runs
/// @param due until when; empty while the clock stands still
public record ClockWords(String turn, String used, String due, boolean yours, boolean overdue) {
  static Optional<ClockWords> of(Words words, Optional<ClockView> clock) {
    return clock.map(one -> of(words, one));
  }

  private static ClockWords of(Words words, ClockView clock) {
    Instant due = clock.due();
    String unit = clock.workingDays() ? "clock.working" : "clock.days";
    return new ClockWords(
        words.text("turn." + clock.turn()),
        clock.limit() == 0 ? "" : words.text(unit, clock.used(), clock.limit()),
        // a day ends at midnight, which is the next one's beginning already
        due == null
            ? ""
            : words.text(
                clock.overdue() ? "clock.over" : "clock.due", words.day(due.minusMillis(1))),
        clock.turn() == Turn.VENDORS,
        clock.overdue());
  }
}
