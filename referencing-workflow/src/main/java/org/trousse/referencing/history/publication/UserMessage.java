package org.trousse.referencing.history.publication;

import java.time.Instant;
import java.util.UUID;
import org.trousse.referencing.text.Text;

/// What the people who connected an app are told.
///
/// @param version of the dossier; with the dossier it says whether this was told already
/// @param reason why, in words for everybody
public record UserMessage(
    UUID dossier, int version, String software, Kind kind, Text reason, Instant at) {
  /// What happened to the app.
  public enum Kind {
    SUSPENDED,
    RESTORED,
    ENDED
  }
}
