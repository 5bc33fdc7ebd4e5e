package org.trousse.record.verify;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.trousse.record.csv.Columns;
import org.trousse.record.csv.Understanding.Samples;
import org.trousse.record.glucose.GlucoseNumbers;
import org.trousse.record.pressure.Protocol;

/// A kind of series that can be verified. A new one is one line in [#ALL], one schema and one list
/// of definitions.
///
/// @param word in addresses, and in the names of its schema and definitions
/// @param units the first is meant when none is said
/// @param protocols by which it may be counted, the first when none is said; most kinds have none
/// @param counts its arithmetic
public record SeriesKind(
    String word, Columns columns, List<String> units, List<String> protocols, Counts counts) {
  public static final List<SeriesKind> ALL =
      List.of(
          new SeriesKind(
              "glucose",
              new Columns(List.of("value"), 10_000, false),
              List.of("mg/dL", "mmol/L", "g/L"),
              List.of(),
              GlucoseAnswer::of),
          new SeriesKind(
              "blood-pressure",
              new Columns(List.of("systolic", "diastolic"), 10_000, false),
              List.of("mmHg"),
              Protocol.ALL.stream().map(Protocol::id).toList(),
              PlainAnswer::pressure),
          new SeriesKind(
              "weight",
              new Columns(List.of("value"), 10_000, true),
              List.of("kg"),
              List.of(),
              PlainAnswer::weight));

  public SeriesKind {
    units = List.copyOf(units);
    protocols = List.copyOf(protocols);
  }

  /// What a series comes to.
  ///
  /// @param numbers every number under its plain name, in the order in which they are answered
  /// @param glucose for the drawing of its curve; null: another kind
  public record Derived(Map<String, @Nullable Object> numbers, @Nullable GlucoseNumbers glucose) {}

  /// Derives the numbers of a series.
  @FunctionalInterface
  public interface Counts {
    Derived of(Samples samples, Question question);
  }

  public static Optional<SeriesKind> of(@Nullable String word) {
    return ALL.stream().filter(kind -> kind.word.equals(word)).findFirst();
  }
}
