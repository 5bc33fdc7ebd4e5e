package org.trousse.record.visit;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.trousse.record.reading.ReadingKey;
import org.trousse.record.reading.Sample;
import org.trousse.record.reading.StoredReading;
import org.trousse.record.reading.StoredReading.Status;
import org.trousse.record.revise.Act;
import org.trousse.record.revise.Acted;
import org.trousse.sdk.measure.Measure;
import org.trousse.sdk.reading.Flag;

/// What a professional sees of one patient at a visit. Pure.
///
/// @param lines of the kinds that they may read
/// @param readings single readings of the period, the newest first, those in error among them; a
///   sensor's are counted by day
/// @param acts what was done about them, by reading
public record VisitSheet(
    VisitPeriod period,
    List<VisitLine> lines,
    List<StoredReading> readings,
    Map<ReadingKey, List<Acted>> acts) {
  /// Doubts that somebody should look at before the value is believed.
  private static final Set<Flag> DOUBTS =
      Set.of(
          Flag.SELF_REPORTED,
          Flag.CONFLICT,
          Flag.UNIT_SUSPECT,
          Flag.TIME_UNRELIABLE,
          Flag.TIME_IN_FUTURE,
          Flag.MAP_IMPLAUSIBLE,
          Flag.PULSE_PRESSURE_UNUSUAL,
          Flag.IMPLAUSIBLE_CGM_LOW,
          Flag.IMPLAUSIBLE_CGM_HIGH);

  public VisitSheet {
    lines = List.copyOf(lines);
    readings = List.copyOf(readings);
    acts = Map.copyOf(acts);
  }

  /// What was loaded, put together.
  ///
  /// @param single readings of the period and of the 14 days before, without the sensor's
  /// @param sensor its readings over the same time
  public static VisitSheet of(
      Set<Measure> readable,
      VisitPeriod period,
      List<StoredReading> single,
      List<Sample> sensor,
      List<Acted> acts) {
    Map<VisitKind, List<Value>> values = new EnumMap<>(VisitKind.class);
    readable.forEach(measure -> values.put(VisitKind.of(measure), new ArrayList<>()));
    single.forEach(one -> {
      List<Value> of = values.get(VisitKind.of(one.reading().measure()));
      Value value = Value.of(one);
      if (of != null && value != null) {
        of.add(value);
      }
    });
    List<Value> sensed = values.get(VisitKind.GLUCOSE_SENSOR);
    if (sensed != null) {
      sensor.stream().map(Value::of).filter(Objects::nonNull).forEach(sensed::add);
    }
    return new VisitSheet(
        period,
        Stream.of(VisitKind.values())
            .filter(values::containsKey)
            .map(kind -> VisitLine.of(kind, Objects.requireNonNull(values.get(kind)), period))
            .toList(),
        single.stream().filter(one -> period.holds(one.reading().effectiveAt())).toList(),
        acts.stream().collect(Collectors.groupingBy(Acted::key)));
  }

  /// What was done about a reading, the first first.
  public List<Acted> acts(StoredReading one) {
    return acts.getOrDefault(one.key(), List.of()).stream()
        .sorted((a, b) -> Integer.compare(a.number(), b.number()))
        .toList();
  }

  /// Whether somebody looked at it as it is now and holds it for true.
  public boolean isValidated(StoredReading one) {
    return acts(one).stream()
        .anyMatch(act -> act.act() == Act.VALIDATED && act.version() == one.number());
  }

  /// Whether it waits for somebody to look at it.
  public boolean isToValidate(StoredReading one) {
    return one.status() != Status.ENTERED_IN_ERROR
        && one.reading().flags().stream().anyMatch(DOUBTS::contains)
        && !isValidated(one);
  }

  public boolean isEmpty() {
    return lines.stream().allMatch(line -> line.values().isEmpty()) && readings.isEmpty();
  }
}
