package org.trousse.referencing.sandbox.scene;

import java.time.Duration;
import java.util.List;
import java.util.Set;

/// One scene for one app.
///
/// @param granted what the patient allows, out of what the app declared
/// @param watch how long the sandbox goes on looking after the app has said that it is done
public record Scene(
    String id,
    Set<String> granted,
    Tamper tamper,
    Set<Fault> faults,
    List<Instruction> instructions,
    List<GivenReading> readings,
    Duration watch) {
  public Scene {
    granted = Set.copyOf(granted);
    faults = Set.copyOf(faults);
    instructions = List.copyOf(instructions);
    readings = List.copyOf(readings);
  }
}
