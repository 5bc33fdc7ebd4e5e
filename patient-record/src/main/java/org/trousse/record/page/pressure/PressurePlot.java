package org.trousse.record.page.pressure;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.trousse.record.derived.Display;
import org.trousse.record.page.series.Opened;
import org.trousse.record.page.series.Plot;
import org.trousse.record.page.series.Plot.Axes;
import org.trousse.record.page.series.Plot.Dot;
import org.trousse.record.page.series.Plot.Label;
import org.trousse.record.page.series.Plot.Trace;
import org.trousse.record.pressure.Pair;
import org.trousse.record.pressure.Placed;
import org.trousse.record.pressure.Placed.Use;
import org.trousse.record.pressure.PressureNumbers;

/// Each reading of the series as a line from its diastolic to its systolic pressure.
final class PressurePlot {
  private static final double LEAST = 40;
  private static final double MOST = 180;

  private PressurePlot() {}

  static Optional<Plot> of(PressureNumbers numbers, Opened opened) {
    List<Placed> shown =
        numbers.readings().stream()
            .filter(placed -> placed.use() == Use.COUNTED || placed.use() == Use.DISCARDED)
            .toList();
    if (shown.isEmpty() || numbers.days().isEmpty()) {
      return Optional.empty();
    }
    double most =
        Math.max(MOST, shown.stream().mapToDouble(one -> one.reading().systolic()).max().orElse(0));
    Axes axes =
        new Axes(
            numbers.days().getFirst().date(),
            numbers.days().getLast().date(),
            opened.zone(),
            LEAST,
            most);
    List<Trace> traces = new ArrayList<>();
    List<Dot> dots = new ArrayList<>();
    for (Placed placed : shown) {
      int x = axes.x(placed.reading().at());
      int high = axes.y(placed.reading().systolic());
      int low = axes.y(placed.reading().diastolic());
      traces.add(new Trace("pulse-line", "M" + x + " " + high + "V" + low));
      dots.add(new Dot("dot-full", x, high));
      dots.add(new Dot("dot-open", x, low));
    }
    Pair from = numbers.protocol().elevatedFrom();
    String systolic = opened.figures().number(from.systolic(), Display.PRESSURE);
    String diastolic = opened.figures().number(from.diastolic(), Display.PRESSURE);
    return Optional.of(
        new Plot(
            says(shown, opened),
            List.of(
                new Label(axes.y(from.systolic()), systolic),
                new Label(axes.y(from.diastolic()), diastolic)),
            List.of(
                new Label(axes.y(most), opened.figures().number(most, Display.PRESSURE)),
                new Label(axes.y(LEAST), opened.figures().number(LEAST, Display.PRESSURE))),
            List.copyOf(traces),
            List.copyOf(dots),
            axes.days(opened.figures())));
  }

  private static String says(List<Placed> shown, Opened opened) {
    double[] systolic =
        shown.stream().mapToDouble(one -> one.reading().systolic()).sorted().toArray();
    double[] diastolic =
        shown.stream().mapToDouble(one -> one.reading().diastolic()).sorted().toArray();
    int last = shown.size() - 1;
    return opened
        .words()
        .counted(
            "pressure.plot.says",
            shown.size(),
            shown.size(),
            opened.figures().number(systolic[0], Display.PRESSURE),
            opened.figures().number(systolic[last], Display.PRESSURE),
            opened.figures().number(diastolic[0], Display.PRESSURE),
            opened.figures().number(diastolic[last], Display.PRESSURE));
  }
}
