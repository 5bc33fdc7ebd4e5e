package org.trousse.platform.bench;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.trousse.record.RecordModule;

/// The record's own benchmarks, each in a process of its own: its tests are not on our class path
/// but beside it.
final class RecordBenchmark {
  private RecordBenchmark() {}

  /// What it printed.
  static String run(String main, String... arguments) throws IOException {
    try {
      URI classes = RecordModule.class.getProtectionDomain().getCodeSource().getLocation().toURI();
      Path tests = Path.of(classes).resolveSibling("test-classes");
      String classPath = tests + File.pathSeparator + System.getProperty("java.class.path");
      Process process =
          new ProcessBuilder(ServedPlatform.java(classPath, main, arguments))
              .redirectErrorStream(true)
              .start();
      return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    } catch (URISyntaxException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
