package org.trousse.record.temperature;

import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.trousse.record.derived.LocalDays;
import org.trousse.record.derived.Summary;
import org.trousse.sdk.measure.BodySite;

/// Every number of a temperature series, named as it is published; °C. What is not defined is null.
///
/// @param n plausible readings
/// @param mean of them
/// @param sd of them, divisor n−1
/// @param febrile how many are 38.0 or more
/// @param from first plausible reading
/// @param to last plausible reading
/// @param days each local day with a plausible reading
/// @param episodes of fever
/// @param sites how many readings come from each site; sites that were not said are not in it
/// @param marks antipyretics, in order of time
/// @param excluded implausible readings, to confirm
/// @param toConfirm those readings, in order of time
/// @param duplicates readings sent twice, each counted once
public record TemperatureNumbers(
    int n,
    @Nullable Double mean,
    @Nullable Double sd,
    @Nullable Double min,
    @Nullable Double max,
    int febrile,
    @Nullable Instant from,
    @Nullable Instant to,
    ZoneId zone,
    List<Day> days,
    List<Episode> episodes,
    Map<BodySite, Integer> sites,
    List<Antipyretic> marks,
    int excluded,
    List<TemperatureReading> toConfirm,
    int duplicates) {

  public static TemperatureNumbers of(List<TemperatureReading> readings, ZoneId zone) {
    return of(readings, List.of(), null, zone);
  }

  /// The numbers of one series.
  ///
  /// @param readings in any order, without those entered in error
  /// @param marks in any order
  /// @param now until when the absence of fever is known; null: until the last reading
  public static TemperatureNumbers of(
      List<TemperatureReading> readings,
      List<Antipyretic> marks,
      @Nullable Instant now,
      ZoneId zone) {
    List<TemperatureReading> inTime = new ArrayList<>(readings);
    inTime.sort(TemperatureReading.IN_TIME);
    List<TemperatureReading> single = withoutDuplicates(inTime);
    List<TemperatureReading> plausible =
        single.stream().filter(TemperatureReading::isPlausible).toList();
    Optional<Summary> summary =
        Summary.of(plausible.stream().mapToDouble(TemperatureReading::celsius).toArray());
    Instant last = plausible.isEmpty() ? null : plausible.getLast().at();
    Instant until = now == null ? last : now;
    return new TemperatureNumbers(
        plausible.size(),
        summary.map(Summary::mean).orElse(null),
        summary.map(Summary::sd).orElse(null),
        summary.map(Summary::min).orElse(null),
        summary.map(Summary::max).orElse(null),
        (int) plausible.stream().filter(TemperatureReading::isFever).count(),
        plausible.isEmpty() ? null : plausible.getFirst().at(),
        last,
        zone,
        Day.of(plausible, new LocalDays(zone)),
        until == null ? List.of() : Episode.of(plausible, until),
        sites(plausible),
        marks.stream().sorted(Comparator.comparing(Antipyretic::at)).toList(),
        single.size() - plausible.size(),
        single.stream().filter(reading -> !reading.isPlausible()).toList(),
        inTime.size() - single.size());
  }

  private static List<TemperatureReading> withoutDuplicates(List<TemperatureReading> inTime) {
    List<TemperatureReading> single = new ArrayList<>(inTime.size());
    for (TemperatureReading reading : inTime) {
      if (single.isEmpty() || !reading.isAgain(single.getLast())) {
        single.add(reading);
      }
    }
    return single;
  }

  private static Map<BodySite, Integer> sites(List<TemperatureReading> readings) {
    Map<BodySite, Integer> sites = new EnumMap<>(BodySite.class);
    for (TemperatureReading reading : readings) {
      if (reading.site() != null) {
        sites.merge(reading.site(), 1, Integer::sum);
      }
    }
    return Map.copyOf(sites);
  }
}
