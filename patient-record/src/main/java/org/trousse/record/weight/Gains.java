package org.trousse.record.weight;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.trousse.record.derived.Exact;
import org.trousse.record.derived.LocalDays;
import org.trousse.record.weight.Day.Rule;

/// Each day's weight and gain, by three rules: over the lowest weight of the three days before;
/// when these have none, over the last weight of the fourteen days before, labelled with its
/// interval; and over the prescriber's reference. A day without anything to compare with says so.
final class Gains {
  private static final int DAYS = 3;
  private static final int INTERVAL_MAX = 14;
  private static final long ALERT_FROM = Exact.of(2.0);

  private final List<Weighed> weighed = new ArrayList<>();
  private final List<Day> days = new ArrayList<>();
  private final List<Alert> alerts = new ArrayList<>();

  /// A day's weight, before it is compared.
  ///
  /// @param kilograms in billionths
  private record Weighed(LocalDate date, WeightReading reading, long kilograms, int n) {
    long daysSince(Weighed other) {
      return date.toEpochDay() - other.date.toEpochDay();
    }

    Weighed andOneMore() {
      return new Weighed(date, reading, kilograms, n + 1);
    }
  }

  private record Compared(@Nullable Weighed with, Rule rule) {}

  private Gains() {}

  /// @param accepted in order of time
  static Gains of(List<WeightReading> accepted, WeightPlan plan) {
    Gains gains = new Gains();
    gains.weigh(accepted, new LocalDays(plan.zone()));
    for (int place = 0; place < gains.weighed.size(); place++) {
      gains.compare(place, plan.referenceOn(gains.weighed.get(place).date()));
    }
    return gains;
  }

  /// Local days with a weight, in order.
  List<Day> days() {
    return days;
  }

  /// In order of days; on one day the reference last.
  List<Alert> alerts() {
    return alerts;
  }

  private void weigh(List<WeightReading> accepted, LocalDays local) {
    for (WeightReading reading : accepted) {
      LocalDate date = local.day(reading.at());
      if (!weighed.isEmpty() && weighed.getLast().date().equals(date)) {
        weighed.set(weighed.size() - 1, weighed.getLast().andOneMore());
      } else {
        weighed.add(new Weighed(date, reading, Exact.of(reading.kilograms()), 1));
      }
    }
  }

  private void compare(int place, @Nullable Double reference) {
    Weighed today = weighed.get(place);
    Compared compared = compared(place);
    Weighed with = compared.with();
    Double gain = null;
    Integer interval = null;
    boolean alert = false;
    if (with != null) {
      long more = today.kilograms() - with.kilograms();
      gain = Exact.toDouble(more);
      interval = (int) today.daysSince(with);
      alert = reaches(more);
      if (alert) {
        double against = with.reading().kilograms();
        alerts.add(alert(today, compared.rule(), gain, against, interval));
      }
    }
    Double over = null;
    if (reference != null) {
      long more = today.kilograms() - Exact.of(reference);
      over = Exact.toDouble(more);
      if (reaches(more)) {
        alert = true;
        alerts.add(alert(today, Rule.REFERENCE, over, reference, null));
      }
    }
    WeightReading reading = today.reading();
    days.add(
        new Day(
            today.date(),
            reading.at(),
            reading.kilograms(),
            today.n(),
            gain,
            compared.rule(),
            interval,
            over,
            alert));
  }

  private static Alert alert(
      Weighed today, Rule rule, double gain, double against, @Nullable Integer interval) {
    return new Alert(today.date(), rule, gain, today.reading().kilograms(), against, interval);
  }

  private static boolean reaches(long gain) {
    return Exact.toHundredths(gain) >= ALERT_FROM;
  }

  /// Of equally low weights the nearest.
  private Compared compared(int place) {
    if (place == 0) {
      return new Compared(null, Rule.FIRST);
    }
    Weighed today = weighed.get(place);
    Weighed lowest = null;
    for (int back = place - 1; back >= 0; back--) {
      Weighed before = weighed.get(back);
      if (today.daysSince(before) > DAYS) {
        break;
      }
      if (lowest == null || before.kilograms() < lowest.kilograms()) {
        lowest = before;
      }
    }
    if (lowest != null) {
      return new Compared(lowest, Rule.THREE_DAYS);
    }
    Weighed last = weighed.get(place - 1);
    return today.daysSince(last) <= INTERVAL_MAX
        ? new Compared(last, Rule.INTERVAL)
        : new Compared(null, Rule.TOO_OLD);
  }
}
