package org.trousse.referencing.house;

import io.vertx.ext.web.Router;
import java.net.URI;
import java.time.Clock;
import java.util.Optional;
import org.trousse.referencing.ReferencingModule.Needs;
import org.trousse.referencing.ReferencingModule.Settings;
import org.trousse.referencing.history.HistoryStore;
import org.trousse.referencing.history.ManifestStore;
import org.trousse.referencing.house.HouseModule.Lanes;
import org.trousse.referencing.page.PageRoutes;
import org.trousse.referencing.page.ProblemRoutes;
import org.trousse.referencing.page.officer.EarlierLane;
import org.trousse.referencing.page.officer.OfficerPagesModule;
import org.trousse.referencing.page.vendor.VendorPagesModule;
import org.trousse.referencing.page.vendor.VendorSpots;
import org.trousse.referencing.specification.SpecificationRoutes;

/// The pages of both sides of the desk, plugged.
public final class PagesModule {
  private final VendorPagesModule vendors;
  private final OfficerPagesModule officers;
  private final ProblemRoutes problems;

  PagesModule(
      Lanes lanes,
      Settings settings,
      Needs needs,
      FactsLane facts,
      ManifestStore manifests,
      HistoryStore history,
      Clock clock) {
    PageRoutes.Ground ground =
        new PageRoutes.Ground(lanes.visitors(), needs.layout(), needs.signIn());
    this.problems = new ProblemRoutes(needs.layout());
    URI publicUrl = URI.create(settings.publicUrl());
    this.vendors =
        new VendorPagesModule(
            new VendorPagesModule.Lanes(
                lanes.desk(),
                lanes.members(),
                lanes.evidence(),
                lanes.evidenceRoutes(),
                lanes.questions(),
                lanes.requests(),
                facts::find,
                manifests::read,
                needs.names()),
            new VendorPagesModule.Ground(
                ground, lanes.specifications(), lanes.reader(), publicUrl, clock));
    this.officers =
        new OfficerPagesModule(
            new OfficerPagesModule.Parts(
                ground,
                publicUrl,
                lanes.desk(),
                lanes.questions(),
                lanes.officers(),
                lanes.specifications(),
                lanes.complaints(),
                new OfficerPagesModule.Tellers(
                    lanes.dossiers()::times,
                    new EarlierLane(history),
                    needs.names(),
                    lanes.memberStore()::names,
                    lanes.complaints()::counts),
                clock));
  }

  /// The officers' before the specification's, whose `:criterion` would take theirs.
  void mount(Router router) {
    officers.mount(router);
    vendors.mount(router);
    problems.mount(router);
  }

  /// The same page in the other language; empty: it is none of these.
  public static Optional<String> counterpart(String path, boolean toEnglish) {
    return VendorSpots.counterpart(path, toEnglish)
        .or(() -> OfficerPagesModule.counterpart(path, toEnglish))
        .or(() -> SpecificationRoutes.counterpart(path, toEnglish));
  }
}
