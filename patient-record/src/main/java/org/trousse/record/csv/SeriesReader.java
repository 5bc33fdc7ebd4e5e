package org.trousse.record.csv;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.trousse.record.csv.CsvRows.Row;
import org.trousse.record.csv.Understanding.Faulty;
import org.trousse.record.csv.Understanding.Samples;
import org.trousse.record.csv.Understanding.TooLong;
import org.trousse.record.csv.WallClock.Written;

/// Reads a series of a header and lines. Whoever pastes a text with faults is told all of them at
/// once.
public final class SeriesReader {
  public static final int READINGS_MAX = 300_000;
  public static final int FAULTS_MAX = 20;

  /// What rounding leaves below zero is zero: simulators write -2.7e-13.
  private static final double LEAST = -1e-6;

  private static final int FIRST_YEAR = 1901;
  private static final int LAST_YEAR = 2199;

  private static final Pattern NUMBER =
      Pattern.compile("[+\\-\u2212]?(\\d+([.,]\\d*)?|[.,]\\d+)([eE][+-]?\\d{1,3})?");

  private final Columns columns;
  private final CsvRows rows;
  private final List<Fault> faults = new ArrayList<>();
  private final List<Line> lines = new ArrayList<>();

  /// A line that was read.
  ///
  /// @param values null: left out
  private record Line(Written time, Value kind, @Nullable List<Double> values) {}

  private enum Value {
    NUMBER,
    BLANK,
    NOT_A_NUMBER,
    FAULTY
  }

  private SeriesReader(String text, Columns columns) {
    this.columns = columns;
    this.rows = new CsvRows(text);
  }

  /// Understands a text.
  ///
  /// @param zone of times without offset
  public static Understanding read(String text, Columns columns, ZoneId zone) {
    SeriesReader reader = new SeriesReader(text, columns);
    int[] order = reader.header();
    if (order.length > 0) {
      Row row = reader.rows.next();
      while (row != null && reader.faults.size() < FAULTS_MAX) {
        if (reader.lines.size() == READINGS_MAX) {
          return new TooLong();
        }
        reader.line(row, order);
        row = reader.rows.next();
      }
      if (reader.lines.isEmpty() && reader.faults.isEmpty()) {
        reader.faults.add(Fault.at(0, "no-lines"));
      }
    }
    return reader.faults.isEmpty()
        ? reader.samples(zone)
        : new Faulty(
            reader.faults.stream().limit(FAULTS_MAX).toList(), reader.faults.size() >= FAULTS_MAX);
  }

  /// Where the time and each column stand; nothing when the header has faults.
  private int[] header() {
    Row row = rows.next();
    if (row == null) {
      faults.add(Fault.at(0, "empty", columns.header()));
      return new int[0];
    }
    List<String> found = row.cells().stream().map(cell -> cell.toLowerCase(Locale.ROOT)).toList();
    List<String> names = new ArrayList<>(List.of(Columns.TIME));
    names.addAll(columns.names());
    boolean same = found.size() == names.size() && new HashSet<>(found).equals(Set.copyOf(names));
    if (row.broken() || !same) {
      faults.add(Fault.at(row.line(), "header", String.join(",", row.cells()), columns.header()));
      return new int[0];
    }
    return names.stream().mapToInt(found::indexOf).toArray();
  }

  private void line(Row row, int[] order) {
    if (row.broken()) {
      faults.add(Fault.at(row.line(), "quote"));
      return;
    }
    if (row.cells().size() != order.length) {
      String word = row.cells().size() < order.length ? "too-few" : "too-many";
      faults.add(
          Fault.at(row.line(), word, Integer.toString(row.cells().size()), columns.header()));
      return;
    }
    Written time = time(row, row.cells().get(order[0]));
    List<Double> values = new ArrayList<>(order.length - 1);
    Value kind = Value.NUMBER;
    for (int column = 1; column < order.length; column++) {
      Value one = value(row, row.cells().get(order[column]), values);
      kind = one == Value.NUMBER ? kind : one;
    }
    if (time != null && kind != Value.FAULTY) {
      lines.add(new Line(time, kind, kind == Value.NUMBER ? values : null));
    }
  }

  private @Nullable Written time(Row row, String text) {
    Written time = WallClock.read(text, columns.dates());
    if (time == null) {
      faults.add(Fault.at(row.line(), text.isEmpty() ? "no-time" : "time", text));
      return null;
    }
    LocalDateTime local = time.local();
    if (local.getYear() < FIRST_YEAR || local.getYear() > LAST_YEAR) {
      faults.add(Fault.at(row.line(), "year", text));
      return null;
    }
    return time;
  }

  private Value value(Row row, String text, List<Double> values) {
    if (text.isEmpty()) {
      return Value.BLANK;
    }
    if (text.equalsIgnoreCase("NaN")) {
      return Value.NOT_A_NUMBER;
    }
    if (!NUMBER.matcher(text).matches()) {
      String upper = text.toUpperCase(Locale.ROOT);
      boolean beyond = Set.of("HI", "LO", "HIGH", "LOW").contains(upper);
      faults.add(Fault.at(row.line(), beyond ? "beyond" : "number", text));
      return Value.FAULTY;
    }
    double value = Double.parseDouble(text.replace(',', '.').replace('\u2212', '-'));
    if (value < LEAST || value > columns.most()) {
      faults.add(Fault.at(row.line(), value < LEAST ? "negative" : "too-great", text));
      return Value.FAULTY;
    }
    values.add(value);
    return Value.NUMBER;
  }

  private Samples samples(ZoneId zone) {
    List<Instant> instants = new WallClock(zone).instants(lines.stream().map(Line::time).toList());
    List<Sample> samples = new ArrayList<>(lines.size());
    Map<Value, Integer> counts = new EnumMap<>(Value.class);
    for (int place = 0; place < lines.size(); place++) {
      Line line = lines.get(place);
      List<Double> values = line.values();
      counts.merge(line.kind(), 1, Integer::sum);
      if (values != null) {
        samples.add(new Sample(instants.get(place), values));
      }
    }
    return new Samples(
        samples, counts.getOrDefault(Value.BLANK, 0), counts.getOrDefault(Value.NOT_A_NUMBER, 0));
  }
}
