package org.trousse.platform.database.embedded;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// Runs a small program to its end.
final class Command {
  private static final int NOT_FOUND = 127;

  private Command() {}

  /// How it ended. Its output is small: it fits a pipe.
  record Ended(int status, String output) {
    boolean well() {
      return status == 0;
    }
  }

  /// A program in a clean place: no setting of the caller's PostgreSQL clients reaches it.
  static ProcessBuilder of(List<String> words) {
    ProcessBuilder builder = new ProcessBuilder(words).directory(Path.of("/").toFile());
    builder.environment().keySet().removeIf(name -> name.startsWith("PG"));
    builder.environment().put("LC_ALL", "C");
    return builder.redirectErrorStream(true);
  }

  static Ended run(List<String> words, Duration limit) {
    try {
      Process process = of(words).start();
      process.getOutputStream().close();
      if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
        process.destroyForcibly();
        return new Ended(-1, "no end within %d s".formatted(limit.toSeconds()));
      }
      byte[] output = process.getInputStream().readAllBytes();
      return new Ended(process.exitValue(), new String(output, StandardCharsets.UTF_8).strip());
    } catch (IOException absent) {
      return new Ended(NOT_FOUND, String.valueOf(absent.getMessage()));
    } catch (InterruptedException stopped) {
      throw new IllegalStateException("interrupted while " + words.getFirst() + " ran", stopped);
    }
  }
}
