package org.trousse.record.mine;

import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import io.vertx.sqlclient.Pool;
import org.trousse.record.care.CareDoorLane.OpensSession;
import org.trousse.record.care.Visitor;
import org.trousse.record.care.page.FormRoutes;
import org.trousse.record.page.MeasurePage;
import org.trousse.record.page.series.Beside;
import org.trousse.record.page.series.SeriesRoutes.Reads.Decided;
import org.trousse.record.pressure.kept.KeptSeriesStore;
import org.trousse.record.professional.Viewer;
import org.trousse.sdk.PatientId;

/// The front of what patients decide about their own measures.
public final class MineModule {
  /// Series on one page.
  private static final int SERIES_MAX = 20;

  private final OpensSession sessions;
  private final KeptSeriesStore series;

  public MineModule(Pool ingest, Pool reader, OpensSession sessions) {
    this.sessions = sessions;
    this.series = new KeptSeriesStore(ingest, reader);
  }

  /// What pages show of it beside the readings.
  public Decided decided() {
    return this::beside;
  }

  private Future<Beside> beside(String cookie, PatientId patient, MeasurePage page) {
    if (page != MeasurePage.PRESSURE) {
      return Future.succeededFuture(Beside.NOTHING);
    }
    var csrf = csrf(cookie, patient);
    var kept = series.newest(patient, Viewer.HOLDER, SERIES_MAX);
    return Future.all(csrf, kept).map(both -> new Beside(csrf.result(), kept.result()));
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
  }
}
