package org.trousse.referencing.check.release;

import java.util.HashMap;
import java.util.Map;
import java.util.OptionalDouble;

/// The base score of a CVSS 3.x vector (CVSS v3.1 specification §7.1 and appendix A).
final class Cvss {
  static final double CRITICAL = 9.0;

  private static final Map<String, Double> WEIGHTS =
      Map.ofEntries(
          Map.entry("AV:N", 0.85),
          Map.entry("AV:A", 0.62),
          Map.entry("AV:L", 0.55),
          Map.entry("AV:P", 0.2),
          Map.entry("AC:L", 0.77),
          Map.entry("AC:H", 0.44),
          Map.entry("UI:N", 0.85),
          Map.entry("UI:R", 0.62),
          Map.entry("PR:N", 0.85));

  private Cvss() {}

  /// Empty: no vector of version 3, or one that lacks a base metric.
  static OptionalDouble base(String vector) {
    if (!vector.matches("CVSS:3\\.[01](/[A-Z]{1,3}:[A-Z]){8,30}")) {
      return OptionalDouble.empty();
    }
    Map<String, String> metrics = new HashMap<>();
    for (String part : vector.split("/", -1)) {
      String[] pair = part.split(":", 2);
      metrics.put(pair[0], pair[1]);
    }
    try {
      return OptionalDouble.of(score(metrics));
    } catch (IllegalArgumentException lacking) {
      return OptionalDouble.empty();
    }
  }

  private static double score(Map<String, String> metrics) {
    boolean changed = word(metrics, "S").equals("C");
    double spared = (1 - loss(metrics, "C")) * (1 - loss(metrics, "I")) * (1 - loss(metrics, "A"));
    double base = 1 - spared;
    double impact =
        changed ? 7.52 * (base - 0.029) - 3.25 * Math.pow(base - 0.02, 15) : 6.42 * base;
    double exploitability =
        8.22
            * weight(metrics, "AV")
            * weight(metrics, "AC")
            * privileges(metrics, changed)
            * weight(metrics, "UI");
    if (impact <= 0) {
      return 0;
    }
    return up(Math.min((changed ? 1.08 : 1) * (impact + exploitability), 10));
  }

  private static double privileges(Map<String, String> metrics, boolean changed) {
    return switch (word(metrics, "PR")) {
      case "N" -> 0.85;
      case "L" -> changed ? 0.68 : 0.62;
      case "H" -> changed ? 0.5 : 0.27;
      default -> throw new IllegalArgumentException("PR");
    };
  }

  private static double loss(Map<String, String> metrics, String metric) {
    return switch (word(metrics, metric)) {
      case "H" -> 0.56;
      case "L" -> 0.22;
      case "N" -> 0;
      default -> throw new IllegalArgumentException(metric);
    };
  }

  private static double weight(Map<String, String> metrics, String metric) {
    Double weight = WEIGHTS.get(metric + ":" + word(metrics, metric));
    if (weight == null) {
      throw new IllegalArgumentException(metric);
    }
    return weight;
  }

  private static String word(Map<String, String> metrics, String metric) {
    String word = metrics.get(metric);
    if (word == null) {
      throw new IllegalArgumentException(metric);
    }
    return word;
  }

  /// One decimal, upwards, without the noise of binary fractions.
  private static double up(double score) {
    long scaled = Math.round(score * 100_000);
    return scaled % 10_000 == 0 ? scaled / 100_000.0 : (scaled / 10_000 + 1) / 10.0;
  }
}
