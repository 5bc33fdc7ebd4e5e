package org.trousse.record.page.weight;

import java.util.List;
import java.util.Optional;
import org.trousse.record.derived.Definition;
import org.trousse.record.page.Words;
import org.trousse.record.page.series.Head;
import org.trousse.record.page.series.Plot;

/// All that the page of weight says.
///
/// @param latest a number; empty: none
/// @param when of the latest
/// @param trend sentences
/// @param gains the days when a rule found a gain, the newest first
/// @param rejected readings that are perhaps somebody else's
/// @param days the newest first
public record WeightView(
    Head head,
    String latest,
    String when,
    List<String> trend,
    List<String> gains,
    List<String> rejected,
    Optional<Plot> plot,
    List<Row> days,
    String more,
    List<Definition> definitions) {
  public Words words() {
    return head.words();
  }

  public boolean isEmpty() {
    return latest.isEmpty() && rejected.isEmpty();
  }

  /// Whether any day had another to be compared with: only then may the absence of gains be said.
  public boolean isCompared() {
    return days.stream().anyMatch(Row::compared);
  }

  /// A day's weight.
  ///
  /// @param compared with a day before
  public record Row(String day, String weight, String gain, String rule, boolean compared) {}
}
