package org.trousse.catalogue.statement;

import java.time.Instant;
import org.trousse.catalogue.listing.Standing;

/// What became of the wish for a statement.
public sealed interface StatementOutcome {
  /// Here it is.
  ///
  /// @param jws for one registration
  record Issued(String jws, Instant expiresAt) implements StatementOutcome {
    /// Never the statement.
    @Override
    public String toString() {
      return "Issued(" + expiresAt + ")";
    }
  }

  /// The app is known, and may not be connected now.
  record NotAllowed(Standing standing) implements StatementOutcome {}

  /// The app is listed only: it exchanges no data, so it is nobody's client.
  record NoExchange() implements StatementOutcome {}

  record Unknown() implements StatementOutcome {}
}
