package org.trousse.platform.demo.people;

import java.time.LocalDate;

/// A synthetic person without a record here, who acts for a child.
public record DemoParent(
    String given, String family, LocalDate birthDate, DemoPerson.Story story, DemoPerson child) {
  /// Both names, for a list.
  public String name() {
    return given + " " + family;
  }

  /// Never the name, as for [DemoPerson].
  @Override
  public String toString() {
    return "DemoParent(…)";
  }
}
