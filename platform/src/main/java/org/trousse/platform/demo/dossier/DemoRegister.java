package org.trousse.platform.demo.dossier;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.trousse.platform.demo.office.DemoOffice;
import org.trousse.referencing.dossier.State;

/// The demo's dossiers as they stand now, and who works on them.
public record DemoRegister(DemoOffice office, List<Line> lines) {
  /// One dossier.
  ///
  /// @param clientId null: no patient can authorise the app yet
  public record Line(
      UUID id,
      String reference,
      String software,
      @Nullable String clientId,
      String name,
      State state) {}

  public DemoRegister {
    lines = List.copyOf(lines);
  }
}
