package org.trousse.platform.watch;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.logging.ConsoleHandler;
import java.util.logging.FileHandler;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.Logger;

/// Sends every log line through [JsonLines], to standard error or to a file.
public final class Logs {
  private static final int FILE_BYTES_MAX = 16 << 20;
  private static final int FILES_MAX = 4;

  /// Loggers whose level is set; held, because the log manager holds them weakly.
  private static final List<Logger> QUIET =
      List.of(Logger.getLogger("org.flywaydb"), Logger.getLogger("org.eclipse.paho"));

  private Logs() {}

  public static void toStandardError() {
    install(new ConsoleHandler());
  }

  /// To `file`, rotated at 16 MiB, four files.
  public static void toFile(Path file) throws IOException {
    FileHandler handler = new FileHandler(file.toString(), FILE_BYTES_MAX, FILES_MAX, true);
    install(handler);
  }

  private static void install(Handler handler) {
    LogManager.getLogManager().reset();
    handler.setFormatter(new JsonLines());
    try {
      handler.setEncoding(StandardCharsets.UTF_8.name());
    } catch (IOException absent) {
      throw new IllegalStateException("every JDK has UTF-8", absent);
    }
    Logger root = Logger.getLogger("");
    root.addHandler(handler);
    root.setLevel(Level.INFO);
    QUIET.forEach(logger -> logger.setLevel(Level.SEVERE));
  }
}
