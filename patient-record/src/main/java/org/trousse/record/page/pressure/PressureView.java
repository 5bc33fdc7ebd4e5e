package org.trousse.record.page.pressure;

import java.util.List;
import java.util.Optional;
import org.trousse.record.page.Words;
import org.trousse.record.page.series.Explained;
import org.trousse.record.page.series.Head;
import org.trousse.record.page.series.Plot;

/// All that the page of blood pressure says.
///
/// @param kept the series that the patient started
/// @param fault what is wrong with the first day that was asked for; empty: nothing
/// @param first as a form's date field wants it
/// @param asks what the protocol asks for
/// @param progress how many of how many
/// @param verdict empty when nothing was measured
/// @param variability a sentence; empty: too few mornings
/// @param flags readings to look at first
public record PressureView(
    Head head,
    KeptView kept,
    List<Option> protocols,
    String first,
    String fault,
    String asks,
    String progress,
    String verdict,
    String verdictLook,
    List<Mean> means,
    String variability,
    List<String> flags,
    List<String> mornings,
    List<String> evenings,
    List<Row> grid,
    Optional<Plot> plot,
    List<Measured> readings,
    String more,
    List<Explained> definitions) {
  public Words words() {
    return head.words();
  }

  public boolean isEmpty() {
    return readings.isEmpty();
  }

  /// A protocol to choose.
  public record Option(String id, String text, boolean chosen) {}

  /// One of the means.
  public record Mean(String title, String value, String of) {}

  /// One day of the grid.
  public record Row(String day, List<Cell> cells, String mean) {}

  /// A reading that is asked for, and those that came beyond.
  ///
  /// @param title the column's
  /// @param look of the stylesheet
  public record Cell(String title, String text, String look) {}

  /// One reading and what became of it.
  public record Measured(String when, String value, String pulse, String use) {}
}
