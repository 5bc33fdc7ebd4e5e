package org.trousse.referencing.check.roll;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.trousse.referencing.check.Check;
import org.trousse.referencing.check.behaviour.ValidatesFhir;
import org.trousse.referencing.criterion.Criterion;
import org.trousse.referencing.criterion.Decider;
import org.trousse.referencing.criterion.Specification;
import org.trousse.referencing.criterion.SpecificationReader;

final class EveryCheckTest {
  /// What the project promises to look at by itself.
  private static final List<String> PROMISED =
      List.of(
          "GOV-03", "GOV-07", "GOV-08", "HOS-02", "OAU-01", "OAU-02", "OAU-03", "OAU-04", "OAU-05",
          "OAU-06", "OAU-07", "OAU-08", "OAU-09", "CNS-02", "API-01", "API-02", "API-03", "API-04",
          "API-05", "API-06", "API-07", "API-08", "DEV-01", "DEV-02", "DEV-03", "DEV-06", "NET-01",
          "COD-01", "COD-02", "COD-06", "LOG-01", "PRV-02", "ETH-01");

  private static final Specification NEWEST = SpecificationReader.published().newest();

  private static List<String> criteria() {
    return EveryCheck.with(ValidatesFhir.NONE).stream().map(Check::criterion).toList();
  }

  @Test
  void each_promised_criterion_has_exactly_one_check() {
    assertThat(criteria()).containsAll(PROMISED).doesNotHaveDuplicates();
  }

  @Test
  void each_check_is_of_a_criterion_that_a_machine_looks_at() {
    Set<String> machine = new TreeSet<>();
    for (Criterion one : NEWEST.criteria()) {
      if (one.decider() != Decider.HUMAN) {
        machine.add(one.id());
      }
    }

    assertThat(machine).containsAll(criteria());
  }

  @Test
  void whoever_decides_today_is_said_of_every_criterion() {
    List<String> looked = new ArrayList<>(criteria());
    looked.addAll(DecidingToday.BY_MANIFEST);
    looked.addAll(DecidingToday.BY_FILE);
    looked.addAll(DecidingToday.BY_PEOPLE);

    assertThat(looked)
        .doesNotHaveDuplicates()
        .containsExactlyInAnyOrderElementsOf(
            NEWEST.criteria().stream()
                .filter(one -> one.decider() != Decider.HUMAN)
                .map(Criterion::id)
                .toList());
  }

  @Test
  void people_who_stand_in_for_a_machine_are_given_something_to_look_at() {
    assertThat(NEWEST.criteria().stream().filter(DecidingToday::peopleInstead))
        .hasSameSizeAs(DecidingToday.BY_PEOPLE)
        // NET-03 is judged by what COD-01 and NET-02 ask for
        .filteredOn(one -> !one.id().equals("NET-03"))
        .allSatisfy(one -> assertThat(one.evidence()).as(one.id()).isNotEmpty());
  }
}
