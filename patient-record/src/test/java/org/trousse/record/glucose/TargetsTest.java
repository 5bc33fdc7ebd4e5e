package org.trousse.record.glucose;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.trousse.record.glucose.Targets.Goal;
import org.trousse.record.glucose.Targets.Result;

final class TargetsTest {
  /// So many values of each kind, of 100.
  private static List<Targets> of(int veryLow, int low, int inRange, int high, int veryHigh) {
    double[] values = new double[veryLow + low + inRange + high + veryHigh];
    int place = 0;
    int[] counts = {veryLow, low, inRange, high, veryHigh};
    double[] levels = {50, 60, 100, 200, 300};
    for (int band = 0; band < counts.length; band++) {
      Arrays.fill(values, place, place + counts[band], levels[band]);
      place += counts[band];
    }
    return GlucoseNumbers.of(
            Fixture.every5Minutes("2026-06-01T00:00:00Z", GlucoseUnit.MG_PER_DL, values))
        .targets();
  }

  private static Result result(List<Targets> targets, String profile, String number) {
    return targets.stream()
        .filter(target -> target.profile().equals(profile))
        .flatMap(target -> target.goals().stream())
        .filter(goal -> goal.number().equals(number))
        .map(Goal::result)
        .findFirst()
        .orElseThrow();
  }

  @Test
  void a_goal_that_is_just_reached_is_not_met() {
    List<Targets> atTheGoals = of(1, 3, 71, 20, 5);

    assertThat(result(atTheGoals, "adult", "inRange")).isEqualTo(Result.MET);
    assertThat(result(atTheGoals, "adult", "veryLow")).isEqualTo(Result.NOT_MET);
    assertThat(result(atTheGoals, "adult", "below")).isEqualTo(Result.NOT_MET);
    assertThat(result(atTheGoals, "adult", "above")).isEqualTo(Result.NOT_MET);
    assertThat(result(atTheGoals, "adult", "veryHigh")).isEqualTo(Result.NOT_MET);
    assertThat(result(of(0, 0, 70, 30, 0), "adult", "inRange")).isEqualTo(Result.NOT_MET);
  }

  @Test
  void older_people_have_goals_of_their_own() {
    List<Targets> targets = of(0, 1, 55, 40, 4);

    assertThat(result(targets, "older", "inRange")).isEqualTo(Result.MET);
    assertThat(result(targets, "older", "below")).isEqualTo(Result.NOT_MET);
    assertThat(result(targets, "older", "veryLow")).isEqualTo(Result.NO_GOAL);
    assertThat(result(targets, "older", "above")).isEqualTo(Result.MET);
    assertThat(result(targets, "older", "veryHigh")).isEqualTo(Result.MET);
  }

  @Test
  void in_pregnancy_the_range_is_63_to_140() {
    Targets pregnancy =
        GlucoseNumbers.of(
                Fixture.every5Minutes(
                    "2026-06-01T00:00:00Z", GlucoseUnit.MG_PER_DL, 62.9, 63, 140, 140.1))
            .targets()
            .get(2);

    assertThat(pregnancy.profile()).isEqualTo("pregnancy");
    assertThat(pregnancy.goals().getFirst().value()).isEqualTo(50.0);
    assertThat(pregnancy.goals().get(1).value()).isEqualTo(25.0);
    assertThat(pregnancy.goals().get(3).value()).isEqualTo(25.0);
    assertThat(pregnancy.goals().get(4).result()).isEqualTo(Result.NO_GOAL);
  }

  @Test
  void gestational_diabetes_has_no_goal_in_percent() {
    assertThat(of(0, 0, 100, 0, 0).get(3).goals())
        .allMatch(goal -> goal.result() == Result.NO_GOAL);
  }

  @Test
  void a_cv_of_36_is_met_and_nothing_is_unknown() {
    List<Targets> nothing =
        GlucoseNumbers.of(GlucoseSeries.of(List.of(), GlucoseUnit.MG_PER_DL, Fixture.PARIS))
            .targets();

    assertThat(result(nothing, "adult", "cv")).isEqualTo(Result.UNKNOWN);
    assertThat(result(of(0, 0, 100, 0, 0), "adult", "cv")).isEqualTo(Result.MET);
    assertThat(result(of(0, 0, 100, 0, 0), "adult", "gmi")).isEqualTo(Result.MET);
    assertThat(result(of(0, 0, 0, 0, 100), "adult", "meanMgDl")).isEqualTo(Result.NOT_MET);
  }
}
