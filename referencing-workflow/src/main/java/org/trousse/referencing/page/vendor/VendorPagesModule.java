package org.trousse.referencing.page.vendor;

import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import java.net.URI;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;
import org.trousse.referencing.criterion.SpecificationReader;
import org.trousse.referencing.desk.DeskLane;
import org.trousse.referencing.door.DossierDoorLane.FindsDossiers;
import org.trousse.referencing.evidence.EvidenceLane;
import org.trousse.referencing.evidence.EvidenceRoutes;
import org.trousse.referencing.manifest.ManifestReader;
import org.trousse.referencing.member.register.MemberLane;
import org.trousse.referencing.page.PageRoutes;
import org.trousse.referencing.page.PageRoutes.NamesPeople;
import org.trousse.referencing.question.QuestionLane;
import org.trousse.referencing.request.RequestLogRoutes;

/// The vendors' pages, wired.
public final class VendorPagesModule {
  private final Lanes lanes;
  private final Ground ground;

  /// The text of one version of a dossier's manifest; empty: there is no such version.
  @FunctionalInterface
  public interface ReadsManifests {
    Future<Optional<String>> read(UUID dossier, int version);
  }

  /// What the pages do.
  public record Lanes(
      DeskLane desk,
      MemberLane members,
      EvidenceLane evidence,
      EvidenceRoutes uploads,
      QuestionLane questions,
      RequestLogRoutes requests,
      FindsDossiers dossiers,
      ReadsManifests manifests,
      NamesPeople names) {}

  /// What the pages stand on.
  ///
  /// @param reader reads manifests as the desk does
  /// @param publicUrl for links that are sent to people, e.g. `https://trousse.example`
  public record Ground(
      PageRoutes.Ground pages,
      SpecificationReader specifications,
      ManifestReader reader,
      URI publicUrl,
      Clock clock) {}

  public VendorPagesModule(Lanes lanes, Ground ground) {
    this.lanes = lanes;
    this.ground = ground;
  }

  /// Adds the pages to the router of the calling event loop.
  public void mount(Router router) {
    PageRoutes pages = new PageRoutes(ground.pages(), "vendor", VendorSpots.HOME);
    VendorDoorLane door = new VendorDoorLane(pages, lanes.desk(), lanes.dossiers());
    new HomePageRoutes(pages, lanes.members()).mount(router);
    new OrganisationPageRoutes(pages, door, lanes, ground.publicUrl()).mount(router);
    new RequestPageRoutes(pages, door, lanes.requests(), ground.clock()).mount(router);
    new DossierPageRoutes(pages, door, lanes, ground).mount(router);
    new CriterionPageRoutes(pages, door, lanes).mount(router);
    new ManifestPageRoutes(pages, door, lanes, ground).mount(router);
  }
}
