package org.trousse.record.page.profile;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.trousse.record.derived.Display;
import org.trousse.record.glucose.GlucoseUnit;
import org.trousse.record.glucose.Targets.Goal;
import org.trousse.record.glucose.Targets.Result;
import org.trousse.record.glucose.Targets.Side;

/// The five ranges as one bar, told apart by pattern and words, and as a table with their sums.
/// Percentages are whole and add up to 100: what rounding down leaves goes to the largest
/// remainders.
///
/// @param says the bar in words
/// @param parts from the lowest to the highest range
/// @param rows from the highest to the lowest, then the two sums
public record BandBar(String says, List<Part> parts, List<Row> rows) {
  public static final int WIDTH = 600;
  public static final int HEIGHT = 56;
  private static final List<String> LOOKS =
      List.of("very-low", "low", "in-range", "high", "very-high");

  /// A piece of the bar.
  ///
  /// @param label empty where there is no room
  public record Part(String look, int x, int width, String label) {
    public int middle() {
      return x + width / 2;
    }
  }

  /// One line.
  ///
  /// @param look empty for a sum
  public record Row(
      String look,
      String title,
      String range,
      String share,
      String hours,
      String goal,
      String result) {}

  static BandBar of(Shown shown) {
    double[] shares = shares(shown);
    int[] whole = whole(shares, shown.numbers().levels().n());
    List<Row> rows = new ArrayList<>();
    for (int band = LOOKS.size() - 1; band >= 0; band--) {
      rows.add(row(shown, band, shares[band], whole[band]));
    }
    rows.add(sum(shown, "above", shares[3] + shares[4], whole[3] + whole[4]));
    rows.add(sum(shown, "below", shares[0] + shares[1], whole[0] + whole[1]));
    return new BandBar(says(rows, shown), parts(shares, whole, shown), List.copyOf(rows));
  }

  /// In percent, from the lowest range to the highest.
  private static double[] shares(Shown shown) {
    double veryLow = value(shown, "veryLow");
    double veryHigh = value(shown, "veryHigh");
    return new double[] {
      veryLow,
      value(shown, "below") - veryLow,
      value(shown, "inRange"),
      value(shown, "above") - veryHigh,
      veryHigh
    };
  }

  static double value(Shown shown, String number) {
    Double value = goal(shown, number).value();
    return value == null ? 0 : value;
  }

  private static Goal goal(Shown shown, String number) {
    return shown.targets().goals().stream()
        .filter(goal -> goal.number().equals(number))
        .findFirst()
        .orElseThrow();
  }

  static int[] whole(double[] shares, int n) {
    long[] counts = Arrays.stream(shares).mapToLong(share -> Math.round(share * n / 100)).toArray();
    int[] whole = new int[shares.length];
    int missing = 100;
    for (int band = 0; band < shares.length; band++) {
      whole[band] = (int) (100 * counts[band] / n);
      missing -= whole[band];
    }
    boolean[] given = new boolean[shares.length];
    for (; missing > 0; missing--) {
      int largest = -1;
      for (int band = 0; band < shares.length; band++) {
        if (!given[band] && (largest < 0 || 100 * counts[band] % n > 100 * counts[largest] % n)) {
          largest = band;
        }
      }
      given[largest] = true;
      whole[largest]++;
    }
    return whole;
  }

  private static Row row(Shown shown, int band, double share, int whole) {
    String look = LOOKS.get(band);
    String number =
        switch (look) {
          case "very-low" -> "veryLow";
          case "in-range" -> "inRange";
          case "very-high" -> "veryHigh";
          default -> "";
        };
    Goal goal = number.isEmpty() ? null : goal(shown, number);
    return new Row(
        look,
        shown.words().text("profile.band." + look),
        range(shown, look),
        percent(share, whole, shown),
        shown.figures().ofDay(share),
        goal == null ? "" : asked(goal, shown),
        goal == null ? "" : result(goal, shown));
  }

  private static Row sum(Shown shown, String number, double share, int whole) {
    Goal goal = goal(shown, number);
    return new Row(
        "",
        shown.words().text("profile.sum." + number),
        shown.words().text("profile.range." + number, shown.bound(bound(shown, number))),
        percent(share, whole, shown),
        shown.figures().ofDay(share),
        asked(goal, shown),
        result(goal, shown));
  }

  private static double bound(Shown shown, String number) {
    return number.equals("above") ? shown.high() : shown.low();
  }

  private static String range(Shown shown, String look) {
    GlucoseUnit unit = shown.unit();
    return switch (look) {
      case "very-low" -> shown.words().text("profile.range.below", shown.bound(unit.veryLow()));
      case "low" -> shown.range(unit.veryLow(), shown.low());
      case "in-range" -> shown.bound(shown.low()) + "–" + shown.bound(shown.high());
      case "high" -> shown.rangeAbove(shown.high(), unit.veryHigh());
      default -> shown.words().text("profile.range.above", shown.bound(unit.veryHigh()));
    };
  }

  /// Never "0 %" for what did happen, nor "100 %" for what did not always.
  static String percent(double share, int whole, Shown shown) {
    String prefix = "";
    int number = whole;
    if (share > 0 && share < 1) {
      prefix = "<\u00a0";
      number = 1;
    } else if (share > 99 && share < 100) {
      prefix = ">\u00a0";
      number = 99;
    }
    return prefix + shown.figures().percent(Integer.toString(number));
  }

  private static String asked(Goal goal, Shown shown) {
    Double asked = goal.goal();
    if (asked == null) {
      return shown.words().text("profile.goal.none");
    }
    String key = goal.side() == Side.ABOVE ? "profile.goal.more" : "profile.goal.less";
    return shown.words().text(key, shown.figures().percent(asked, Display.SHARE));
  }

  static String result(Goal goal, Shown shown) {
    return goal.result() == Result.NO_GOAL || goal.result() == Result.UNKNOWN
        ? ""
        : shown.words().text("profile.result." + goal.result().word());
  }

  private static String says(List<Row> rows, Shown shown) {
    List<String> parts =
        rows.stream()
            .filter(row -> !row.look().isEmpty())
            .map(row ->
                shown.words().text("profile.bar.part", row.title(), row.range(), row.share()))
            .toList();
    return shown.words().text("profile.bar.says", String.join(", ", parts));
  }

  private static List<Part> parts(double[] shares, int[] whole, Shown shown) {
    List<Part> parts = new ArrayList<>();
    double passed = 0;
    for (int band = 0; band < shares.length; band++) {
      int from = (int) Math.round(passed * WIDTH / 100);
      passed += shares[band];
      int to = (int) Math.round(passed * WIDTH / 100);
      boolean room = to - from >= 70;
      String label = room ? percent(shares[band], whole[band], shown) : "";
      if (shares[band] > 0) {
        parts.add(
            new Part(Objects.requireNonNull(LOOKS.get(band)), from, Math.max(2, to - from), label));
      }
    }
    return List.copyOf(parts);
  }
}
