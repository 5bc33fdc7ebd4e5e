package org.trousse.referencing.desk;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.trousse.referencing.criterion.RiskTier;
import org.trousse.referencing.dossier.State;
import org.trousse.referencing.text.Text;

/// One line of an officer's queue, or of a vendor's list.
///
/// @param appName as the newest readable manifest says; the reference before the first
/// @param tier empty before the first readable manifest
/// @param flags what stands out, e.g. more scopes than before, a new sub-processor, an escalation
/// @param takenBy the officer who works on it
public record QueueLine(
    UUID dossier,
    UUID organisation,
    String reference,
    String appName,
    String organisationName,
    State state,
    Instant since,
    Optional<RiskTier> tier,
    Optional<DossierView.ClockView> clock,
    List<Text> flags,
    Optional<UUID> takenBy) {
  public QueueLine {
    flags = List.copyOf(flags);
  }
}
