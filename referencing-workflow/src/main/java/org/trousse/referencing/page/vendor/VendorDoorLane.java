package org.trousse.referencing.page.vendor;

import io.vertx.core.Future;
import java.util.Optional;
import java.util.UUID;
import org.trousse.referencing.desk.DeskLane;
import org.trousse.referencing.door.DossierDoorLane;
import org.trousse.referencing.door.DossierDoorLane.FindsDossiers;
import org.trousse.referencing.door.DossierFacts;
import org.trousse.referencing.member.Who.Vendor;
import org.trousse.referencing.page.PageRoutes;
import org.trousse.referencing.page.PageRoutes.Visit;

/// The way from an address to what belongs to a vendor. What is another's does not exist here.
final class VendorDoorLane {
  private final PageRoutes pages;
  private final DeskLane desk;
  private final FindsDossiers dossiers;

  /// A dossier and as whom one stands before it.
  record Entered(Vendor who, DossierFacts facts) {
    UUID id() {
      return facts.dossier();
    }
  }

  /// What one does there.
  @FunctionalInterface
  interface Goes<T> {
    Future<Void> on(T there);
  }

  VendorDoorLane(PageRoutes pages, DeskLane desk, FindsDossiers dossiers) {
    this.pages = pages;
    this.desk = desk;
    this.dossiers = dossiers;
  }

  DeskLane desk() {
    return desk;
  }

  /// To the organisation of the path's `organisation`.
  Future<Void> organisation(Visit visit, Goes<Vendor> then) {
    Optional<Vendor> who =
        DossierDoorLane.uuid(visit.step("organisation")).flatMap(id -> vendor(visit, id));
    return who.<Future<Void>>map(then::on).orElseGet(() -> pages.absent(visit));
  }

  /// To the dossier of the path's `id`.
  Future<Void> dossier(Visit visit, Goes<Entered> then) {
    Optional<UUID> id = DossierDoorLane.uuid(visit.step("id"));
    return id.map(dossiers::find)
        .orElseGet(() -> Future.succeededFuture(Optional.empty()))
        .compose(found -> {
          Optional<Entered> entered =
              found.flatMap(
                  facts -> vendor(visit, facts.organisation()).map(who -> new Entered(who, facts)));
          return entered.<Future<Void>>map(then::on).orElseGet(() -> pages.absent(visit));
        });
  }

  /// As whom somebody of an organisation acts for it; empty: they are none of its people.
  static Optional<Vendor> vendor(Visit visit, UUID organisation) {
    return visit.visitor().standing().vendors().stream()
        .filter(one -> one.organisation().equals(organisation))
        .findFirst();
  }
}
