package org.trousse.platform.database.embedded;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.trousse.platform.refusal.Refusal;

/// The server's first process, as `postmaster.pid` names it.
record Postmaster(long pid, Path cluster) {
  private static final Duration LIMIT = Duration.ofSeconds(5);
  private static final int STATUS_LINE = 7;
  private static final long GLANCE_MS = 50;

  static Optional<Postmaster> in(Path cluster) {
    return lines(cluster).stream()
        .findFirst()
        .map(String::strip)
        .filter(text -> text.matches("-?\\d{1,18}"))
        .map(text -> new Postmaster(Math.abs(Long.parseLong(text)), cluster));
  }

  private static List<String> lines(Path cluster) {
    Path file = cluster.resolve("postmaster.pid");
    try {
      return Files.exists(file) ? Files.readAllLines(file, StandardCharsets.UTF_8) : List.of();
    } catch (IOException failed) {
      throw new Refusal("%s cannot be read.".formatted(file), failed);
    }
  }

  /// Whether it lives and says that it takes connections. The file of one that was killed says so
  /// for ever.
  boolean takesConnections() {
    return ready() && alive();
  }

  private boolean ready() {
    List<String> lines = lines(cluster);
    return lines.size() > STATUS_LINE
        && lines.getFirst().strip().equals(Long.toString(pid))
        && lines.get(STATUS_LINE).strip().equals("ready");
  }

  /// Whether a process of this number lives and is PostgreSQL on this very folder; the number alone
  /// proves nothing, another program may have it since.
  boolean alive() {
    Optional<ProcessHandle> process = ProcessHandle.of(pid).filter(ProcessHandle::isAlive);
    return process.isPresent() && commandLine(process.get()).contains(cluster.toString());
  }

  /// A dead process that nobody has waited for has no command line.
  private static List<String> commandLine(ProcessHandle process) {
    try {
      byte[] words = Files.readAllBytes(Path.of("/proc", Long.toString(process.pid()), "cmdline"));
      return Arrays.asList(new String(words, StandardCharsets.UTF_8).split("\0", -1));
    } catch (IOException noProc) {
      return process.info().arguments().map(Arrays::asList).orElse(List.of());
    }
  }

  /// Ends it without losing anything: open transactions are rolled back, then a checkpoint.
  void stop(Duration patience) {
    signal("INT");
    if (!endsWithin(patience)) {
      signal("QUIT");
      if (!endsWithin(LIMIT)) {
        throw new Refusal(
            "The PostgreSQL of an earlier start (process %d) does not stop: end it, then start again."
                .formatted(pid));
      }
    }
  }

  /// Java itself sends TERM and KILL only; TERM would wait for every client to leave.
  private void signal(String name) {
    Command.run(List.of("/bin/sh", "-c", "kill -%s %d".formatted(name, pid)), LIMIT);
  }

  private boolean endsWithin(Duration patience) {
    long end = System.nanoTime() + patience.toNanos();
    while (alive()) {
      if (System.nanoTime() > end) {
        return false;
      }
      ProcessHandle.of(pid).ifPresent(Postmaster::glance);
    }
    return true;
  }

  private static void glance(ProcessHandle process) {
    try {
      process.onExit().get(GLANCE_MS, TimeUnit.MILLISECONDS);
    } catch (TimeoutException notYet) {
      return;
    } catch (ExecutionException | InterruptedException stopped) {
      throw new IllegalStateException("interrupted while PostgreSQL stops", stopped);
    }
  }

  /// Frees a folder whose server died and whose process number another program has now: PostgreSQL
  /// would wait for that program for ever. It ignores the number of its own parent, which we are,
  /// and still examines the shared memory named below it, so no living backend is overlooked.
  void disown() {
    List<String> lines = new ArrayList<>(lines(cluster));
    lines.set(0, Long.toString(ProcessHandle.current().pid()));
    try {
      Files.write(cluster.resolve("postmaster.pid"), lines, StandardCharsets.UTF_8);
    } catch (IOException failed) {
      throw new Refusal("%s cannot be freed.".formatted(cluster), failed);
    }
  }
}
