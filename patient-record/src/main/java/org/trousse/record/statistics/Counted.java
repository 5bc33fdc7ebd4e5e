package org.trousse.record.statistics;

import java.util.List;
import java.util.Map;
import org.trousse.record.terminology.FhirCodes.Coding;

/// The numbers of one code, as one Observation holds them.
///
/// @param series whose definitions they follow, see [org.trousse.record.derived.Definition]
/// @param protocol of a series of blood pressures; else empty
/// @param excluded how many readings do not count, by reason; none that is zero
public record Counted(
    List<Coding> code,
    String series,
    String protocol,
    List<Statistic> statistics,
    Map<String, Integer> excluded) {
  public Counted {
    code = List.copyOf(code);
    statistics = List.copyOf(statistics);
    excluded = Map.copyOf(excluded);
  }

  /// The same with only these numbers.
  ///
  /// @param asked names or R4's codes; empty: all
  Counted only(List<String> asked) {
    if (asked.isEmpty()) {
      return this;
    }
    return new Counted(
        code,
        series,
        protocol,
        statistics.stream().filter(one -> asked.stream().anyMatch(one::isCalled)).toList(),
        excluded);
  }
}
