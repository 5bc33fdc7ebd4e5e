package org.trousse.record.pressure;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/// A reading with its place in the series: what became of it, and why.
///
/// @param day local
/// @param session number of its session, from 1; 0 when the reading is excluded
/// @param why null for what counts
public record Placed(
    PressureReading reading, LocalDate day, Part part, int session, Use use, @Nullable Why why) {

  boolean counts() {
    return use == Use.COUNTED;
  }

  /// By the hour on the wall: morning 04:00 to 11:59, evening 16:00 to 23:59.
  public enum Part {
    MORNING("morning"),
    EVENING("evening"),
    OTHER("other");

    private final String word;

    Part(String word) {
      this.word = word;
    }

    static Part ofHour(int hour) {
      if (hour >= 16) {
        return EVENING;
      }
      return hour >= 4 && hour < 12 ? MORNING : OTHER;
    }

    public String word() {
      return word;
    }

    /// As answers spell it.
    @Override
    public String toString() {
      return word;
    }
  }

  public enum Use {
    COUNTED("counted"),
    /// Asked for, and left out of the mean by the protocol.
    DISCARDED("discarded"),
    /// Kept and shown; the protocol did not ask for it.
    OTHER("other"),
    /// To confirm: nobody believes it as it stands.
    EXCLUDED("excluded");

    private final String word;

    Use(String word) {
      this.word = word;
    }

    public String word() {
      return word;
    }

    /// As answers spell it.
    @Override
    public String toString() {
      return word;
    }
  }

  public enum Why {
    FIRST_DAYS("first-days"),
    FIRST_OF_SESSION("first-of-session"),
    OUTSIDE_HOURS("outside-hours"),
    OUTSIDE_DATES("outside-dates"),
    SYSTOLIC_RANGE("systolic-range"),
    DIASTOLIC_RANGE("diastolic-range"),
    DIASTOLIC_NOT_BELOW("diastolic-not-below-systolic");

    private final String word;

    Why(String word) {
      this.word = word;
    }

    public String word() {
      return word;
    }

    /// As answers spell it.
    @Override
    public String toString() {
      return word;
    }
  }
}
