package org.trousse.platform.bench;

import java.util.Locale;

/// Lines on standard output.
final class Report {
  private Report() {}

  static void line(String part, String format, Object... values) {
    System.out.println("(" + part + ") " + String.format(Locale.ROOT, format, values));
    System.out.flush();
  }

  /// A figure that does not depend on the machine alone.
  static void ratio(String part, String what, double ratio, double goal) {
    line(
        part,
        "RATIO %s: %.2f (goal at least %s): %s",
        what,
        ratio,
        goal,
        ratio >= goal ? "met" : "MISSED");
  }
}
