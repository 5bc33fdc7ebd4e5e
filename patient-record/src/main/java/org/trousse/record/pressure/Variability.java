package org.trousse.record.pressure;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.trousse.record.derived.Summary;
import org.trousse.record.pressure.Placed.Part;

/// How much the pressure varies from day to day: the coefficient of variation of the first
/// plausible morning reading of each local day of the series, over its last seven such mornings.
/// Days that a protocol discards take part; fewer than three mornings say nothing.
///
/// @param mornings three to seven
/// @param cv percent
/// @param systolicIncreased above 11.0 % (PubMed 28193705)
/// @param diastolicIncreased above 12.8 %
/// @param increased either of the two
public record Variability(
    int mornings,
    LocalDate from,
    LocalDate to,
    Pair cv,
    boolean systolicIncreased,
    boolean diastolicIncreased,
    boolean increased) {
  private static final int MORNINGS_MIN = 3;
  private static final int MORNINGS_MAX = 7;
  private static final double SYSTOLIC_MAX = 11.0;
  private static final double DIASTOLIC_MAX = 12.8;

  static @Nullable Variability of(List<Placed> plausible, Series series) {
    List<Placed> firsts = new ArrayList<>();
    for (int place = plausible.size() - 1; place >= 0; place--) {
      Placed placed = plausible.get(place);
      if (placed.part() == Part.MORNING && series.covers(placed.day())) {
        boolean sameDay = !firsts.isEmpty() && firsts.getLast().day().equals(placed.day());
        if (!sameDay && firsts.size() == MORNINGS_MAX) {
          break;
        }
        if (sameDay) {
          firsts.removeLast();
        }
        firsts.add(placed);
      }
    }
    return firsts.size() < MORNINGS_MIN ? null : of(firsts.reversed());
  }

  private static @Nullable Variability of(List<Placed> firsts) {
    Summary systolic = summary(firsts, true);
    Summary diastolic = summary(firsts, false);
    Pair cv = Pair.of(systolic, diastolic, Summary::cv);
    if (cv == null) {
      return null;
    }
    boolean one = cv.systolic() > SYSTOLIC_MAX;
    boolean other = cv.diastolic() > DIASTOLIC_MAX;
    return new Variability(
        firsts.size(),
        firsts.getFirst().day(),
        firsts.getLast().day(),
        cv,
        one,
        other,
        one || other);
  }

  private static Summary summary(List<Placed> firsts, boolean systolic) {
    double[] values =
        firsts.stream()
            .map(Placed::reading)
            .mapToDouble(systolic ? PressureReading::systolic : PressureReading::diastolic)
            .toArray();
    return Summary.of(values).orElseThrow();
  }
}
