package org.trousse.referencing.check.release;

import java.util.List;
import org.trousse.referencing.check.Check;

/// The checks of this room, in the order of the specification.
public final class ReleaseChecks {
  public static final List<Check> ALL =
      List.of(new SbomCheck(), new VulnerabilityCheck(), new SignatureCheck());

  private ReleaseChecks() {}
}
