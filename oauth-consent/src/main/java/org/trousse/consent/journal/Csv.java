package org.trousse.consent.journal;

import java.util.List;
import java.util.stream.Collectors;
import org.trousse.consent.page.Words;

/// Rows for a spreadsheet (RFC 4180). A byte order mark tells spreadsheets that it is UTF-8; the
/// separator is the one that they expect in the reader's language.
final class Csv {
  private static final char BYTE_ORDER_MARK = '\uFEFF';
  private static final String STARTS_A_FORMULA = "=+-@\t\r\n";

  private Csv() {}

  static String of(List<List<String>> rows, Words words) {
    String separator = words.tag().equals("fr") ? ";" : ",";
    return rows.stream()
        .map(row ->
            row.stream().map(cell -> cell(cell, separator)).collect(Collectors.joining(separator)))
        .collect(Collectors.joining("\r\n", String.valueOf(BYTE_ORDER_MARK), "\r\n"));
  }

  /// A name that an app or a device gave itself must not become a formula: an apostrophe before it
  /// makes it text.
  private static String cell(String value, String separator) {
    String text =
        !value.isEmpty() && STARTS_A_FORMULA.indexOf(value.charAt(0)) >= 0 ? "'" + value : value;
    boolean quoted =
        text.contains(separator)
            || text.contains("\"")
            || text.contains("\n")
            || text.contains("\r");
    return quoted ? "\"" + text.replace("\"", "\"\"") + "\"" : text;
  }
}
