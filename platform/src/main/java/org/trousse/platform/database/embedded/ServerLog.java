package org.trousse.platform.database.embedded;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.trousse.platform.refusal.Refusal;

/// What the server writes to its standard output, in `postgres.log`; one older file is kept.
record ServerLog(Path file) {
  private static final long LIMIT_BYTES = 10L << 20;

  /// Begins a new file when the last has grown too long. Gives where the new start's words begin.
  long turn() {
    try {
      if (Files.exists(file) && Files.size(file) > LIMIT_BYTES) {
        Files.move(
            file,
            file.resolveSibling(file.getFileName() + ".1"),
            StandardCopyOption.REPLACE_EXISTING);
      }
      return Files.exists(file) ? Files.size(file) : 0;
    } catch (IOException failed) {
      throw new Refusal("%s cannot be written.".formatted(file), failed);
    }
  }

  String since(long place) {
    try (var bytes = Files.newInputStream(file)) {
      bytes.skipNBytes(place);
      return new String(bytes.readNBytes(1 << 16), StandardCharsets.UTF_8);
    } catch (IOException failed) {
      return "";
    }
  }

  /// Why a start failed, in the server's own words.
  static String cause(String text) {
    return text.lines()
        .filter(line -> line.contains("FATAL") || line.contains("PANIC"))
        .map(line -> line.replaceFirst("^.*(FATAL|PANIC): +", ""))
        .reduce((a, b) -> b)
        .orElseGet(() -> Cluster.lastLine(text));
  }
}
