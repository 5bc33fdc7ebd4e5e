package org.trousse.referencing.complaint;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What somebody reported.
///
/// @param id the same when it is handed on twice
/// @param software the app's client id; null: it is about the site
/// @param about what it is about, a word of the catalogue's form
/// @param words 1 to 2,000 characters
/// @param contact where to answer; null: nowhere
public record Complaint(
    UUID id,
    @Nullable String software,
    String about,
    String words,
    @Nullable String contact,
    Instant at) {
  /// One that waits, with the app as officers know it.
  ///
  /// @param app its name; empty: it has no dossier, or is about the site
  /// @param dossier the newest; empty likewise
  public record Waiting(Complaint complaint, Optional<String> app, Optional<UUID> dossier) {}

  /// Never the words, never the contact.
  @Override
  public String toString() {
    return "Complaint(" + id + ", " + about + ")";
  }
}
