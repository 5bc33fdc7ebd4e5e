package org.trousse.referencing.house;

import io.vertx.core.Future;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.trousse.referencing.criterion.Criterion;
import org.trousse.referencing.desk.DeskLane;
import org.trousse.referencing.door.DossierFacts;
import org.trousse.referencing.dossier.Dossier;
import org.trousse.referencing.dossier.DossierRules;
import org.trousse.referencing.evidence.EvidenceLane.HearsFiles;
import org.trousse.referencing.history.HistoryStore;
import org.trousse.referencing.member.Who;
import org.trousse.referencing.revision.RevisionLane;

/// What the doors must know of a dossier, and what they tell it.
final class FactsLane {
  private static final Logger LOG = LoggerFactory.getLogger(FactsLane.class);

  private final HistoryStore history;
  private final RevisionLane revisions;

  FactsLane(HistoryStore history, RevisionLane revisions) {
    this.history = history;
    this.revisions = revisions;
  }

  Future<Optional<DossierFacts>> find(UUID dossier) {
    return history.find(dossier).map(found -> found.map(this::facts));
  }

  private DossierFacts facts(Dossier dossier) {
    return new DossierFacts(
        dossier.id(),
        dossier.identity().organisation(),
        DossierRules.vendorMayRevise(dossier),
        revisions.specification(dossier).criteria().stream()
            .map(Criterion::id)
            .collect(Collectors.toSet()));
  }

  /// A file that stands is not refused because the dossier does not count it yet: the next change
  /// does.
  HearsFiles refreshing(DeskLane desk) {
    return (who, dossier) ->
        who instanceof Who.Vendor vendor
            ? desk.evidenceChanged(vendor, dossier)
                .onFailure(
                    failed -> LOG.warn("{} is not brought up: {}", dossier, failed.toString()))
                .<Void>mapEmpty()
                .otherwiseEmpty()
            : Future.succeededFuture();
  }
}
