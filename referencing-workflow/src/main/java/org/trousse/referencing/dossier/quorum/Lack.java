package org.trousse.referencing.dossier.quorum;

import java.util.List;
import java.util.UUID;
import org.trousse.referencing.text.Text;

/// One thing that keeps an opinion from being given.
///
/// @param words what to do about it, or what is missing
/// @param accounts whom it is about; empty: nobody in particular
public record Lack(Kind kind, Text words, List<UUID> accounts) {
  /// What is missing, or too much.
  public enum Kind {
    /// Too few sat.
    PRESENT,
    /// Too few of them were citizens.
    CITIZENS,
    /// Who proposes did not sit.
    PROPOSER,
    /// Who confirms did not sit.
    SECONDER,
    /// Somebody who is named has an interest in the vendor.
    RECUSED,
    /// Somebody is named twice.
    TWICE,
    /// Somebody who is named is neither of the committee nor a lead.
    NOT_OF_THE_COMMITTEE,
    /// More are named than anybody reads.
    TOO_MANY,
    /// The proposal was made before this was recorded.
    NOT_RECORDED,
    /// The move is no opinion.
    NO_OPINION
  }

  public Lack {
    accounts = List.copyOf(accounts);
  }

  static Lack of(Kind kind, String french, String english) {
    return new Lack(kind, new Text(french, english), List.of());
  }

  Lack about(List<UUID> whom) {
    return new Lack(kind, words, whom);
  }
}
