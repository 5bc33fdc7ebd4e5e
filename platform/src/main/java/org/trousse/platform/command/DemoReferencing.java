package org.trousse.platform.command;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.trousse.consent.ConsentModule.Person;
import org.trousse.platform.demo.apps.DemoApp;
import org.trousse.platform.demo.apps.DemoApps;
import org.trousse.platform.demo.dossier.DemoDossierLane;
import org.trousse.platform.demo.dossier.DemoRegister;
import org.trousse.platform.demo.dossier.DemoSheet;
import org.trousse.platform.demo.dossier.DemoSheets;
import org.trousse.platform.demo.office.DemoOffice;
import org.trousse.platform.demo.office.DemoOfficeLane;
import org.trousse.platform.demo.people.DemoPeople;
import org.trousse.platform.demo.people.DemoWorker;
import org.trousse.platform.page.DemoPerson;
import org.trousse.platform.serve.DemoSignInLane;
import org.trousse.platform.serve.PlatformModule;
import org.trousse.referencing.ReferencingModule;

/// The demo's vendor, officers and dossiers, on an open platform.
///
/// @param fresh the dossiers that were told at this start
record DemoReferencing(DemoDossierLane lane, List<DemoSheet> fresh, DemoRegister register) {
  /// Gives people their seats and tells the dossiers' past; the demo's apps are registered already,
  /// so that what the dossiers decide reaches them.
  ///
  /// @param port where the demo's vendors are
  static DemoReferencing fill(PlatformModule platform, List<DemoApp> apps, int port) {
    DemoApp night = DemoApps.night();
    platform.consent().register(night.app()).await();
    List<DemoSheet> sheets =
        DemoSheets.all(Stream.concat(apps.stream(), Stream.of(night)).toList());
    ReferencingModule referencing = platform.apps().referencing();
    DemoOffice office =
        new DemoOfficeLane(referencing, platform.consent().pages())
            .open(DemoPeople.workers(), DemoPeople.committee())
            .await();
    DemoDossierLane lane = new DemoDossierLane(referencing, office, port, Instant.now());
    List<DemoSheet> fresh = lane.fill(sheets).await();
    return new DemoReferencing(lane, fresh, lane.register(sheets).await());
  }

  /// The checks look at what is served now.
  void look() {
    lane.look(fresh);
  }

  /// How the picker offers somebody who has no record.
  static DemoPerson card(DemoWorker worker) {
    return new DemoPerson(
        worker.post().card(),
        worker.name(),
        worker.story().french(),
        worker.story().english(),
        worker.post().card(),
        new DemoPerson.Landing(worker.landing(Locale.FRENCH), worker.landing(Locale.ENGLISH)));
  }

  static DemoSignInLane.Entry entry(DemoWorker worker) {
    Person who = new Person(worker.given(), worker.family(), worker.birthDate());
    return new DemoSignInLane.Entry(who, null, null);
  }
}
