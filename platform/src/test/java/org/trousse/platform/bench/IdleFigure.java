package org.trousse.platform.bench;

import java.io.IOException;
import org.trousse.platform.bench.load.LoadGenerator;

/// (e) what a connected device that says nothing costs in memory.
final class IdleFigure {
  private static final int FILES_SPARED = 1_000;
  private static final int FIRST = 500;
  private static final long SETTLE_MS = 3_000;

  private IdleFigure() {}

  /// How many of the wished connections this machine lets a process have.
  static int connections(Options options) {
    return (int) Math.max(0, Math.min(options.idle(), Machine.filesMax() - FILES_SPARED));
  }

  /// On a platform that has just started.
  static void measure(ServedPlatform platform, Options options)
      throws IOException, InterruptedException {
    int count = connections(options);
    try (LoadGenerator load = new LoadGenerator(platform.mqttPort())) {
      load.connect(Math.min(FIRST, count)); // classes and code of a first connection are not its
      load.disconnect();
      Thread.sleep(SETTLE_MS);
      long heap = platform.liveHeapBytes();
      long resident = platform.residentBytes();
      load.connect(count);
      Thread.sleep(SETTLE_MS);
      long more = platform.liveHeapBytes() - heap;
      long moreResident = platform.residentBytes() - resident;
      Report.line(
          "e",
          ("%,d idle connections: %,d bytes of live heap each (%.0f MiB before them), resident"
                  + " memory %,d bytes each (%.0f MiB before them), %,d of them still open")
              .formatted(
                  count,
                  more / count,
                  heap / (double) (1 << 20),
                  moreResident / count,
                  resident / (double) (1 << 20),
                  load.open()));
    }
  }
}
