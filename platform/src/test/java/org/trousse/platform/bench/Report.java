package org.trousse.platform.bench;

/// Lines on standard output.
final class Report {
  private Report() {}

  static void line(String part, String text) {
    System.out.println("(" + part + ") " + text);
    System.out.flush();
  }

  /// A figure that is less the machine's than any other.
  static void ratio(String part, String what, double ratio, double goal) {
    line(
        part,
        "RATIO %s: %.2f (goal at least %s): %s"
            .formatted(what, ratio, goal, ratio >= goal ? "met" : "MISSED"));
  }
}
