package org.trousse.record.pressure;

import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.trousse.record.derived.LocalDays;
import org.trousse.record.pressure.Placed.Part;
import org.trousse.record.pressure.Placed.Use;
import org.trousse.record.pressure.Placed.Why;

/// Puts each reading in its place: implausible ones aside, the others into sessions, and of those
/// what the protocol counts. One walk in order of time.
final class Placement {
  private static final Duration NEIGHBOURS_MAX = Duration.ofMinutes(10);

  private final Series series;
  private final LocalDays local;
  private final List<Placed> placed;
  private final List<Placed> plausible;
  private final List<Placed> counted;
  private int duplicates;
  private int measuredDays;
  private int sessions;
  private @Nullable LocalDate measuredDay;
  private @Nullable Placed neighbour;

  private Placement(Series series, int readings) {
    this.series = series;
    local = new LocalDays(series.zone());
    placed = new ArrayList<>(readings);
    plausible = new ArrayList<>(readings);
    counted = new ArrayList<>(readings);
  }

  /// @param readings in any order; the same time with the same numbers is one reading sent twice
  static Placement of(List<PressureReading> readings, Series series) {
    List<PressureReading> inTime = new ArrayList<>(readings);
    inTime.sort(PressureReading.IN_TIME);
    Placement placement = new Placement(series, inTime.size());
    PressureReading before = null;
    for (PressureReading reading : inTime) {
      if (before != null && reading.isAgain(before)) {
        placement.duplicates++;
      } else {
        placement.place(reading);
      }
      before = reading;
    }
    return placement;
  }

  /// All readings but duplicates, in order of time.
  List<Placed> placed() {
    return Collections.unmodifiableList(placed);
  }

  List<Placed> plausible() {
    return plausible;
  }

  List<Placed> counted() {
    return counted;
  }

  List<Placed> counted(Part part) {
    return counted.stream().filter(one -> one.part() == part).toList();
  }

  int count(Use use) {
    int count = 0;
    for (Placed one : placed) {
      count += one.use() == use ? 1 : 0;
    }
    return count;
  }

  int duplicates() {
    return duplicates;
  }

  /// Local days of the series with a plausible reading of a morning or an evening.
  int measuredDays() {
    return measuredDays;
  }

  boolean isComplete() {
    Protocol protocol = series.protocol();
    return counted.size() >= protocol.needed() && measuredDays >= protocol.daysMin();
  }

  private void place(PressureReading reading) {
    LocalDate day = local.day(reading.at());
    Part part = Part.ofHour(local.hour(reading.at()));
    Why doubt = doubt(reading);
    if (doubt != null) {
      placed.add(new Placed(reading, day, part, 0, Use.EXCLUDED, doubt));
      return;
    }
    boolean first = beginsSession(reading, day, part);
    if (first) {
      sessions++;
    }
    boolean asked = series.covers(day) && part != Part.OTHER;
    if (asked && !day.equals(measuredDay)) {
      measuredDay = day;
      measuredDays++;
    }
    Why why = asked ? discarded(first) : outside(day);
    Use use = asked ? (why == null ? Use.COUNTED : Use.DISCARDED) : Use.OTHER;
    neighbour = new Placed(reading, day, part, sessions, use, why);
    placed.add(neighbour);
    plausible.add(neighbour);
    if (use == Use.COUNTED) {
      counted.add(neighbour);
    }
  }

  /// A session stays in one part of one local day; from one reading to the next 10 minutes at most.
  private boolean beginsSession(PressureReading reading, LocalDate day, Part part) {
    return neighbour == null
        || part != neighbour.part()
        || !day.equals(neighbour.day())
        || Duration.between(neighbour.reading().at(), reading.at()).compareTo(NEIGHBOURS_MAX) > 0;
  }

  private @Nullable Why discarded(boolean first) {
    Protocol protocol = series.protocol();
    if (measuredDays <= protocol.discardedDays()) {
      return Why.FIRST_DAYS;
    }
    return first && protocol.discardsFirst() ? Why.FIRST_OF_SESSION : null;
  }

  private Why outside(LocalDate day) {
    return series.covers(day) ? Why.OUTSIDE_HOURS : Why.OUTSIDE_DATES;
  }

  /// Plausible: systolic 50 to 240, diastolic 40 to 140, ends included, and systolic the greater.
  private static @Nullable Why doubt(PressureReading reading) {
    if (!(reading.systolic() >= 50 && reading.systolic() <= 240)) {
      return Why.SYSTOLIC_RANGE;
    }
    if (!(reading.diastolic() >= 40 && reading.diastolic() <= 140)) {
      return Why.DIASTOLIC_RANGE;
    }
    return reading.systolic() > reading.diastolic() ? null : Why.DIASTOLIC_NOT_BELOW;
  }
}
