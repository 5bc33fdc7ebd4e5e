package org.trousse.platform.demo.history;

import java.io.Console;
import java.io.PrintStream;
import java.util.Locale;
import java.util.Optional;

/// How far a long piece of work is: one line that grows on a terminal, a line for each quarter
/// elsewhere.
public final class ProgressBar {
  private static final int WIDTH = 32;

  private final PrintStream out;
  private final boolean terminal;
  private final String label;
  private int shownPercent = -1;

  /// Shows nothing yet.
  ///
  /// @param terminal whether a line can be written over
  public ProgressBar(PrintStream out, boolean terminal, String label) {
    this.out = out;
    this.terminal = terminal;
    this.label = label;
  }

  /// Whether this process writes to a person's terminal.
  public static boolean onTerminal() {
    return Optional.ofNullable(System.console()).filter(Console::isTerminal).isPresent();
  }

  /// Shows `done` of `total`, when that looks different from before.
  public synchronized void show(long done, long total) {
    int percent = total == 0 ? 100 : (int) (done * 100 / total);
    int step = terminal ? percent : percent - percent % 25;
    if (step <= shownPercent) {
      return;
    }
    shownPercent = step;
    if (terminal) {
      out.print("\r" + line(percent, done, total) + (percent == 100 ? "\n" : ""));
    } else {
      out.println(label + " " + step + " %");
    }
    out.flush();
  }

  private String line(int percent, long done, long total) {
    int full = percent * WIDTH / 100;
    return String.format(
        Locale.ROOT,
        "%s %s%s %3d %%  %,d of %,d",
        label,
        "█".repeat(full),
        "░".repeat(WIDTH - full),
        percent,
        done,
        total);
  }
}
