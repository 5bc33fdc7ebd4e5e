package org.trousse.platform.bench;

import java.io.IOException;

/// The list of a nurse with 200 patients, each with a year of readings.
final class WorklistFigure {
  private static final int PATIENTS = 200;

  private WorklistFigure() {}

  static void measure(Options options) throws IOException {
    String said =
        RecordBenchmark.run(
            "org.trousse.record.watch.page.WorklistBenchmark",
            Integer.toString(PATIENTS),
            Integer.toString(2 * options.runs()));
    said.lines().filter(line -> !line.isBlank()).forEach(line -> Report.line("worklist", line));
  }
}
