package org.trousse.sdk.backlog;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.trousse.sdk.backlog.Backlog.Entry;

/// A process that is killed at any instant has lost nothing that it was told is kept. All readings
/// are invented.
final class BacklogKillTest {
  private static final int CYCLES = 20;
  private static final long SEED = 7;

  @TempDir private Path directory;

  @Test
  @Timeout(value = 5, unit = TimeUnit.MINUTES)
  void what_it_said_is_kept_is_there_after_every_kill_in_order_and_once() throws Exception {
    Random chance = new Random(SEED);
    long next = 1;
    for (int cycle = 0; cycle < CYCLES; cycle++) {
      killed(next, "proper", chance.nextInt(200));

      List<Long> there;
      List<Long> dead;
      try (FileBacklog backlog = FileBacklog.open(kept())) {
        assertThat(backlog.damagedBytes()).isZero();
        there = numbers(backlog.unsettled());
        dead = numbers(backlog.deadLetters().stream().map(Backlog.DeadLetter::entry).toList());
      }
      Set<Long> told = noted('k');
      assertThat(there).as("seed %d, cycle %d", SEED, cycle).isSorted().doesNotHaveDuplicates();
      assertThat(there).noneMatch(noted('A')::contains).noneMatch(dead::contains);
      assertThat(dead).containsAll(noted('D'));
      Set<Long> missing = new TreeSet<>(told);
      there.forEach(missing::remove);
      assertThat(noted('a', 'd')).containsAll(missing);
      next = 1_000_000L * (cycle + 1);
      assertThat(told).isNotEmpty();
    }
  }

  /// The red control: one that answers before it has written is found out.
  @Test
  @Timeout(value = 2, unit = TimeUnit.MINUTES)
  void a_process_that_says_so_too_early_is_found_out() throws Exception {
    Random chance = new Random(SEED);
    boolean lost = false;
    for (int cycle = 0; cycle < CYCLES && !lost; cycle++) {
      killed(1 + 1_000_000L * cycle, "hasty", chance.nextInt(200));
      try (FileBacklog backlog = FileBacklog.open(kept())) {
        lost = !numbers(backlog.unsettled()).containsAll(noted('k'));
      }
    }

    assertThat(lost).isTrue();
  }

  private Path kept() {
    return directory.resolve("kept");
  }

  private void killed(long next, String mode, int afterMillis) throws Exception {
    Path ledger = directory.resolve("ledger");
    long before = Files.exists(ledger) ? Files.size(ledger) : 0;
    Process child =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx128m",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                BacklogChild.class.getName(),
                kept().toString(),
                ledger.toString(),
                Long.toString(next),
                mode)
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("child").toFile())
            .start();
    while (!Files.exists(ledger) || Files.size(ledger) == before) {
      assertThat(child.isAlive()).as(() -> said()).isTrue();
      Thread.sleep(5);
    }
    Thread.sleep(afterMillis);
    assertThat(child.isAlive()).as(() -> said()).isTrue();
    child.destroyForcibly().waitFor();
  }

  private String said() {
    try {
      return Files.readString(directory.resolve("child"));
    } catch (IOException nothing) {
      return "";
    }
  }

  /// The last line of a killed process may be half a line.
  private Set<Long> noted(char... kinds) throws IOException {
    String all = Files.readString(directory.resolve("ledger"));
    return all.substring(0, all.lastIndexOf('\n') + 1)
        .lines()
        .filter(line -> new String(kinds).indexOf(line.charAt(0)) >= 0)
        .map(line -> Long.valueOf(line.substring(1)))
        .collect(Collectors.toSet());
  }

  private static List<Long> numbers(List<Entry> entries) {
    return entries.stream()
        .map(entry -> Long.valueOf(FileBacklogTest.text(entry).split(":", 2)[0]))
        .toList();
  }
}
