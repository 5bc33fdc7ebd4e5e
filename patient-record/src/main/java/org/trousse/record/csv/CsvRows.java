package org.trousse.record.csv;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Takes a text apart into rows of cells (RFC 4180), one at a time. Lines end with LF, CRLF or CR;
/// a byte order mark and blank lines are passed over; cells lose the spaces around them.
final class CsvRows {
  private final String text;
  private final char separator;
  private int place;
  private int line = 1;

  /// One row.
  ///
  /// @param line where it begins, from 1
  /// @param broken whether a quote does not end, or does not stand where it may
  record Row(int line, List<String> cells, boolean broken) {}

  CsvRows(String text) {
    this.text = text;
    this.place = text.startsWith("\uFEFF") ? 1 : 0;
    this.separator = separator(text);
  }

  /// The first of `;`, tab and `,` that the first written line has.
  private static char separator(String text) {
    String first = text.lines().filter(line -> !isBlank(line)).findFirst().orElse("");
    for (char mark : new char[] {';', '\t'}) {
      if (first.indexOf(mark) >= 0) {
        return mark;
      }
    }
    return ',';
  }

  /// The next row that is not blank; null at the end.
  @Nullable Row next() {
    while (place < text.length()) {
      Row row = row();
      boolean blank = row.cells().size() == 1 && row.cells().getFirst().isEmpty();
      if (!blank || row.broken()) {
        return row;
      }
    }
    return null;
  }

  private Row row() {
    int start = line;
    List<String> cells = new ArrayList<>(3);
    boolean broken = false;
    while (true) {
      skipSpaces();
      if (at('"')) {
        broken |= !quoted(cells);
      } else {
        cells.add(bare());
      }
      if (!at(separator)) {
        break;
      }
      place++;
    }
    endLine();
    return new Row(start, cells, broken);
  }

  private String bare() {
    int from = place;
    while (place < text.length() && !isEnd(text.charAt(place))) {
      place++;
    }
    return stripped(text.substring(from, place));
  }

  /// Whether the cell is well formed; one that is not is taken up to the next separator.
  private boolean quoted(List<String> cells) {
    StringBuilder cell = new StringBuilder();
    place++;
    while (place < text.length()) {
      char here = text.charAt(place++);
      if (here != '"') {
        line += here == '\n' ? 1 : 0;
        cell.append(here);
      } else if (at('"')) {
        cell.append('"');
        place++;
      } else {
        cells.add(stripped(cell.toString()));
        return bare().isEmpty();
      }
    }
    cells.add(stripped(cell.toString()));
    return false;
  }

  private void endLine() {
    if (at('\r')) {
      place++;
      if (at('\n')) {
        place++;
      }
      line++;
    } else if (at('\n')) {
      place++;
      line++;
    }
  }

  private boolean isEnd(char here) {
    return here == separator || here == '\n' || here == '\r';
  }

  private void skipSpaces() {
    while (place < text.length() && isSpace(text.charAt(place)) && !isEnd(text.charAt(place))) {
      place++;
    }
  }

  private boolean at(char wanted) {
    return place < text.length() && text.charAt(place) == wanted;
  }

  private static boolean isBlank(String line) {
    return stripped(line).isEmpty();
  }

  /// Spaces of every width: French numbers bring theirs along.
  private static String stripped(String cell) {
    int from = 0;
    int to = cell.length();
    while (from < to && isSpace(cell.charAt(from))) {
      from++;
    }
    while (to > from && isSpace(cell.charAt(to - 1))) {
      to--;
    }
    return cell.substring(from, to);
  }

  private static boolean isSpace(char here) {
    return Character.isWhitespace(here) || Character.isSpaceChar(here) || here == '\uFEFF';
  }
}
