package org.trousse.platform.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.Comparator;
import java.util.Locale;
import java.util.stream.Stream;
import org.trousse.platform.bench.load.Fleet;
import org.trousse.platform.bench.load.LoadGenerator;

/// `mvn -q -Pbench`: the figures of docs/benchmarks.md, side by side in one run. Everything that it
/// writes is in a temporary folder that it deletes; everything that it sends is synthetic.
public final class Benchmarks {
  private static final double BUSY = 0.5;

  private Benchmarks() {}

  public static void main(String[] arguments) throws Exception {
    Locale.setDefault(Locale.ROOT);
    Options options = Options.given();
    Path data = Files.createTempDirectory("trousse-bench");
    Path second = data.resolveSibling(data.getFileName() + "-2");
    Thread forget =
        new Thread(() -> {
          delete(second);
          delete(data);
        });
    try {
      if (Machine.load() > BUSY * Runtime.getRuntime().availableProcessors()) {
        System.out.println("This machine is busy: the figures of a quiet one are better.");
      }
      measure(options, data, second);
    } finally {
      delete(second);
      delete(data);
      Runtime.getRuntime().addShutdownHook(forget); // once more, after the platform's own end
    }
    System.exit(0);
  }

  private static void measure(Options options, Path data, Path second) throws Exception {
    boolean loaded = options.has("a") || options.has("b");
    if (options.has("worklist")) {
      WorklistFigure.measure(options);
    }
    if (options.has("read")) {
      ReadFigure.measure(options);
    }
    if (options.needsNoPlatform()) {
      return;
    }
    try (ServedPlatform platform = ServedPlatform.start(data)) {
      try (Connection owner = platform.connect()) {
        System.out.println(Machine.facts(owner, data));
        Fleet.register(
            owner,
            platform.key(),
            Math.max(options.connections(), IdleFigure.connections(options)));
      }
      try (LoadGenerator load = new LoadGenerator(platform.mqttPort())) {
        if (loaded) {
          new IngestFigures(platform, load, options).measure();
        }
        if (options.has("d")) {
          DiskFigure.measure(platform, load, options);
        }
      }
      if (options.has("c")) {
        SearchFigures.measure(platform, options);
      }
      if (options.has("revocation")) {
        RevocationFigures.measure(platform, second, options);
      }
    }
    if (options.has("e")) {
      try (ServedPlatform platform = ServedPlatform.start(data)) {
        IdleFigure.measure(platform, options);
      }
    }
  }

  private static void delete(Path folder) {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> everything = Files.walk(folder)) {
      for (Path path : everything.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    } catch (IOException left) {
      System.err.println("Something stays in " + folder + ": delete it.");
    }
  }
}
