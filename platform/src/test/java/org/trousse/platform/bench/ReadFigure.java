package org.trousse.platform.bench;

import java.io.IOException;

/// What reading a record takes: a glucose profile, a search's first byte, the wait for a seal.
final class ReadFigure {
  private static final int SECONDS = 20;

  private ReadFigure() {}

  static void measure(Options options) throws IOException {
    String said =
        RecordBenchmark.run(
            "org.trousse.record.rest.ReadBenchmark",
            Integer.toString(2 * options.runs()),
            Integer.toString(SECONDS));
    said.lines().filter(line -> !line.isBlank()).forEach(line -> Report.line("read", line));
  }
}
