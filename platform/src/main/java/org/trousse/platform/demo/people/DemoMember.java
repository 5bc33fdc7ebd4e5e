package org.trousse.platform.demo.people;

import java.time.LocalDate;

/// A synthetic member of the committee, whom nobody plays: an account that may be named among those
/// who sat.
///
/// @param citizen one of the committee's citizens
public record DemoMember(String given, String family, LocalDate birthDate, boolean citizen) {
  /// Both names, for a list.
  public String name() {
    return given + " " + family;
  }

  /// Never the name, as for [DemoPerson].
  @Override
  public String toString() {
    return "DemoMember(…)";
  }
}
