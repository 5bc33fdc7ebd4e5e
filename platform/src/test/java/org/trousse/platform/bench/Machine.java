package org.trousse.platform.bench;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.UnixOperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;

/// What the figures were taken on.
final class Machine {
  private static final OperatingSystemMXBean SYSTEM =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

  private Machine() {}

  static String facts(Connection database, Path data) throws IOException, SQLException {
    return String.format(
        Locale.ROOT,
        "%d cores, %d GiB, load average %.2f, %s %s, JDK %s, PostgreSQL %s on %s, commit %s",
        SYSTEM.getAvailableProcessors(),
        Math.round(SYSTEM.getTotalMemorySize() / (double) (1 << 30)),
        SYSTEM.getSystemLoadAverage(),
        SYSTEM.getName(),
        SYSTEM.getArch(),
        Runtime.version(),
        ask(database, "show server_version"),
        Files.getFileStore(data).type(),
        commit());
  }

  static double load() {
    return SYSTEM.getSystemLoadAverage();
  }

  /// How many files and sockets a process may have open.
  static long filesMax() {
    return SYSTEM instanceof UnixOperatingSystemMXBean unix
        ? unix.getMaxFileDescriptorCount()
        : Long.MAX_VALUE;
  }

  static String ask(Connection database, String sql) throws SQLException {
    try (Statement statement = database.createStatement();
        var row = statement.executeQuery(sql)) {
      row.next();
      return String.valueOf(row.getString(1));
    }
  }

  static long count(Connection database, String sql) throws SQLException {
    return Long.parseLong(ask(database, sql));
  }

  static void execute(Connection database, String sql) throws SQLException {
    try (Statement statement = database.createStatement()) {
      statement.execute(sql);
    }
  }

  /// With a word when the files are not the commit's.
  private static String commit() throws IOException {
    String head = git("rev-parse", "--short=12", "HEAD");
    if (head.isEmpty()) {
      return "unknown";
    }
    return git("status", "--porcelain", "-uno").isEmpty() ? head : head + " and changes";
  }

  private static String git(String... arguments) throws IOException {
    String[] words = new String[arguments.length + 1];
    words[0] = "git";
    System.arraycopy(arguments, 0, words, 1, arguments.length);
    try {
      Process git =
          new ProcessBuilder(words).redirectError(ProcessBuilder.Redirect.DISCARD).start();
      return new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    } catch (IOException noGit) {
      return "";
    }
  }
}
