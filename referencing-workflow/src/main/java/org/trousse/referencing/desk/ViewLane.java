package org.trousse.referencing.desk;

import io.vertx.core.Future;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.trousse.referencing.calendar.WorkingDays;
import org.trousse.referencing.check.CheckRun;
import org.trousse.referencing.check.CheckStore;
import org.trousse.referencing.desk.DeskStore.Beside;
import org.trousse.referencing.dossier.Dossier;
import org.trousse.referencing.dossier.Event;
import org.trousse.referencing.dossier.State;
import org.trousse.referencing.dossier.quorum.Bench;
import org.trousse.referencing.evidence.Evidence;
import org.trousse.referencing.evidence.EvidenceStore;
import org.trousse.referencing.evidence.Snapshot;
import org.trousse.referencing.finding.Finding;
import org.trousse.referencing.history.DossierLane;
import org.trousse.referencing.history.HistoryPage;
import org.trousse.referencing.history.ManifestStore.Version;
import org.trousse.referencing.manifest.Manifest;
import org.trousse.referencing.manifest.ManifestReader.Outcome;
import org.trousse.referencing.member.Who;
import org.trousse.referencing.member.register.OfficerStore;
import org.trousse.referencing.process.FindingRules;
import org.trousse.referencing.question.Discussion;
import org.trousse.referencing.question.QuestionStore;
import org.trousse.referencing.revision.RevisionLane;
import org.trousse.referencing.revision.RevisionLane.Read;

/// Gathers all that is known of a dossier.
final class ViewLane {
  private static final int RUNS_MAX = 10;

  private final DossierLane dossiers;
  private final RevisionLane revisions;
  private final EvidenceStore files;
  private final QuestionStore questions;
  private final CheckStore checks;
  private final OfficerStore officers;
  private final DeskStore desk;
  private final Clock clock;

  ViewLane(
      DossierLane dossiers,
      RevisionLane revisions,
      EvidenceStore files,
      QuestionStore questions,
      CheckStore checks,
      OfficerStore officers,
      DeskStore desk,
      Clock clock) {
    this.dossiers = dossiers;
    this.revisions = revisions;
    this.files = files;
    this.questions = questions;
    this.checks = checks;
    this.officers = officers;
    this.desk = desk;
    this.clock = clock;
  }

  /// What is written in tables of others, all read at once.
  private record Rows(
      List<Version> versions,
      Map<UUID, Beside> beside,
      List<Event> history,
      List<Evidence> files,
      List<Discussion> discussions,
      List<CheckRun> runs,
      List<Finding> findings,
      Bench bench) {}

  Future<DossierView> view(Who who, Dossier dossier) {
    return rows(who, dossier)
        .compose(rows ->
            revisions
                .newest(dossier.id(), rows.versions())
                .compose(newest ->
                    standing(dossier, newest)
                        .map(manifest -> view(who, dossier, rows, newest, manifest))));
  }

  /// Who may sit when an opinion is given on it.
  Future<Bench> bench(Dossier dossier) {
    return officers.bench(dossier.identity().organisation());
  }

  /// Vendors learn how many sit, and never who.
  private Future<Bench> bench(Who who, Dossier dossier) {
    return who instanceof Who.OfficerWho && dossier.state() == State.COMMITTEE
        ? bench(dossier)
        : Future.succeededFuture(Bench.NONE);
  }

  private Future<Rows> rows(Who who, Dossier dossier) {
    UUID id = dossier.id();
    UUID organisation = dossier.identity().organisation();
    var evidence = dossier.evidence();
    Future<List<Version>> versions = dossiers.manifests().versions(id);
    Future<Map<UUID, Beside>> beside = desk.beside(List.of(id));
    Future<List<Event>> history =
        who instanceof Who.OfficerWho
            ? dossiers.history().moves(id)
            : Future.succeededFuture(List.of());
    Future<List<Evidence>> standing = files.of(organisation, id);
    Future<List<Discussion>> discussions = questions.of(organisation, id);
    Future<List<CheckRun>> runs = checks.history(id, RUNS_MAX);
    Future<List<Finding>> findings =
        evidence == null
            ? Future.succeededFuture(List.of())
            : checks.newest(id, evidence.manifest());
    Future<Bench> bench = bench(who, dossier);
    return Future.all(
            List.of(versions, beside, history, standing, discussions, runs, findings, bench))
        .map(all ->
            new Rows(
                versions.result(),
                beside.result(),
                history.result(),
                standing.result(),
                discussions.result(),
                runs.result(),
                findings.result(),
                bench.result()));
  }

  Future<DossierView.Past> past(Dossier dossier, HistoryPage.Ask ask) {
    return dossiers
        .history()
        .page(dossier.id(), ask)
        .map(page -> new DossierView.Past(dossier, page));
  }

  Future<List<Event>> events(Dossier dossier) {
    return dossiers.history().events(dossier.id());
  }

  /// The manifest that the dossier stands on, which may not be the newest draft.
  private Future<Optional<Manifest>> standing(Dossier dossier, Read newest) {
    var evidence = dossier.evidence();
    Version version = newest.version();
    if (evidence == null || (version != null && version.version() == evidence.manifest())) {
      return Future.succeededFuture(newest.manifest());
    }
    return revisions.manifest(dossier.id(), evidence.manifest());
  }

  private DossierView view(
      Who who, Dossier dossier, Rows rows, Read newest, Optional<Manifest> manifest) {
    Instant now = clock.instant();
    LineRules.Known known =
        new LineRules.Known(
            revisions.specification(dossier),
            manifest.orElse(null),
            FindingRules.merged(rows.findings()),
            Snapshot.current(rows.files()),
            rows.discussions(),
            WorkingDays.day(now));
    Beside beside = rows.beside().get(dossier.id());
    return new DossierView(
        dossier,
        beside == null ? "" : beside.organisationName(),
        newest.text(),
        newest.manifest(),
        newest.outcome() instanceof Outcome.Refused(var errors) ? errors : List.of(),
        rows.versions(),
        LineRules.lines(dossier, known),
        QueueRules.clock(dossier, now),
        ActRules.moves(who, dossier, now),
        rows.history(),
        rows.runs(),
        rows.bench());
  }
}
