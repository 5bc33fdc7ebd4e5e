package org.trousse.record.glucose;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Episodes below or above a threshold (consensus of 2019: 15 minutes to begin, 15 minutes to end).
///
/// The readings are put on a grid of the interval that starts with the first one, by linear
/// interpolation, but never across a silence of more than 45 minutes: there an episode ends.
public final class GlucoseEvents {
  static final int GAP_MINUTES = 45;
  private static final int EVENT_MINUTES = 15;
  private static final int EXTENDED_MINUTES = 120;
  private static final long NANOS_A_MINUTE = 60_000_000_000L;

  private final GlucoseSeries series;
  private final long interval;
  private final List<Watch> watches;

  /// What an episode is of.
  public enum Kind {
    /// Below 70 mg/dL.
    LOW("low", false),
    /// Below 54 mg/dL; each lies within one below 70.
    VERY_LOW("veryLow", false),
    /// Below 70 mg/dL for two hours without a break.
    EXTENDED_LOW("extendedLow", false),
    /// Above 180 mg/dL.
    HIGH("high", true),
    /// Above 250 mg/dL; each lies within one above 180.
    VERY_HIGH("veryHigh", true);

    private final String word;
    private final boolean above;

    Kind(String word, boolean above) {
      this.word = word;
      this.above = above;
    }

    public String word() {
      return word;
    }

    double threshold(GlucoseUnit unit) {
      return switch (this) {
        case LOW, EXTENDED_LOW -> unit.low();
        case VERY_LOW -> unit.veryLow();
        case HIGH -> unit.high();
        case VERY_HIGH -> unit.veryHigh();
      };
    }

    boolean isBeyond(double value, double threshold) {
      return above ? value > threshold : value < threshold;
    }
  }

  /// One episode.
  ///
  /// @param threshold in the series' unit
  /// @param end the first point back; of an open one, the last point before the silence
  /// @param minutes how long: its points times the interval
  /// @param extreme the lowest or the highest point
  /// @param open whether the readings end or fall silent before 15 minutes back
  public record Event(
      Kind kind,
      double threshold,
      Instant start,
      Instant end,
      long minutes,
      double extreme,
      boolean open) {}

  private GlucoseEvents(GlucoseSeries series, int minutes, List<Watch> watches) {
    this.series = series;
    this.interval = minutes * NANOS_A_MINUTE;
    this.watches = watches;
  }

  /// Episodes beyond a threshold of one's own, by the same rules. An episode's kind says its side.
  ///
  /// @param minutes between two readings
  /// @param above whether values above the threshold are beyond it, or those below
  /// @param lasting minutes without being back for as long as 15, before it is an episode
  public static List<Event> beyond(
      GlucoseSeries series,
      @Nullable Integer minutes,
      double threshold,
      boolean above,
      int lasting) {
    if (minutes == null || minutes > GAP_MINUTES || series.isEmpty()) {
      return List.of();
    }
    Kind side = above ? Kind.HIGH : Kind.LOW;
    Watch watch = new Watch(side, threshold, minutes, Math.ceilDiv(lasting, minutes));
    GlucoseEvents events = new GlucoseEvents(series, minutes, List.of(watch));
    events.walk();
    return List.copyOf(watch.found);
  }

  /// In order of their start. None without an interval, or with one of more than 45 minutes: single
  /// readings make no episode.
  static List<Event> of(GlucoseSeries series, @Nullable Integer minutes) {
    if (minutes == null || minutes > GAP_MINUTES || series.isEmpty()) {
      return List.of();
    }
    List<Watch> watches =
        Arrays.stream(Kind.values()).map(kind -> Watch.of(kind, series.unit(), minutes)).toList();
    GlucoseEvents events = new GlucoseEvents(series, minutes, watches);
    events.walk();
    return watches.stream()
        .flatMap(watch -> watch.found.stream())
        .sorted(Comparator.comparing(Event::start).thenComparing(Event::kind))
        .toList();
  }

  private void walk() {
    int from = 0;
    for (int place = 1; place <= series.size(); place++) {
      boolean silent =
          place == series.size()
              || series.nanos(place) - series.nanos(place - 1) > GAP_MINUTES * NANOS_A_MINUTE;
      if (silent) {
        stretch(from, place - 1);
        watches.forEach(Watch::silence);
        from = place;
      }
    }
  }

  /// The grid's points between two readings with no silence between them.
  private void stretch(int from, int to) {
    long start = series.nanos(0);
    long slot = Math.ceilDiv(series.nanos(from) - start, interval);
    int before = from;
    for (long at = start + slot * interval; at <= series.nanos(to); at += interval) {
      while (before < to && series.nanos(before + 1) <= at) {
        before++;
      }
      double value = value(before, at);
      for (Watch watch : watches) {
        watch.point(at, value);
      }
    }
  }

  private double value(int before, long at) {
    long since = at - series.nanos(before);
    if (since == 0) {
      return series.value(before);
    }
    double part = (double) since / (series.nanos(before + 1) - series.nanos(before));
    return series.value(before) + part * (series.value(before + 1) - series.value(before));
  }

  /// Follows one kind along the grid.
  private static final class Watch {
    private final Kind kind;
    private final double threshold;
    private final int minutes;
    private final int toBegin;
    private final int toEnd;
    private final List<Event> found = new ArrayList<>();

    private long start;
    private long back;
    private long last;
    private int beyondRun;
    private int backRun;
    private int points;
    private double extreme;

    Watch(Kind kind, double threshold, int minutes, int toBegin) {
      this.kind = kind;
      this.threshold = threshold;
      this.minutes = minutes;
      this.toEnd = Math.ceilDiv(EVENT_MINUTES, minutes);
      this.toBegin = toBegin;
    }

    static Watch of(Kind kind, GlucoseUnit unit, int minutes) {
      int toBegin =
          kind == Kind.EXTENDED_LOW
              ? Math.ceilDiv(EXTENDED_MINUTES, minutes) + 1
              : Math.ceilDiv(EVENT_MINUTES, minutes);
      return new Watch(kind, kind.threshold(unit), minutes, toBegin);
    }

    void point(long at, double value) {
      last = at;
      if (kind.isBeyond(value, threshold)) {
        beyond(at, value);
      } else if (points > 0) {
        backRun++;
        back = backRun == 1 ? at : back;
        if (begun() && backRun >= toEnd) {
          found(back, false);
        } else if (!begun()) {
          forget();
        }
      }
    }

    private void beyond(long at, double value) {
      if (points == 0) {
        start = at;
        extreme = value;
      }
      points += backRun + 1;
      backRun = 0;
      beyondRun = Math.max(beyondRun, points);
      extreme = kind.above ? Math.max(extreme, value) : Math.min(extreme, value);
    }

    private boolean begun() {
      return beyondRun >= toBegin;
    }

    void silence() {
      if (points > 0 && begun()) {
        found(backRun > 0 ? back : last, true);
      } else {
        forget();
      }
    }

    private void found(long end, boolean open) {
      found.add(
          new Event(
              kind,
              threshold,
              GlucoseSeries.instant(start),
              GlucoseSeries.instant(end),
              (long) points * minutes,
              extreme,
              open));
      forget();
    }

    private void forget() {
      points = 0;
      backRun = 0;
      beyondRun = 0;
    }
  }
}
