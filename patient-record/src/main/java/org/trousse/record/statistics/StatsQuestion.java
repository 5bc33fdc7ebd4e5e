package org.trousse.record.statistics;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.trousse.record.glucose.GlucoseSeries.Window;
import org.trousse.record.pressure.Protocol;
import org.trousse.record.reading.ReadingStore;
import org.trousse.sdk.measure.Measure;

/// What `$stats` was asked.
///
/// @param statistics names, or R4's codes; empty: all that there are
/// @param from the first effective time; [ReadingStore#EARLIEST]: it was not said
/// @param to the first effective time that is too late
/// @param protocol by which a series of blood pressures is judged
/// @param include whether the readings come along
/// @param limit how many of them, the newest
public record StatsQuestion(
    List<Target> targets,
    List<String> statistics,
    Instant from,
    Instant to,
    Protocol protocol,
    boolean include,
    int limit) {
  public StatsQuestion {
    targets = List.copyOf(targets);
    statistics = List.copyOf(statistics);
  }

  public Set<Measure> measures() {
    Set<Measure> measures = EnumSet.noneOf(Measure.class);
    targets.forEach(target -> measures.add(target.part().measure()));
    return measures;
  }

  /// For each code that was named, the kinds of reading that have it.
  public List<Set<Measure>> named() {
    return targets.stream().map(target -> Set.of(target.part().measure())).toList();
  }

  /// The same question, no further back.
  ///
  /// @param earliest null: as far as it goes
  public StatsQuestion since(@Nullable Instant earliest) {
    return earliest == null || !earliest.isAfter(from)
        ? this
        : new StatsQuestion(targets, statistics, earliest, to, protocol, include, limit);
  }

  /// Whether the time that numbers are counted of was said.
  boolean hasWindow() {
    return from.isAfter(ReadingStore.EARLIEST) && from.isBefore(to);
  }

  /// Null: the whole series.
  @Nullable Window glucoseWindow() {
    return hasWindow() ? new Window(from.minusNanos(1), to.minusNanos(1)) : null;
  }

  /// Null: all days belong to the series.
  @Nullable LocalDate firstDay(ZoneId zone) {
    return hasWindow() ? from.atZone(zone).toLocalDate() : null;
  }

  @Nullable LocalDate lastDay(ZoneId zone) {
    return hasWindow() ? to.minusNanos(1).atZone(zone).toLocalDate() : null;
  }
}
