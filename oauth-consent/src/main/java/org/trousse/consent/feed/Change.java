package org.trousse.consent.feed;

import java.util.Optional;
import java.util.UUID;
import org.trousse.sdk.PatientId;

/// Something that doors must know.
///
/// @param key see [Kind]
public record Change(long version, Kind kind, String key) {
  /// What the key names.
  public enum Kind {
    /// `grant id, patient, client id`, with a space between.
    GRANT,
    /// The client id.
    APP,
    /// The patient whose account was closed.
    ACCOUNT,
    /// Ids of sessions that ended or changed hands, with a space between.
    SESSION,
    /// Nothing: what happened until this version is not known any more, so anything may have
    /// changed. Never stored.
    UNKNOWN
  }

  /// Which grant of whom to whom.
  public record GrantKey(UUID id, PatientId patient, String clientId) {
    public String text() {
      return id + " " + patient.text() + " " + clientId;
    }
  }

  /// Empty for what is no change of a grant.
  public Optional<GrantKey> grant() {
    if (kind != Kind.GRANT) {
      return Optional.empty();
    }
    String[] parts = key.split(" ", 3);
    return Optional.of(
        new GrantKey(UUID.fromString(parts[0]), PatientId.parse(parts[1]).orElseThrow(), parts[2]));
  }
}
