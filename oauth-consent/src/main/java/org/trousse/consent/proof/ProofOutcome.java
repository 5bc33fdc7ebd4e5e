package org.trousse.consent.proof;

/// Whether a proof holds.
public sealed interface ProofOutcome {
  /// It does.
  ///
  /// @param jkt RFC 7638 thumbprint of the key
  record Proven(String jkt) implements ProofOutcome {}

  /// It does not.
  ///
  /// @param why a sentence for developers
  record Refused(String why) implements ProofOutcome {}
}
