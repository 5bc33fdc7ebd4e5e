package org.trousse.platform.demo.dossier;

import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.trousse.platform.demo.office.DemoOffice;
import org.trousse.referencing.criterion.Criterion;
import org.trousse.referencing.criterion.Specification;
import org.trousse.referencing.manifest.Manifest;
import org.trousse.referencing.manifest.RiskTierRules;
import org.trousse.referencing.manifest.SpecificationRules;
import org.trousse.referencing.manifest.SpecificationRules.Applicability;
import org.trousse.referencing.past.PastLane.Piece;
import org.trousse.referencing.revision.RevisionRules;

/// What the demo's vendor hands in: one small file for each criterion that asks for one. Each says
/// that it is invented.
final class DemoFilesLane {
  private static final String LOG = "LOG-01";

  /// FHIR R4, without anybody's reading.
  private static final String AUDIT =
      """
      {
        "resourceType": "AuditEvent",
        "type": {"system": "http://dicom.nema.org/resources/ontology/DCM", "code": "110110"},
        "action": "R",
        "recorded": "2026-09-14T10:12:00+02:00",
        "purposeOfEvent": [{"text": "Suivi demandé par le patient (événement inventé)"}],
        "agent": [{"who": {"identifier": {"value": "agent-demo-7"}}, "requestor": true}],
        "source": {"observer": {"display": "Application de démonstration"}},
        "entity": [{"what": {"reference": "Patient/demo-0001"}}]
      }
      """;

  private DemoFilesLane() {}

  /// In the order of the specification.
  static List<Piece> of(DemoSheet sheet, Manifest manifest, Specification specification) {
    List<Piece> all = new ArrayList<>();
    SpecificationRules.of(specification, manifest, RiskTierRules.of(manifest))
        .forEach((id, applicability) -> {
          Criterion criterion = specification.find(id).orElseThrow();
          if (applicability instanceof Applicability.Applies(boolean mandatory)
              && mandatory
              && !RevisionRules.asksForNothing(criterion)) {
            all.add(piece(sheet, criterion));
          }
        });
    return all;
  }

  private static Piece piece(DemoSheet sheet, Criterion criterion) {
    String name = criterion.id().toLowerCase(Locale.ROOT) + "-" + sheet.software();
    return criterion.id().equals(LOG)
        ? new Piece(LOG, name + ".json", Buffer.buffer(AUDIT))
        : new Piece(criterion.id(), name + ".pdf", Buffer.buffer(pdf(sheet, criterion)));
  }

  private static byte[] pdf(DemoSheet sheet, Criterion criterion) {
    return DemoPdf.page(
        List.of(
            "Pièce inventée, pour la démonstration",
            sheet.name() + " - " + criterion.id(),
            criterion.title().french(),
            "Datée du 3 septembre 2026, signée par une personne inventée.",
            DemoOffice.LEGAL_NAME));
  }

  /// For the draft that is not complete yet.
  static List<Piece> half(List<Piece> all) {
    return all.subList(0, all.size() / 2);
  }
}
