package org.trousse.referencing.process;

import io.vertx.core.Future;
import java.util.Comparator;
import java.util.Optional;
import org.trousse.referencing.check.Look;
import org.trousse.referencing.check.Sight;
import org.trousse.referencing.check.Subject;
import org.trousse.referencing.evidence.Evidence;
import org.trousse.referencing.evidence.EvidenceStore;
import org.trousse.referencing.evidence.Snapshot;
import org.trousse.referencing.history.HistoryStore;
import org.trousse.referencing.text.Text;

/// Looks at files that vendors handed in.
public final class HandedInLane {
  private static final Text NONE =
      new Text(
          "Aucun fichier n’est déposé pour ce critère.",
          "No file was handed in for this criterion.");

  private final HistoryStore dossiers;
  private final EvidenceStore files;

  public HandedInLane(HistoryStore dossiers, EvidenceStore files) {
    this.dossiers = dossiers;
    this.files = files;
  }

  /// The newest file of the criterion.
  public Future<Sight> look(Subject subject, Look.HandedIn look) {
    return dossiers
        .find(subject.dossier())
        .compose(dossier ->
            dossier.isEmpty()
                ? Future.succeededFuture(Optional.<Evidence>empty())
                : files
                    .of(dossier.get().identity().organisation(), subject.dossier())
                    .map(all ->
                        Snapshot.current(all).stream()
                            .filter(one -> one.criterion().equals(look.criterion()))
                            .max(Comparator.comparing(Evidence::addedAt))))
        .compose(found ->
            found.map(this::read).orElseGet(() -> Future.succeededFuture(new Sight.NotSeen(NONE))));
  }

  private Future<Sight> read(Evidence file) {
    return files
        .slice(file.organisation(), file.sha256(), 0, file.bytes())
        .map(bytes ->
            new Sight.File(
                file.kind().mediaType(), file.sha256(), new Sight.Bytes(bytes.getBytes())));
  }
}
