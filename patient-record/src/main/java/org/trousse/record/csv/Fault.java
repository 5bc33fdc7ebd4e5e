package org.trousse.record.csv;

import java.util.List;

/// One thing that is wrong.
///
/// @param line from 1; 0: not a line but the whole, or the question
/// @param word which fault, from a fixed list; its texts are `verify.fault.WORD` and what to do,
///   `verify.fault.WORD.mend`
/// @param parts what the texts name, e.g. what was written there
public record Fault(int line, String word, List<String> parts) {
  /// As much of what was written as a text repeats.
  private static final int SHOWN = 40;

  public Fault {
    parts = List.copyOf(parts);
  }

  static Fault at(int line, String word, String... written) {
    return new Fault(
        line,
        word,
        List.of(written).stream()
            .map(part -> part.length() > SHOWN ? part.substring(0, SHOWN) + "…" : part)
            .toList());
  }
}
