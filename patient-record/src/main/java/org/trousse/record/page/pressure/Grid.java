package org.trousse.record.page.pressure;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.trousse.record.derived.Display;
import org.trousse.record.page.Words;
import org.trousse.record.page.pressure.PressureView.Cell;
import org.trousse.record.page.pressure.PressureView.Row;
import org.trousse.record.page.series.Figures;
import org.trousse.record.pressure.Day;
import org.trousse.record.pressure.Pair;
import org.trousse.record.pressure.Placed;
import org.trousse.record.pressure.Placed.Use;
import org.trousse.record.pressure.PressureNumbers;

/// The protocol's grid: each day, each reading that it asks for, and what is missing.
final class Grid {
  private final Words words;
  private final Figures figures;
  private final LocalDate today;

  Grid(Words words, Figures figures, LocalDate today) {
    this.words = words;
    this.figures = figures;
    this.today = today;
  }

  List<String> titles(String part, int asked) {
    return IntStream.rangeClosed(1, asked)
        .mapToObj(slot -> words.text("pressure." + part, slot))
        .toList();
  }

  List<Row> rows(PressureNumbers numbers) {
    int morning = numbers.protocol().morning();
    int evening = numbers.protocol().evening();
    List<Row> rows = new ArrayList<>();
    for (Day day : numbers.days()) {
      List<Cell> cells = new ArrayList<>();
      cells.addAll(cells(day, day.morning(), "morning", morning));
      cells.addAll(cells(day, day.evening(), "evening", evening));
      rows.add(
          new Row(
              words.text("pressure.day", day.number(), figures.day(day.date())),
              List.copyOf(cells),
              pair(day.mean())));
    }
    return List.copyOf(rows);
  }

  /// What came beyond what was asked for stands in the last cell of its part of the day.
  private List<Cell> cells(Day day, List<Day.Cell> said, String part, int asked) {
    List<Cell> cells = new ArrayList<>();
    for (int slot = 1; slot <= asked; slot++) {
      Placed placed = said.get(slot - 1).placed();
      String title = words.text("pressure." + part, slot);
      String text = placed == null ? missing(day.date()) : measured(placed);
      String more = slot == asked ? beyond(said.subList(asked, said.size())) : "";
      cells.add(new Cell(title, text + more, placed == null ? look(day.date()) : ""));
    }
    return cells;
  }

  private String beyond(List<Day.Cell> cells) {
    StringBuilder more = new StringBuilder();
    for (Day.Cell cell : cells) {
      Placed placed = cell.placed();
      more.append(placed == null ? "" : " + " + measured(placed));
    }
    return more.toString();
  }

  private String missing(LocalDate day) {
    return words.text(day.isBefore(today) ? "pressure.missing" : "pressure.to.do");
  }

  private String look(LocalDate day) {
    return day.isBefore(today) ? "cell-missing" : "soft";
  }

  private String measured(Placed placed) {
    String value = value(placed);
    return placed.use() == Use.COUNTED
        ? "✓\u00a0" + value
        : words.text("pressure.not.counted", value);
  }

  String value(Placed placed) {
    return pair(new Pair(placed.reading().systolic(), placed.reading().diastolic()));
  }

  String pair(@Nullable Pair pair) {
    return pair == null
        ? "–"
        : figures.number(pair.systolic(), Display.PRESSURE)
            + "/"
            + figures.number(pair.diastolic(), Display.PRESSURE);
  }
}
