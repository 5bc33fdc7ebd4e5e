package org.trousse.sdk.backlog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.trousse.sdk.backlog.Backlog.DeadLetter;
import org.trousse.sdk.backlog.Backlog.Entry;
import org.trousse.sdk.backlog.Backlog.Kept;
import org.trousse.sdk.reading.Payload;

/// All readings are invented.
final class FileBacklogTest {
  private static final Instant NOW = Instant.parse("2026-11-22T06:30:00Z");
  private static final FileBacklog.Limits SMALL = new FileBacklog.Limits(5, 4_000, 1_000, 2_000);

  @TempDir private Path directory;

  @Test
  void what_was_kept_is_there_again_in_its_order() throws IOException {
    try (FileBacklog first = open(SMALL)) {
      keep(first, "a", "b", "c");
    }

    try (FileBacklog second = open(SMALL)) {
      assertThat(texts(second)).containsExactly("a", "b", "c");
      assertThat(second.unsettled()).extracting(Entry::number).containsExactly(1L, 2L, 3L);
      assertThat(second.unsettled().get(0).payload().codec()).isEqualTo("json1");
      assertThat(second.damagedBytes()).isZero();
    }
  }

  @Test
  void what_is_settled_does_not_come_back_and_no_number_comes_twice() throws IOException {
    try (FileBacklog first = open(SMALL)) {
      keep(first, "a", "b");
      first.acknowledged(1);
      first.acknowledged(2);
    }

    try (FileBacklog second = open(SMALL)) {
      assertThat(second.unsettled()).isEmpty();
      assertThat(held(second, "c").number()).isEqualTo(3);
    }
  }

  @Test
  void a_dead_letter_is_kept_with_its_reason_until_it_is_discarded() throws IOException {
    try (FileBacklog first = open(SMALL)) {
      keep(first, "a", "b");
      first.refused(1, "PUBACK 0x99");
    }

    try (FileBacklog second = open(SMALL)) {
      assertThat(texts(second)).containsExactly("b");
      DeadLetter only = second.deadLetters().get(0);
      assertThat(text(only.entry())).isEqualTo("a");
      assertThat(only.reason()).isEqualTo("PUBACK 0x99");
      assertThat(only.refused()).isEqualTo(NOW);
      second.discard(1);
    }

    try (FileBacklog third = open(SMALL)) {
      assertThat(third.deadLetters()).isEmpty();
    }
  }

  @Test
  void one_without_a_correlation_gets_one_that_stays() throws IOException {
    AtomicInteger made = new AtomicInteger();
    try (FileBacklog first =
        FileBacklog.open(directory, SMALL, clock(), () -> "id-" + made.incrementAndGet())) {
      keep(first, "a");
      assertThat(first.keep(payload("b"), "own")).isInstanceOf(Kept.Held.class);
    }

    try (FileBacklog second = open(SMALL)) {
      assertThat(second.unsettled()).extracting(Entry::correlation).containsExactly("id-1", "own");
    }
  }

  @Test
  void takes_as_many_as_it_may_and_says_so_at_the_next() throws IOException {
    try (FileBacklog backlog = open(SMALL)) {
      keep(backlog, "a", "b", "c", "d", "e");

      assertThat(backlog.keep(payload("f"), null)).isInstanceOf(Kept.Full.class);
      backlog.refused(1, "dead letters take up room");
      assertThat(backlog.keep(payload("f"), null)).isInstanceOf(Kept.Full.class);
      backlog.discard(1);
      assertThat(backlog.keep(payload("f"), null)).isInstanceOf(Kept.Held.class);
      assertThat(texts(backlog)).containsExactly("b", "c", "d", "e", "f");
    }
  }

  @Test
  void takes_as_many_bytes_as_it_may() throws IOException {
    try (FileBacklog backlog = open(SMALL)) {
      keep(backlog, "x".repeat(900), "x".repeat(900), "x".repeat(900), "x".repeat(900));

      assertThat(backlog.keep(payload("x".repeat(900)), null)).isInstanceOf(Kept.Full.class);
      assertThat(backlog.keep(payload("x".repeat(1_000)), null)).isInstanceOf(Kept.Full.class);
      backlog.acknowledged(2);
      assertThat(backlog.keep(payload("x".repeat(900)), null)).isInstanceOf(Kept.Held.class);
    }
  }

  /// Wherever the writing of the last line was cut short, what stands before it is kept, and what
  /// comes after it too.
  @Test
  void a_torn_tail_is_cut_off_at_every_byte() throws IOException {
    try (FileBacklog first = open(SMALL)) {
      keep(first, "a", "b");
    }
    byte[] two = Files.readAllBytes(log());
    try (FileBacklog first = open(SMALL)) {
      keep(first, "torn");
    }
    byte[] three = Files.readAllBytes(log());

    for (int cut = two.length; cut < three.length; cut++) {
      Files.write(log(), Arrays.copyOf(three, cut));
      try (FileBacklog after = open(SMALL)) {
        assertThat(texts(after)).as("cut at %d", cut).containsExactly("a", "b");
        keep(after, "c");
        assertThat(after.damagedBytes()).isZero();
      }
      try (FileBacklog again = open(SMALL)) {
        assertThat(texts(again)).as("cut at %d", cut).containsExactly("a", "b", "c");
        assertThat(again.damagedBytes()).isZero();
      }
    }
  }

  /// The red control of the test above: without the cut, the bytes of the torn line stay between
  /// what was kept before and after.
  @Test
  void a_tail_that_is_not_cut_off_would_be_found_out() throws IOException {
    try (FileBacklog first = open(SMALL)) {
      keep(first, "a", "torn");
    }
    byte[] torn = Files.readAllBytes(log());
    int cut = torn.length - 3;
    byte[] after = new Line.Keep(new Entry(2, payload("b"), null)).bytes();
    byte[] uncut = Arrays.copyOf(torn, cut + after.length);
    System.arraycopy(after, 0, uncut, cut, after.length);
    Files.write(log(), uncut);

    try (FileBacklog backlog = open(SMALL)) {
      assertThat(backlog.damagedBytes()).isPositive();
    }
  }

  @Test
  void a_flipped_bit_costs_its_own_line_only_and_is_said() throws IOException {
    try (FileBacklog first = open(SMALL)) {
      keep(first, "a", "BBBB", "c");
    }
    byte[] bytes = Files.readAllBytes(log());
    int at = new String(bytes, StandardCharsets.ISO_8859_1).indexOf("BBBB");
    bytes[at] ^= 1;
    Files.write(log(), bytes);

    try (FileBacklog second = open(SMALL)) {
      assertThat(texts(second)).containsExactly("a", "c");
      assertThat(second.damagedBytes()).isPositive();
      assertThat(directory.resolve("damaged-1")).hasBinaryContent(bytes);
    }
    try (FileBacklog third = open(SMALL)) {
      assertThat(texts(third)).containsExactly("a", "c");
      assertThat(third.damagedBytes()).isZero();
    }
  }

  @Test
  void the_file_is_written_anew_when_most_of_it_is_settled() throws IOException {
    try (FileBacklog backlog = open(SMALL)) {
      keep(backlog, "stays", "refused");
      backlog.refused(2, "why");
      for (int one = 0; one < 500; one++) {
        backlog.acknowledged(held(backlog, "goes").number());
      }

      assertThat(Files.size(log())).isLessThan(5_000);
      assertThat(log().getFileName().toString()).isNotEqualTo("log-1");
    }

    try (FileBacklog second = open(SMALL)) {
      assertThat(texts(second)).containsExactly("stays");
      assertThat(second.deadLetters()).hasSize(1);
      assertThat(held(second, "next").number()).isEqualTo(503);
    }
  }

  @Test
  void a_file_that_was_never_finished_counts_for_nothing() throws IOException {
    try (FileBacklog first = open(SMALL)) {
      keep(first, "a");
    }
    Files.write(directory.resolve("unfinished"), new byte[] {1, 2, 3});

    try (FileBacklog second = open(SMALL)) {
      assertThat(texts(second)).containsExactly("a");
      assertThat(directory.resolve("unfinished")).doesNotExist();
    }
  }

  @Test
  void one_at_a_time() throws IOException {
    try (FileBacklog first = open(SMALL)) {
      keep(first, "a");

      assertThatThrownBy(() -> open(SMALL))
          .isInstanceOf(FileSystemException.class)
          .hasMessageContaining("open elsewhere");
    }
    open(SMALL).close();
  }

  /// The order that a power cut tries: on the disk first, then the answer.
  @Test
  void is_on_the_disk_before_it_is_said_to_be_kept() throws IOException {
    List<Long> atSync = new ArrayList<>();
    LogFile.Disk watched =
        file -> {
          file.sync();
          atSync.add(Files.exists(directory.resolve("log-1")) ? Files.size(log()) : 0);
        };

    try (FileBacklog backlog = open(watched)) {
      int before = atSync.size();
      keep(backlog, "a");

      assertThat(atSync).hasSize(before + 1);
      assertThat(atSync.get(before)).isEqualTo(Files.size(log()));
    }
  }

  /// An fsync that fails once may succeed the next time without having written anything.
  @Test
  void after_a_disk_that_failed_nothing_is_promised() throws IOException {
    AtomicBoolean fails = new AtomicBoolean();
    LogFile.Disk disk =
        file -> {
          if (fails.get()) {
            throw new IOException("synthetic");
          }
        };
    try (FileBacklog backlog = open(disk)) {
      keep(backlog, "a");
      fails.set(true);
      assertThat(backlog.keep(payload("b"), null)).isInstanceOf(Kept.Failed.class);
      fails.set(false);

      assertThat(backlog.keep(payload("c"), null)).isInstanceOf(Kept.Failed.class);
      assertThat(texts(backlog)).containsExactly("a");
    }
  }

  @Test
  void an_interrupted_thread_keeps_all_the_same() throws IOException {
    try (FileBacklog backlog = open(SMALL)) {
      Thread.currentThread().interrupt();
      keep(backlog, "a");
      assertThat(Thread.interrupted()).isTrue();

      keep(backlog, "b");
    }
    try (FileBacklog second = open(SMALL)) {
      assertThat(texts(second)).containsExactly("a", "b");
    }
  }

  @Test
  void nothing_that_it_prints_holds_a_measurement() throws IOException {
    try (FileBacklog backlog = open(SMALL)) {
      keep(backlog, "canary-7319");
      backlog.refused(1, "PUBACK 0x99");

      assertThat(backlog.deadLetters().toString() + backlog + held(backlog, "canary-7319"))
          .doesNotContain("canary");
    }
  }

  private FileBacklog open(FileBacklog.Limits limits) throws IOException {
    return FileBacklog.open(directory, limits, clock(), () -> "made-up");
  }

  private FileBacklog open(LogFile.Disk disk) throws IOException {
    return FileBacklog.open(directory, SMALL, clock(), () -> "made-up", disk);
  }

  private static Clock clock() {
    return Clock.fixed(NOW, ZoneOffset.UTC);
  }

  private Path log() throws IOException {
    try (var paths = Files.list(directory)) {
      return paths
          .filter(path -> path.getFileName().toString().startsWith("log-"))
          .findFirst()
          .orElseThrow();
    }
  }

  private static void keep(Backlog backlog, String... texts) {
    for (String text : texts) {
      held(backlog, text);
    }
  }

  private static Entry held(Backlog backlog, String text) {
    Kept kept = backlog.keep(payload(text), null);
    assertThat(kept).isInstanceOf(Kept.Held.class);
    return ((Kept.Held) kept).entry();
  }

  private static Payload payload(String text) {
    return new Payload("json1", text.getBytes(StandardCharsets.UTF_8));
  }

  private static List<String> texts(Backlog backlog) {
    return backlog.unsettled().stream().map(FileBacklogTest::text).toList();
  }

  static String text(Entry entry) {
    return new String(entry.payload().bytes(), StandardCharsets.UTF_8);
  }
}
