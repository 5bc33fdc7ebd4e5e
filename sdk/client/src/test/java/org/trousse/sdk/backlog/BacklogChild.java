package org.trousse.sdk.backlog;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.trousse.sdk.reading.Payload;

/// A device's process that keeps publications until it is killed. What it was told goes into a
/// ledger that the backlog does not know: `k` a publication is kept, `a` one is about to be
/// acknowledged, `A` it was, `d` and `D` the same of a dead letter.
final class BacklogChild {
  private static final FileBacklog.Limits LIMITS =
      new FileBacklog.Limits(100_000, 64 << 20, 10_000, 20_000);

  private BacklogChild() {}

  /// Keeps publications until somebody kills it.
  ///
  /// @param arguments directory, ledger, first text, and `proper` or `hasty`: the red control says
  ///   "kept" before it is
  public static void main(String[] arguments) throws IOException {
    long next = Long.parseLong(arguments[2]);
    boolean hasty = arguments[3].equals("hasty");
    ExecutorService later = Executors.newSingleThreadExecutor();
    try (FileBacklog backlog =
            FileBacklog.open(Path.of(arguments[0]), LIMITS, Clock.systemUTC(), () -> "made-up");
        OutputStream ledger = new FileOutputStream(arguments[1], true)) {
      Deque<Backlog.Entry> open = new ArrayDeque<>(backlog.unsettled());
      while (true) {
        String text = next + ":" + "x".repeat((int) (next * 37 % 300));
        Payload payload = new Payload("json1", text.getBytes(StandardCharsets.UTF_8));
        if (hasty) {
          later.execute(() -> backlog.keep(payload, null));
        } else if (backlog.keep(payload, null) instanceof Backlog.Kept.Held held) {
          open.addLast(held.entry());
        } else {
          throw new IllegalStateException("not kept");
        }
        note(ledger, 'k', String.valueOf(next));
        if (!hasty && next % 3 != 0) {
          settle(backlog, ledger, open.removeFirst());
        }
        next++;
      }
    }
  }

  private static void settle(Backlog backlog, OutputStream ledger, Backlog.Entry entry)
      throws IOException {
    String text = FileBacklogTest.text(entry).split(":", 2)[0];
    if (entry.number() % 50 == 0) {
      note(ledger, 'd', text);
      backlog.refused(entry.number(), "synthetic");
      note(ledger, 'D', text);
    } else {
      note(ledger, 'a', text);
      backlog.acknowledged(entry.number());
      note(ledger, 'A', text);
    }
  }

  private static void note(OutputStream ledger, char what, String text) throws IOException {
    ledger.write((what + text + "\n").getBytes(StandardCharsets.US_ASCII));
  }
}
