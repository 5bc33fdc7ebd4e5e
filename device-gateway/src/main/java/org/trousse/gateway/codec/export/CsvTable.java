package org.trousse.gateway.codec.export;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.trousse.gateway.codec.JsonRecords;
import org.trousse.gateway.codec.wire.Decoded;
import org.trousse.sdk.reading.Payload;

/// A CSV file (RFC 4180): what the sender says of it, the header wherever it stands, and the rows
/// below. The separator is a comma, a semicolon or a tab, whichever divides the header most.
record CsvTable(Preface preface, Row header, List<Row> rows) {
  private static final int CELLS_MAX = 64;
  private static final int HEADER_AMONG_FIRST = 20;

  /// The header is repeated with each row, so that it must not be long.
  private static final int HEADER_MAX_CHARS = 4_096;

  CsvTable {
    rows = List.copyOf(rows);
  }

  /// A row's cells, and its text as it stood in the file.
  record Row(List<String> cells, String text) {
    Row {
      cells = List.copyOf(cells);
    }

    /// Stripped; empty when the row has no such cell.
    String cell(int column) {
      return column >= 0 && column < cells.size() ? cells.get(column).strip() : "";
    }

    boolean blank() {
      return cells.stream().allMatch(String::isBlank);
    }
  }

  /// Finds the header among the first rows.
  ///
  /// @param isHeader of a row whose cells are in lower case
  static Decoded<CsvTable> read(byte[] bytes, Predicate<Row> isHeader) {
    if (bytes.length > ExportText.FILE_BYTES_MAX) {
      return Decoded.failed("too-large", "The file is larger than 1 MiB; send it in parts.");
    }
    String text = ExportText.of(bytes);
    int end = text.startsWith("#") ? lineEnd(text) : 0;
    return switch (Preface.read(text.substring(0, end))) {
      case Decoded.Failed<Preface>(String error, String mend) -> Decoded.failed(error, mend);
      case Decoded.Value<Preface>(Preface preface) -> table(preface, text.substring(end), isHeader);
    };
  }

  /// A row as a payload of its own, with all that is needed to read it again.
  Payload own(Payload whole, Row row) {
    String text = preface.text() + header.text() + "\n" + row.text() + "\n";
    return new Payload(whole.codec(), text.getBytes(StandardCharsets.UTF_8));
  }

  private static Decoded<CsvTable> table(Preface preface, String text, Predicate<Row> isHeader) {
    for (char separator : new char[] {',', ';', '\t'}) {
      List<Row> all = rows(text, separator);
      for (int i = 0; i < Math.min(all.size(), HEADER_AMONG_FIRST); i++) {
        if (isHeader.test(lower(all.get(i)))) {
          if (all.get(i).text().length() + preface.text().length() > HEADER_MAX_CHARS) {
            return Decoded.failed("header", "The header is longer than 4096 characters.");
          }
          List<Row> below =
              all.subList(i + 1, all.size()).stream().filter(row -> !row.blank()).toList();
          return below.isEmpty() || below.size() > JsonRecords.RECORDS_MAX
              ? Decoded.failed(
                  "records",
                  "The file holds " + below.size() + " rows; send 1 to 1000 below the header.")
              : Decoded.of(new CsvTable(preface, all.get(i), below));
        }
      }
    }
    return Decoded.failed(
        "header", "No header of this export stands among the file's first 20 rows.");
  }

  private static Row lower(Row row) {
    UnaryOperator<String> lower = cell -> cell.strip().toLowerCase(Locale.ROOT);
    return new Row(row.cells().stream().map(lower).toList(), "");
  }

  private static int lineEnd(String text) {
    int at = text.indexOf('\n');
    return at < 0 ? text.length() : at + 1;
  }

  private static List<Row> rows(String text, char separator) {
    List<Row> rows = new ArrayList<>();
    int at = 0;
    while (at < text.length() && rows.size() <= JsonRecords.RECORDS_MAX + HEADER_AMONG_FIRST) {
      List<String> cells = new ArrayList<>();
      StringBuilder cell = new StringBuilder();
      int from = at;
      boolean quoted = false;
      while (at < text.length()) {
        char c = text.charAt(at);
        if (c == '"') {
          boolean doubled = quoted && at + 1 < text.length() && text.charAt(at + 1) == '"';
          if (doubled) {
            cell.append(c);
            at++;
          } else {
            quoted = !quoted;
          }
        } else if (!quoted && c == '\n') {
          break;
        } else if (!quoted && c == separator && cells.size() < CELLS_MAX) {
          cells.add(cell.toString());
          cell.setLength(0);
        } else if (c != '\r' || quoted) {
          cell.append(c);
        }
        at++;
      }
      cells.add(cell.toString());
      rows.add(new Row(cells, text.substring(from, at).stripTrailing()));
      at++;
    }
    return rows;
  }
}
