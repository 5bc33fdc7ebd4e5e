package org.trousse.referencing.dossier;

import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.trousse.referencing.dossier.move.Grounds;
import org.trousse.referencing.dossier.move.MoveName;
import org.trousse.referencing.dossier.quorum.Bench;
import org.trousse.referencing.finding.Finding;
import org.trousse.referencing.text.Text;

/// What somebody wants to do to a dossier.
public sealed interface Act {
  /// Goes to another state; where the move needs two people, proposes it.
  ///
  /// @param present who sat, for an opinion of the committee; empty for every other move
  /// @param bench who may sit; whoever asks says nothing of it, the desk looks
  record Go(MoveName move, Grounds grounds, List<UUID> present, Bench bench) implements Act {
    public Go {
      present = List.copyOf(present);
    }

    public Go(MoveName move, Grounds grounds) {
      this(move, grounds, List.of(), Bench.NONE);
    }

    public Go(MoveName move, Grounds grounds, List<UUID> present) {
      this(move, grounds, present, Bench.NONE);
    }
  }

  /// The second person agrees.
  ///
  /// @param proposal its number
  /// @param snapshot the evidence that the second person saw
  /// @param bench who may sit now, for an opinion; the desk looks
  record Confirm(int proposal, String snapshot, Bench bench) implements Act {
    public Confirm(int proposal, String snapshot) {
      this(proposal, snapshot, Bench.NONE);
    }
  }

  /// The second person does not agree, or the first takes it back.
  record Decline(int proposal, Text reason) implements Act {}

  /// An officer decides about one criterion.
  ///
  /// @param due until when the vendor must mend it
  /// @param version of the verdict that the officer saw; 0: there was none
  /// @param snapshot the evidence that the officer saw
  record Judge(
      String criterion,
      VerdictWord word,
      Text reason,
      @Nullable LocalDate due,
      int version,
      String snapshot)
      implements Act {}

  /// The automatic checks saw something.
  record Find(List<Finding> findings) implements Act {
    public Find {
      findings = List.copyOf(findings);
    }
  }

  /// The vendor changes what it hands in.
  ///
  /// @param retest criteria that the change concerns
  record Revise(Evidence evidence, Set<String> retest) implements Act {}

  /// An officer asks the vendor something and stops our clock.
  record Stop(Text reason) implements Act {}

  /// Our clock runs on.
  record Resume() implements Act {}

  /// The vendor says that all still holds.
  record Attest(String snapshot) implements Act {}

  /// The clock says that somebody must look.
  record Escalate() implements Act {}
}
