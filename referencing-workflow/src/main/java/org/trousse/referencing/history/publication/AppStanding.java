package org.trousse.referencing.history.publication;

import org.trousse.referencing.dossier.State;
import org.trousse.referencing.dossier.move.Moves;
import org.trousse.referencing.dossier.move.TokenEffect;

/// What an app's client may do.
public enum AppStanding {
  /// Records, within the effect's bounds.
  ACTIVE,
  /// Nothing now; grants wait (rulings 17).
  SUSPENDED,
  /// Nothing any more.
  ENDED,
  /// The sandbox only.
  SANDBOX;

  public static AppStanding of(State state) {
    return switch (Moves.entry(state).effect()) {
      case SANDBOX -> SANDBOX;
      case NONE -> SUSPENDED;
      case TEST_COHORT, LIVE_CAPPED, LIVE, LIVE_BANNER -> ACTIVE;
      case REVOKED -> state == State.SUSPENDED ? SUSPENDED : ENDED;
    };
  }

  /// A change that the authorization server must hear of.
  ///
  /// @param version grows with each change of the dossier; an older one than was heard is no news
  public record Change(String software, AppStanding standing, TokenEffect effect, int version) {
    public static Change of(String software, State state, int version) {
      return new Change(software, AppStanding.of(state), Moves.entry(state).effect(), version);
    }
  }
}
