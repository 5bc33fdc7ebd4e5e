package org.trousse.referencing.check.roll;

import java.util.Set;
import org.trousse.referencing.criterion.Criterion;
import org.trousse.referencing.criterion.Decider;

/// Who decides today. The specification says what a machine may decide; where our machine does not
/// look yet, people do, and every page and answer says so.
public final class DecidingToday {
  /// Not a word of these is looked at by a machine of ours.
  public static final Set<String> BY_PEOPLE =
      Set.of(
          "IDN-01", "IDN-02", "IDN-03", "IDN-04", "IDN-05", "HOS-03", "HOS-04", "CNS-03", "DEV-04",
          "NET-02", "NET-03", "COD-04", "COD-05", "COD-07", "LOG-03", "PRV-03", "SAF-02");

  /// Held by the manifest's rules: a manifest that breaks them is not taken.
  static final Set<String> BY_MANIFEST = Set.of("GOV-01", "GOV-02", "GOV-04", "CNS-01", "ETH-03");

  /// A file must be handed in, its hash is kept and its time watched; a person reads it.
  static final Set<String> BY_FILE =
      Set.of(
          "GOV-05", "GOV-06", "GOV-09", "HOS-01", "HOS-05", "DEV-05", "COD-03", "LOG-02", "PRV-01",
          "ETH-04");

  private DecidingToday() {}

  public static Decider of(Criterion criterion) {
    return BY_PEOPLE.contains(criterion.id()) ? Decider.HUMAN : criterion.decider();
  }

  /// Its automatic part waits.
  public static boolean peopleInstead(Criterion criterion) {
    return of(criterion) != criterion.decider();
  }
}
