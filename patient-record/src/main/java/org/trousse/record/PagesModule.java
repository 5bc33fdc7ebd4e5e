package org.trousse.record;

import io.vertx.ext.web.Router;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.trousse.record.RecordModule.Needs;
import org.trousse.record.RecordModule.Pools;
import org.trousse.record.byhand.EntryRoutes;
import org.trousse.record.care.CareModule;
import org.trousse.record.care.page.FormRoutes;
import org.trousse.record.care.page.Spot;
import org.trousse.record.care.ref.PatientRefs;
import org.trousse.record.entry.EntryLane;
import org.trousse.record.mine.MineModule;
import org.trousse.record.mine.device.DevicesRoutes;
import org.trousse.record.objection.ObjectionStore;
import org.trousse.record.page.MeasurePage;
import org.trousse.record.page.MeasurementsRoutes;
import org.trousse.record.page.MeasurementsRoutes.Reads;
import org.trousse.record.page.pressure.PressurePage;
import org.trousse.record.page.profile.ProfilePage;
import org.trousse.record.page.series.CountCaller;
import org.trousse.record.page.series.SeriesPage;
import org.trousse.record.page.series.SeriesRoutes;
import org.trousse.record.page.temperature.TemperaturePage;
import org.trousse.record.page.weight.WeightPage;
import org.trousse.record.reading.ReadingStore;
import org.trousse.record.reading.SampleStore;
import org.trousse.record.seal.page.ProofAddress;
import org.trousse.record.visit.front.VisitModule;
import org.trousse.record.visit.page.VisitAddress;
import org.trousse.record.watch.front.WatchModule;
import org.trousse.record.watch.page.WatchPage;

/// The pages for people, on one event loop: a patient's, and those of the professionals whom
/// patients named.
final class PagesModule {
  private static final List<SeriesPage> PAGES =
      List.of(new ProfilePage(), new PressurePage(), new WeightPage(), new TemperaturePage());

  private static final InstantSource CLOCK = InstantSource.system();

  private final Pools pools;
  private final Needs needs;
  private final byte[] ids;
  private final CareModule care;
  private final WatchModule watch;
  private final CountCaller counts;

  /// @param ids the key of ids
  /// @param counts of the same event loop
  PagesModule(
      Pools pools,
      Needs needs,
      byte[] ids,
      CareModule care,
      WatchModule watch,
      CountCaller counts) {
    this.counts = counts;
    this.pools = pools;
    this.needs = needs;
    this.ids = ids.clone();
    this.care = care;
    this.watch = watch;
  }

  /// @param entries of the same event loop
  void mount(Router router, EntryLane entries) {
    ReadingStore readings = new ReadingStore(pools.reader());
    ObjectionStore objections = new ObjectionStore(pools.ingest(), pools.reader());
    new MeasurementsRoutes(needs, Reads.from(readings, objections), CLOCK, RecordModule.ZONE)
        .mount(router);
    MineModule mine =
        new MineModule(pools.ingest(), pools.reader(), needs.sessions(), watch.hears());
    new SeriesRoutes(
            needs,
            SeriesRoutes.Reads.from(readings, objections, new SampleStore(pools.reader()))
                .with(mine.decided()),
            counts,
            CLOCK,
            RecordModule.ZONE)
        .mount(router, PAGES);
    FormRoutes forms = care.forms(needs.layout());
    new EntryRoutes(forms, entries, readings).mount(router);
    mine.mount(router, forms);
    PatientRefs refs = new PatientRefs(ids);
    care.mount(router, forms, refs, watch.hears());
    new VisitModule(pools.ingest(), pools.reader(), care, ids, CLOCK, watch.hears())
        .mount(router, forms, entries);
    watch.mount(router, care.door(), refs, needs.layout(), entries);
  }

  /// The path of the same page in the other language, below the language; empty for paths that are
  /// not this house's.
  static Optional<String> counterpart(String path, boolean toEnglish) {
    return MeasurePage.counterpart(path, toEnglish)
        .or(() -> EntryRoutes.counterpart(path, toEnglish))
        .or(() -> Spot.counterpart(path, toEnglish))
        .or(() -> VisitAddress.counterpart(path, toEnglish))
        .or(() -> DevicesRoutes.counterpart(path, toEnglish))
        .or(() -> ProofAddress.counterpart(path, toEnglish))
        .or(() -> WatchPage.counterpart(path, toEnglish));
  }
}
