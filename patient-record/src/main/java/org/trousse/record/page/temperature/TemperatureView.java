package org.trousse.record.page.temperature;

import java.util.List;
import java.util.Optional;
import org.trousse.record.page.Words;
import org.trousse.record.page.series.Explained;
import org.trousse.record.page.series.Head;
import org.trousse.record.page.series.Plot;

/// All that the page of temperature says.
///
/// @param latest a number; empty: none
/// @param sentence the period in words
/// @param episodes of fever, the newest first
/// @param doubtful readings that nobody believes as they stand
/// @param days the newest first
public record TemperatureView(
    Head head,
    String latest,
    String when,
    String sentence,
    List<String> episodes,
    String sites,
    List<String> doubtful,
    Optional<Plot> plot,
    List<Row> days,
    List<Explained> definitions) {
  public Words words() {
    return head.words();
  }

  public boolean isEmpty() {
    return latest.isEmpty() && doubtful.isEmpty();
  }

  /// A day's highest.
  public record Row(String day, String max, String site, String n, String febrile) {}
}
