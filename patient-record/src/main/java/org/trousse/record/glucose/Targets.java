package org.trousse.record.glucose;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The goals of a profile (Battelino 2019, doi:10.2337/dci19-0028) beside what was reached. All
/// goals are strict but that of the CV. Which profile is a person's own is for their carers to say.
///
/// @param profile `adult`, `older`, `pregnancy` (type 1) or `gestational` (also type 2)
/// @param from the lower end of its range, in the series' unit
/// @param to the upper end
public record Targets(String profile, double from, double to, List<Goal> goals) {
  public Targets {
    goals = List.copyOf(goals);
  }

  /// What became of a goal.
  public enum Result {
    MET("met"),
    NOT_MET("not-met"),
    NO_GOAL("no-goal"),
    UNKNOWN("unknown");

    private final String word;

    Result(String word) {
      this.word = word;
    }

    public String word() {
      return word;
    }
  }

  /// Which side of a goal is good.
  public enum Side {
    ABOVE(">"),
    BELOW("<"),
    AT_MOST("≤");

    private final String sign;

    Side(String sign) {
      this.sign = sign;
    }

    public String sign() {
      return sign;
    }

    private boolean holds(double value, double goal) {
      return switch (this) {
        case ABOVE -> value > goal;
        case BELOW -> value < goal;
        case AT_MOST -> value <= goal;
      };
    }
  }

  /// One goal.
  ///
  /// @param number `inRange`, `below` and `above` the profile's range, `veryLow` (below 54 mg/dL),
  ///   `veryHigh` (above 250), `meanMgDl`, `gmi` or `cv`
  /// @param goal null: the profile has none
  /// @param value null: not known
  public record Goal(
      String number, Side side, @Nullable Double goal, @Nullable Double value, Result result) {
    private static Goal of(
        String number, Side side, @Nullable Double goal, @Nullable Double value) {
      Result result;
      if (goal == null) {
        result = Result.NO_GOAL;
      } else if (value == null) {
        result = Result.UNKNOWN;
      } else {
        result = side.holds(value, goal) ? Result.MET : Result.NOT_MET;
      }
      return new Goal(number, side, goal, value, result);
    }
  }

  /// Goals of the ranges; null where the consensus names none.
  private record Asked(
      @Nullable Double inRange,
      @Nullable Double below,
      @Nullable Double veryLow,
      @Nullable Double above,
      @Nullable Double veryHigh) {}

  private static final Asked ADULT = new Asked(70d, 4d, 1d, 25d, 5d);
  private static final Asked OLDER = new Asked(50d, 1d, null, 50d, 10d);
  private static final Asked PREGNANCY = new Asked(70d, 4d, 1d, 25d, null);
  private static final Asked GESTATIONAL = new Asked(null, null, null, null, null);

  static List<Targets> of(GlucoseSeries series, GlucoseNumbers.Levels levels) {
    GlucoseUnit unit = series.unit();
    double low = unit.low();
    double high = unit.high();
    double pregnancyLow = unit.pregnancyLow();
    double pregnancyHigh = unit.tightHigh();
    return List.of(
        of("adult", low, high, ADULT, series, adult(levels)),
        of("older", low, high, OLDER, series, List.of()),
        of("pregnancy", pregnancyLow, pregnancyHigh, PREGNANCY, series, List.of()),
        of("gestational", pregnancyLow, pregnancyHigh, GESTATIONAL, series, List.of()));
  }

  /// What the reference report shows beside the ranges.
  private static List<Goal> adult(GlucoseNumbers.Levels levels) {
    return List.of(
        Goal.of("meanMgDl", Side.BELOW, 154d, levels.meanMgDl()),
        Goal.of("gmi", Side.BELOW, 7d, levels.gmi()),
        Goal.of("cv", Side.AT_MOST, 36d, levels.cv()));
  }

  private static Targets of(
      String profile, double from, double to, Asked asked, GlucoseSeries series, List<Goal> more) {
    GlucoseUnit unit = series.unit();
    List<Goal> goals =
        List.of(
            Goal.of("inRange", Side.ABOVE, asked.inRange(), series.percentWithin(from, to)),
            Goal.of("below", Side.BELOW, asked.below(), series.percentBelow(from)),
            Goal.of("veryLow", Side.BELOW, asked.veryLow(), series.percentBelow(unit.veryLow())),
            Goal.of("above", Side.BELOW, asked.above(), series.percentAbove(to)),
            Goal.of(
                "veryHigh", Side.BELOW, asked.veryHigh(), series.percentAbove(unit.veryHigh())));
    List<Goal> all = new ArrayList<>(goals);
    all.addAll(more);
    return new Targets(profile, from, to, all);
  }
}
