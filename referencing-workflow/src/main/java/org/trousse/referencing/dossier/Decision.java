package org.trousse.referencing.dossier;

import java.util.List;
import org.trousse.referencing.dossier.quorum.Lack;
import org.trousse.referencing.text.Text;

/// The answer to an act.
public sealed interface Decision {
  /// It is done.
  ///
  /// @param events in order, new; none where there was nothing to do
  /// @param dossier as it stands after them
  record Decided(List<Event> events, Dossier dossier) implements Decision {
    public Decided {
      events = List.copyOf(events);
    }
  }

  /// It is not done, and nothing is kept of it.
  ///
  /// @param lacks what the committee's quorum lacks; empty for every other refusal
  record Refused(Refusal kind, Text words, List<Lack> lacks) implements Decision {
    public Refused {
      lacks = List.copyOf(lacks);
    }

    public Refused(Refusal kind, Text words) {
      this(kind, words, List.of());
    }
  }

  enum Refusal {
    /// There is no such dossier.
    UNKNOWN,
    /// Another dossier of the same app is open, or it is too early for a new one.
    NOT_YET,
    /// The dossier's state has no such move, or its conditions are not met.
    NOT_HERE,
    /// This actor may not do it.
    NOT_YOURS,
    /// The officer has an interest in the organisation.
    INTEREST,
    /// The reason is missing or is none for this move.
    REASON,
    /// The decision must cite criteria, and only ones that exist here.
    CRITERIA,
    /// The evidence changed since it was looked at.
    STALE,
    /// The second person must be another one.
    SAME_PERSON,
    /// The committee does not sit as it must for an opinion.
    QUORUM,
    /// No such proposal waits, or another one does.
    PROPOSAL,
    /// Somebody else judged the criterion meanwhile.
    CONFLICT,
    /// A due date is missing, or lies in the past.
    DUE_DATE
  }
}
