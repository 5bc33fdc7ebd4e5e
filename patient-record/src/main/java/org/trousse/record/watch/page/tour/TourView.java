package org.trousse.record.watch.page.tour;

import java.util.List;
import org.trousse.record.page.Words;
import org.trousse.record.watch.page.Carer;
import org.trousse.record.watch.page.WatchPage;
import org.trousse.record.watch.page.WorklistView.Row;
import org.trousse.sdk.measure.Measure;

/// The sheet or the form.
///
/// @param rows the patients in the order of the list
/// @param lines of the form, in the same order
/// @param day of the readings
/// @param said how many readings were kept; empty: the form was not sent
/// @param unfinished whether something is to be written again
public record TourView(
    Carer carer,
    String tour,
    List<Row> rows,
    List<Line> lines,
    String day,
    String said,
    boolean unfinished) {
  /// Lines of the paper's grid for each patient.
  public static final int PAPER_LINES = 2;

  public TourView {
    rows = List.copyOf(rows);
    lines = List.copyOf(lines);
  }

  public Words words() {
    return carer.words();
  }

  public List<Measure> measures() {
    return Cell.MEASURES;
  }

  public String address() {
    return WatchPage.RETURN.address(carer.words());
  }

  public String list() {
    return WatchPage.LIST.address(carer.words());
  }

  public String prepared() {
    return carer.figures().moment(carer.now());
  }

  /// Whose line it is.
  public Row row(Line line) {
    return rows.stream().filter(row -> row.ref().equals(line.ref())).findFirst().orElseThrow();
  }

  /// Never whose.
  @Override
  public String toString() {
    return "TourView(…)";
  }
}
