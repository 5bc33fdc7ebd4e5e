package org.trousse.referencing.history.publication;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.trousse.referencing.dossier.State;
import org.trousse.referencing.dossier.VerdictWord;
import org.trousse.referencing.text.Text;

/// All that the catalogue needs of a dossier whose app patients can find, or could.
///
/// @param version of the dossier; an older one than was published is no news
/// @param reference what people call the dossier
/// @param manifest the one that was judged, JSON as the vendor wrote it
/// @param specification the version that the dossier was judged by
/// @param decidedOn when the app came into its present state
/// @param validUntil when the approval ends
/// @param conditions what the vendor still has to mend, and until when
/// @param history decisions, oldest first, without the names of officers
public record Publication(
    UUID dossier,
    int version,
    String reference,
    String software,
    UUID organisation,
    String manifest,
    String specification,
    State state,
    Instant decidedOn,
    @Nullable Instant validUntil,
    List<PublicVerdict> verdicts,
    List<Condition> conditions,
    List<HistoryLine> history) {
  public Publication {
    verdicts = List.copyOf(verdicts);
    conditions = List.copyOf(conditions);
    history = List.copyOf(history);
  }

  /// What was decided about one criterion.
  ///
  /// @param machine whether a machine decided, else a person
  public record PublicVerdict(
      String criterion, VerdictWord word, LocalDate decidedOn, boolean machine) {}

  /// What the vendor still has to mend.
  public record Condition(String criterion, Text reason, LocalDate due) {}

  /// One decision.
  ///
  /// @param what the state into which the dossier came
  /// @param sat how many of the committee sat; null: it is no opinion, or it was not recorded
  public record HistoryLine(Instant at, State what, String move, Text reason, @Nullable Sat sat) {}

  /// How many sat, and never who.
  ///
  /// @param citizens how many of them were citizens
  public record Sat(int present, int citizens) {}
}
