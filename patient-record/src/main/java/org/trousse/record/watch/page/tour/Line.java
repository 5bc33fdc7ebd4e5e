package org.trousse.record.watch.page.tour;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.trousse.record.page.Words;
import org.trousse.record.watch.page.Form;

/// One patient's line of the form.
///
/// @param ref of the patient
/// @param key makes its readings the same when the form is sent again
/// @param time as it was written
/// @param fault what is wrong with the line; empty: nothing
public record Line(
    int number, String ref, String key, String time, List<Cell> cells, String fault) {
  private static final Duration AHEAD = Duration.ofMinutes(5);
  private static final Duration OLD = Duration.ofDays(7);

  public Line {
    cells = List.copyOf(cells);
  }

  static Line empty(int number, String ref, String key, Words words) {
    return of(number, ref, key, Form.EMPTY, words);
  }

  static Line of(int number, String ref, String key, Form form, Words words) {
    List<Cell> cells =
        Cell.MEASURES.stream()
            .map(measure -> {
              String field = "l" + number + "." + measure.word();
              return Cell.of(measure, field, form.text(field), form.text(field + ".sure"), words);
            })
            .toList();
    return new Line(number, ref, key, form.text("l" + number + ".time"), cells, "");
  }

  /// When it was measured; empty: no time, or one that cannot be.
  static Optional<Instant> at(String day, String time, Instant now, ZoneId zone) {
    try {
      Instant at = LocalDate.parse(day).atTime(LocalTime.parse(time)).atZone(zone).toInstant();
      boolean possible = !at.isAfter(now.plus(AHEAD)) && at.isAfter(now.minus(OLD));
      return possible ? Optional.of(at) : Optional.empty();
    } catch (DateTimeParseException noTime) {
      return Optional.empty();
    }
  }

  boolean isEmpty() {
    return cells.stream().allMatch(Cell::isEmpty);
  }

  /// Whether something of it is to be written again.
  boolean isUnfinished() {
    return !fault.isEmpty() || cells.stream().anyMatch(cell -> !cell.fault().isEmpty());
  }

  Line fault(String why) {
    return new Line(number, ref, key, time, cells, why);
  }

  Line with(UnaryOperator<Cell> change) {
    return new Line(number, ref, key, time, cells.stream().map(change).toList(), fault);
  }

  int kept() {
    return (int) cells.stream().filter(cell -> !cell.kept().isEmpty()).count();
  }

  /// Never whose.
  @Override
  public String toString() {
    return "Line(" + number + ")";
  }
}
