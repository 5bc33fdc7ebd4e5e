package org.trousse.record.mine;

import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import io.vertx.sqlclient.Pool;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.trousse.record.append.AppendLane.Hears;
import org.trousse.record.audit.TrailStore;
import org.trousse.record.care.CareDoorLane.OpensSession;
import org.trousse.record.care.Visitor;
import org.trousse.record.care.page.FormRoutes;
import org.trousse.record.page.MeasurePage;
import org.trousse.record.page.series.Beside;
import org.trousse.record.page.series.SeriesRoutes.Reads.Decided;
import org.trousse.record.pressure.kept.KeptSeries;
import org.trousse.record.pressure.kept.KeptSeriesStore;
import org.trousse.record.professional.Viewer;
import org.trousse.record.reading.ReadingStore;
import org.trousse.record.revise.Acted;
import org.trousse.record.revise.RevisionLane;
import org.trousse.record.revise.RevisionStore;
import org.trousse.sdk.PatientId;
import org.trousse.sdk.measure.Measure;

/// The front of what patients decide about their own measures.
public final class MineModule {
  /// Series on one page.
  private static final int SERIES_MAX = 20;

  /// What was done about weights in a year and the month before it.
  private static final int ACTS_MAX = 1_000;

  private static final Duration ACTS_READ = Duration.ofDays(395);
  private static final InstantSource CLOCK = InstantSource.system();

  private final OpensSession sessions;
  private final KeptSeriesStore series;
  private final ReadingStore readings;
  private final RevisionStore acts;
  private final RevisionLane lane;
  private final TrailStore trail;

  /// @param hears of patients whose readings count otherwise from now on
  public MineModule(Pool ingest, Pool reader, OpensSession sessions, Hears hears) {
    this.sessions = sessions;
    this.series = new KeptSeriesStore(ingest, reader);
    this.readings = new ReadingStore(reader);
    this.acts = new RevisionStore(ingest, reader);
    this.lane = new RevisionLane(acts, CLOCK, hears);
    this.trail = new TrailStore(ingest);
  }

  /// What pages show of it beside the readings.
  public Decided decided() {
    return this::beside;
  }

  private Future<Beside> beside(String cookie, PatientId patient, MeasurePage page) {
    var kept =
        page == MeasurePage.PRESSURE
            ? series.newest(patient, Viewer.HOLDER, SERIES_MAX)
            : Future.succeededFuture(List.<KeptSeries>of());
    var done =
        page == MeasurePage.WEIGHT
            ? acts.acts(
                patient, List.of(Measure.BODY_WEIGHT), CLOCK.instant().minus(ACTS_READ), ACTS_MAX)
            : Future.succeededFuture(List.<Acted>of());
    var csrf =
        page == MeasurePage.PRESSURE || page == MeasurePage.WEIGHT
            ? csrf(cookie, patient)
            : Future.succeededFuture("");
    return Future.all(csrf, kept, done)
        .map(all -> new Beside(csrf.result(), kept.result(), done.result()));
  }

  /// Of who may decide for this patient; empty for everybody else.
  private Future<String> csrf(String cookie, PatientId patient) {
    return sessions
        .visitor(cookie)
        .map(found ->
            found.filter(who -> patient.equals(who.patient())).map(Visitor::csrf).orElse(""));
  }

  /// Adds the forms to the router of the calling event loop.
  public void mount(Router router, FormRoutes forms) {
    new KeptSeriesRoutes(forms, series).mount(router);
    new WeightAnswerRoutes(forms, readings, lane, trail).mount(router);
  }
}
