package org.trousse.platform.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import org.trousse.platform.bench.load.LoadGenerator;
import org.trousse.platform.bench.load.LoadGenerator.Outcome;

/// (a) acknowledged readings a second against bare COPY, and a fixed load for a minute; (b) the
/// wait for an acknowledgement at half of what (a) reached.
final class IngestFigures {
  private static final double HELD_SHARE = 0.995;
  private static final double GOAL = 0.15;

  private final ServedPlatform platform;
  private final LoadGenerator load;
  private final Options options;

  IngestFigures(ServedPlatform platform, LoadGenerator load, Options options) {
    this.platform = platform;
    this.load = load;
    this.options = options;
  }

  void measure() throws IOException, SQLException, InterruptedException {
    load.warmUp(options.connections(), options.seconds());
    double saturation = saturation();
    if (options.has("a")) {
      againstCopy(saturation);
      fixed();
    }
    if (options.has("b")) {
      half(saturation);
    }
    load.disconnect();
  }

  private double saturation() throws IOException, SQLException, InterruptedException {
    try (Connection owner = platform.connect()) {
      Machine.execute(owner, "truncate record.reading");
      Machine.execute(owner, "checkpoint");
      load.connect(options.connections());
      if (!options.recording().isEmpty()) {
        platform.record(Path.of(options.recording()).toAbsolutePath(), options.seconds());
      }
      ServedPlatform.CpuTimes before = platform.cpu();
      Outcome outcome = load.saturate(options.seconds());
      String cpu = platform.cpu().since(before, outcome.acknowledged());
      long stored = Machine.count(owner, "select count(*) from record.reading");
      if (stored < outcome.acknowledged()) {
        throw new IllegalStateException(
            "%,d acknowledged, %,d stored".formatted(outcome.acknowledged(), stored));
      }
      Report.line(
          "a",
          "saturated: %,.0f acknowledged a second with %,d connections, %.0f s (%s)%s"
              .formatted(
                  outcome.perSecond(),
                  options.connections(),
                  outcome.seconds(),
                  outcome.latencies(),
                  outcome.complaints()));
      Report.line("a", "processor time a reading, µs: %s".formatted(cpu));
      return outcome.perSecond();
    }
  }

  private void againstCopy(double saturation) throws IOException, SQLException {
    try (Connection owner = platform.connect()) {
      double copy = CopyYardstick.perSecond(owner, platform.data());
      Report.line("a", "binary COPY of the same rows: %,.0f a second".formatted(copy));
      Report.ratio("a", "acknowledged to COPY", saturation / copy, GOAL);
    }
  }

  private void fixed() throws InterruptedException {
    int seconds = 2 * options.seconds();
    load.connect(options.connections());
    Outcome outcome = load.pace(options.perSecond(), seconds);
    boolean held =
        outcome.acknowledged() >= HELD_SHARE * options.perSecond() * seconds
            && outcome.complaints().isEmpty();
    Report.line(
        "a",
        "%,d a second for %d s: %s, %,.0f acknowledged a second (%s)%s"
            .formatted(
                options.perSecond(),
                seconds,
                held ? "held" : "NOT held",
                outcome.perSecond(),
                outcome.latencies(),
                outcome.complaints()));
  }

  private void half(double saturation) throws InterruptedException {
    load.connect(options.connections());
    Outcome outcome = load.pace(saturation / 2, options.seconds());
    Report.line(
        "b",
        "half of saturation, %,.0f a second for %d s: %s%s"
            .formatted(
                saturation / 2, options.seconds(), outcome.latencies(), outcome.complaints()));
  }
}
