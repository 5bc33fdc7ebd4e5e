package org.trousse.referencing.desk;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.trousse.referencing.calendar.Turn;
import org.trousse.referencing.check.CheckRun;
import org.trousse.referencing.dossier.Dossier;
import org.trousse.referencing.dossier.Event;
import org.trousse.referencing.dossier.move.MoveName;
import org.trousse.referencing.dossier.quorum.Bench;
import org.trousse.referencing.history.HistoryPage;
import org.trousse.referencing.history.ManifestStore;
import org.trousse.referencing.manifest.Manifest;
import org.trousse.referencing.manifest.ManifestError;

/// A dossier as somebody sees it now.
///
/// @param organisationName of the vendor
/// @param manifestJson the newest draft as it was written; null before the first
/// @param manifest what it says; empty while it has errors
/// @param criteria all of the specification, in its order
/// @param clock empty where none runs
/// @param moves what this visitor may do next, by the table of moves
/// @param history its moves in order, for officers; [DeskLane#history] has the rest, part by part
/// @param runs the newest first
/// @param bench who may sit, for officers while the committee has it; else nobody
public record DossierView(
    Dossier dossier,
    String organisationName,
    @Nullable String manifestJson,
    Optional<Manifest> manifest,
    List<ManifestError> errors,
    List<ManifestStore.Version> versions,
    List<CriterionLine> criteria,
    Optional<ClockView> clock,
    List<MoveName> moves,
    List<Event> history,
    List<CheckRun> runs,
    Bench bench) {
  public DossierView {
    errors = List.copyOf(errors);
    versions = List.copyOf(versions);
    criteria = List.copyOf(criteria);
    moves = List.copyOf(moves);
    history = List.copyOf(history);
    runs = List.copyOf(runs);
  }

  /// A part of what happened to a dossier.
  public record Past(Dossier dossier, HistoryPage page) {}

  /// Whose turn it is and by when.
  ///
  /// @param used working or calendar days, as `workingDays` says
  /// @param due null while the clock stands still
  public record ClockView(
      Turn turn,
      int used,
      int limit,
      boolean workingDays,
      @Nullable Instant due,
      boolean overdue) {}
}
