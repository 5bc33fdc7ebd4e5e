package org.trousse.record.visit.front;

import io.vertx.ext.web.Router;
import io.vertx.sqlclient.Pool;
import java.time.InstantSource;
import org.trousse.record.append.AppendLane.Hears;
import org.trousse.record.audit.TrailStore;
import org.trousse.record.care.CareModule;
import org.trousse.record.care.page.FormRoutes;
import org.trousse.record.entry.EntryLane;
import org.trousse.record.reading.ReadingStore;
import org.trousse.record.reading.SampleStore;
import org.trousse.record.revise.RevisionLane;
import org.trousse.record.revise.RevisionStore;
import org.trousse.record.visit.VisitLane;
import org.trousse.record.visit.VisitStore;
import org.trousse.record.visit.page.VisitDoorLane;
import org.trousse.record.visit.page.VisitRoutes;
import org.trousse.record.visit.page.handover.TransmissionRoutes;
import org.trousse.record.visit.page.one.ReadingRoutes;
import org.trousse.record.visit.page.stretch.StretchRoutes;

/// The front of a professional's visit.
public final class VisitModule {
  private final Pool ingest;
  private final Pool reader;
  private final CareModule care;
  private final byte[] secret;
  private final InstantSource clock;
  private final Hears hears;

  /// @param secret the key of ids
  /// @param hears of patients of whom a reading was revised
  public VisitModule(
      Pool ingest, Pool reader, CareModule care, byte[] secret, InstantSource clock, Hears hears) {
    this.hears = hears;
    this.ingest = ingest;
    this.reader = reader;
    this.care = care;
    this.secret = secret.clone();
    this.clock = clock;
  }

  /// Adds the pages to the router of the calling event loop.
  ///
  /// @param entries of the same event loop
  public void mount(Router router, FormRoutes forms, EntryLane entries) {
    RevisionStore acts = new RevisionStore(ingest, reader);
    VisitLane visits =
        new VisitLane(
            new ReadingStore(reader),
            new SampleStore(reader),
            acts,
            new VisitStore(ingest, reader));
    RevisionLane revisions = new RevisionLane(acts, clock, hears);
    VisitDoorLane door =
        new VisitDoorLane(care.door(), care.professionals(), new TrailStore(ingest), secret, clock);
    new ReadingRoutes(forms, door, visits, revisions).mount(router);
    new StretchRoutes(forms, door, visits, revisions).mount(router);
    new TransmissionRoutes(forms, door, visits).mount(router);
    new VisitRoutes(forms, door, visits, revisions, entries).mount(router);
  }
}
