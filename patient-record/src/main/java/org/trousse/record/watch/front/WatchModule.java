package org.trousse.record.watch.front;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import io.vertx.sqlclient.Pool;
import java.time.InstantSource;
import java.time.ZoneId;
import org.trousse.record.RecordModule.FramesPages;
import org.trousse.record.append.AppendLane.Hears;
import org.trousse.record.care.CareDoorLane;
import org.trousse.record.care.ref.PatientRefs;
import org.trousse.record.entry.EntryLane;
import org.trousse.record.watch.page.CarerRoutes;
import org.trousse.record.watch.page.WorklistRoutes;
import org.trousse.record.watch.page.threshold.ThresholdRoutes;
import org.trousse.record.watch.page.tour.TourRoutes;
import org.trousse.record.watch.store.SituationCaller;
import org.trousse.record.watch.store.SituationLane;
import org.trousse.record.watch.store.SituationStore;
import org.trousse.record.watch.store.ThresholdStore;
import org.trousse.record.watch.store.WorklistStore;

/// The front of the nurse's list.
public final class WatchModule {
  /// Between two rounds of the lane: a reading is in the list a few seconds after it was stored.
  private static final long ROUND_MS = 2_000;

  private final Pool ingest;
  private final Pool reader;
  private final SituationStore situations;
  private final SituationCaller caller;
  private final SituationLane lane;
  private final ZoneId zone;

  private WatchModule(Vertx vertx, Pool ingest, Pool reader, ZoneId zone) {
    this.ingest = ingest;
    this.reader = reader;
    this.zone = zone;
    this.situations = new SituationStore(ingest, reader);
    this.caller = new SituationCaller(vertx);
    this.lane =
        new SituationLane(vertx, situations, caller, InstantSource.system(), zone, ROUND_MS);
  }

  /// Starts to evaluate.
  ///
  /// @param zone the patients'
  public static WatchModule open(Vertx vertx, Pool ingest, Pool reader, ZoneId zone) {
    return new WatchModule(vertx, ingest, reader, zone);
  }

  /// To be told of readings that were stored, and of anything else after which a patient's
  /// situation is another.
  public Hears hears() {
    return lane;
  }

  /// Adds the pages to the router of the calling event loop.
  ///
  /// @param entries of that loop
  public void mount(
      Router router, CareDoorLane door, PatientRefs refs, FramesPages layout, EntryLane entries) {
    CarerRoutes carers = new CarerRoutes(door, refs, layout, InstantSource.system(), zone);
    WorklistRoutes list = new WorklistRoutes(carers, new WorklistStore(ingest));
    list.mount(router);
    new TourRoutes(carers, list, entries).mount(router);
    new ThresholdRoutes(carers, new ThresholdStore(ingest, reader), situations, caller, lane)
        .mount(router);
  }

  public Future<Void> close() {
    return lane.close();
  }
}
