package org.trousse.record.watch;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.trousse.record.derived.Exact;
import org.trousse.record.glucose.GlucoseNumbers;
import org.trousse.record.glucose.GlucoseSeries.Window;
import org.trousse.record.pressure.Pair;
import org.trousse.record.pressure.PressureNumbers;
import org.trousse.record.pressure.PressureReading;
import org.trousse.record.pressure.Protocol;
import org.trousse.record.pressure.Series;
import org.trousse.record.watch.Finding.Why;
import org.trousse.record.weight.Alert;
import org.trousse.record.weight.Day;
import org.trousse.sdk.measure.Measure;
import org.trousse.sdk.measure.Unit;

/// Changes that everybody is looked at for, whatever their thresholds: time in range, the mean
/// pressure, weight.
final class Changes {
  static final int RANGE_DAYS = 14;
  static final double RANGE_DROP = 15;
  static final int PRESSURE_DAYS = 7;

  /// Readings of a week below which its mean says little.
  static final int PRESSURES_MIN = 4;

  private static final double COVERAGE_MIN = 70;
  private static final long SMALL_GAIN = Exact.of(1.0);
  private static final long GAIN = Exact.of(2.0);

  private final Observed seen;

  private Changes(Observed seen) {
    this.seen = seen;
  }

  static List<Finding> of(Observed seen) {
    Changes changes = new Changes(seen);
    List<Finding> found = new ArrayList<>();
    changes.range().ifPresent(found::add);
    changes.pressure().ifPresent(found::add);
    found.addAll(changes.gains());
    changes.smallGain().ifPresent(found::add);
    return found;
  }

  /// Time in range fell by 15 points against the 14 days before; both with 70 % of their readings.
  private Optional<Finding> range() {
    Instant now = seen.now();
    Instant middle = now.minus(Duration.ofDays(RANGE_DAYS));
    GlucoseNumbers present =
        GlucoseNumbers.of(seen.sensor(), new Window(middle, now), seen.interval());
    GlucoseNumbers past =
        GlucoseNumbers.of(seen.sensor(), Window.endingAt(middle, RANGE_DAYS), seen.interval());
    Double share = present.bands().inRange();
    Double before = past.bands().inRange();
    if (share == null || before == null || !isCovered(present) || !isCovered(past)) {
      return Optional.empty();
    }
    if (Exact.of(before - share) < Exact.of(RANGE_DROP)) {
      return Optional.empty();
    }
    return Optional.of(
        finding(
            Why.RANGE_DROP,
            Measure.INTERSTITIAL_GLUCOSE,
            Subject.GLUCOSE,
            middle,
            now,
            share,
            before,
            RANGE_DAYS,
            Unit.PERCENT));
  }

  private static boolean isCovered(GlucoseNumbers numbers) {
    Double coverage = numbers.coverage().coverage();
    return coverage != null && coverage >= COVERAGE_MIN;
  }

  /// The mean of a week reached 135 or 85 and that of the week before reached neither.
  private Optional<Finding> pressure() {
    Instant now = seen.now();
    Instant middle = now.minus(Duration.ofDays(PRESSURE_DAYS));
    Pair mean = mean(middle, now);
    Pair before = mean(middle.minus(Duration.ofDays(PRESSURE_DAYS)), middle);
    Pair from = Protocol.FRANCE_2_2_3.elevatedFrom();
    if (mean == null || before == null || reaches(before, from) || !reaches(mean, from)) {
      return Optional.empty();
    }
    boolean systolic = mean.systolic() >= from.systolic();
    return Optional.of(
        finding(
            Why.PRESSURE_CROSSED,
            Measure.BLOOD_PRESSURE,
            systolic ? Subject.SYSTOLIC : Subject.DIASTOLIC,
            middle,
            now,
            systolic ? mean.systolic() : mean.diastolic(),
            systolic ? before.systolic() : before.diastolic(),
            PRESSURE_DAYS,
            Unit.MM_HG));
  }

  private static boolean reaches(Pair mean, Pair from) {
    return mean.systolic() >= from.systolic() || mean.diastolic() >= from.diastolic();
  }

  /// Of the readings after `after` until `to`; null of fewer than four.
  private @Nullable Pair mean(Instant after, Instant to) {
    List<PressureReading> within =
        seen.pressures().stream()
            .filter(one -> one.at().isAfter(after) && !one.at().isAfter(to))
            .toList();
    PressureNumbers numbers =
        PressureNumbers.of(within, Series.of(Protocol.FRANCE_2_2_3, seen.zone()));
    return numbers.n() < PRESSURES_MIN ? null : numbers.mean();
  }

  /// The weight rule. Alerts of weighed days in a row, by one rule, are one episode.
  private List<Finding> gains() {
    List<Day> days = seen.weight().days();
    List<Finding> found = new ArrayList<>();
    for (Day.Rule rule : List.of(Day.Rule.THREE_DAYS, Day.Rule.INTERVAL, Day.Rule.REFERENCE)) {
      Day first = null;
      Alert last = null;
      for (Day day : days) {
        Alert alert = alert(day.date(), rule);
        if (alert != null) {
          first = first == null ? day : first;
          last = alert;
        } else if (first != null && last != null) {
          found.add(gain(rule, first, last, false));
          first = null;
        }
      }
      if (first != null && last != null) {
        found.add(gain(rule, first, last, true));
      }
    }
    return found;
  }

  private @Nullable Alert alert(LocalDate date, Day.Rule rule) {
    return seen.weight().alerts().stream()
        .filter(alert -> alert.rule() == rule && alert.date().equals(date))
        .findFirst()
        .orElse(null);
  }

  private Finding gain(Day.Rule rule, Day first, Alert last, boolean open) {
    Why why =
        switch (rule) {
          case THREE_DAYS -> Why.WEIGHT_THREE_DAYS;
          case INTERVAL -> Why.WEIGHT_INTERVAL;
          default -> Why.WEIGHT_REFERENCE;
        };
    Integer interval = last.interval();
    Instant to = at(last.date());
    return new Finding(
        why,
        Measure.BODY_WEIGHT,
        Subject.WEIGHT,
        first.at(),
        to,
        open,
        last.gain(),
        last.weight(),
        0,
        interval == null ? 0 : interval,
        0,
        Unit.KG,
        seen.now());
  }

  private Instant at(LocalDate date) {
    return seen.weight().days().stream()
        .filter(day -> day.date().equals(date))
        .map(Day::at)
        .findFirst()
        .orElseThrow();
  }

  /// 1.0 kg or more and less than 2.0, on the last weighed day.
  private Optional<Finding> smallGain() {
    List<Day> days = seen.weight().days();
    if (days.isEmpty()) {
      return Optional.empty();
    }
    Day last = days.getLast();
    Double gain = last.gain();
    Integer interval = last.interval();
    if (gain == null || interval == null || last.alert()) {
      return Optional.empty();
    }
    long exact = Exact.toHundredths(Exact.of(gain));
    return exact < SMALL_GAIN || exact >= GAIN
        ? Optional.empty()
        : Optional.of(
            finding(
                Why.WEIGHT_SMALL_GAIN,
                Measure.BODY_WEIGHT,
                Subject.WEIGHT,
                last.at().minus(interval, ChronoUnit.DAYS),
                last.at(),
                gain,
                last.weight(),
                interval,
                Unit.KG));
  }

  private Finding finding(
      Why why,
      Measure measure,
      Subject subject,
      Instant from,
      Instant to,
      double value,
      double against,
      int days,
      Unit unit) {
    return new Finding(
        why, measure, subject, from, to, true, value, against, 0, days, 0, unit, seen.now());
  }
}
