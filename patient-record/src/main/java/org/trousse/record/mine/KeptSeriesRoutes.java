package org.trousse.record.mine;

import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import java.util.UUID;
import org.trousse.record.care.page.FormRoutes;
import org.trousse.record.care.page.FormRoutes.Visit;
import org.trousse.record.page.MeasurePage;
import org.trousse.record.page.pressure.KeptText;
import org.trousse.record.pressure.Protocol;
import org.trousse.record.pressure.kept.KeptSeries;
import org.trousse.record.pressure.kept.KeptSeriesStore;
import org.trousse.record.pressure.kept.KeptSeriesStore.Decision;
import org.trousse.sdk.PatientId;

/// The forms of the page of blood pressure: a series is started, or ended before its time.
final class KeptSeriesRoutes {
  private final FormRoutes forms;
  private final KeptSeriesStore series;

  KeptSeriesRoutes(FormRoutes forms, KeptSeriesStore series) {
    this.forms = forms;
    this.series = series;
  }

  void mount(Router router) {
    forms.post(router, KeptText::action, MeasurePage.PRESSURE::address, this::decide);
  }

  private Future<?> decide(Visit visit) {
    PatientId patient = visit.who().patient();
    if (patient == null) {
      return FormRoutes.fail(visit.context(), 404);
    }
    Instant now = forms.clock().instant();
    LocalDate today = LocalDate.ofInstant(now, FormRoutes.ZONE);
    Decision decision = new Decision(patient, visit.who().account(), today, now);
    return switch (visit.field("acte")) {
      case "commencer" -> start(visit, decision);
      case "finir" -> end(visit, decision);
      default -> FormRoutes.fail(visit.context(), 400);
    };
  }

  private Future<?> start(Visit visit, Decision decision) {
    Optional<Protocol> protocol = Protocol.of(visit.field("protocole"));
    if (protocol.isEmpty()) {
      return FormRoutes.fail(visit.context(), 400);
    }
    Optional<LocalDate> first =
        day(visit.field("debut")).filter(day -> KeptSeries.mayBegin(day, decision.today()));
    if (first.isEmpty()) {
      return back(visit, "date");
    }
    return series
        .start(new KeptSeries(UUID.randomUUID(), protocol.get(), first.get(), null), decision)
        .compose(started ->
            back(
                visit,
                switch (started) {
                  case STARTED -> "commencee";
                  case ANOTHER_RUNS -> "une-autre";
                  case TOO_MANY -> "trop";
                  case CLOSED -> "ferme";
                }));
  }

  private Future<?> end(Visit visit, Decision decision) {
    try {
      UUID id = UUID.fromString(visit.field("serie"));
      return series.end(id, decision).compose(ended -> back(visit, ended ? "finie" : "rien"));
    } catch (IllegalArgumentException none) {
      return FormRoutes.fail(visit.context(), 400);
    }
  }

  private static Optional<LocalDate> day(String text) {
    try {
      return Optional.of(LocalDate.parse(text));
    } catch (DateTimeException none) {
      return Optional.empty();
    }
  }

  private static Future<Void> back(Visit visit, String done) {
    String page = MeasurePage.PRESSURE.address(visit.words());
    return FormRoutes.seeOther(visit.context(), page + "?fait=" + done);
  }
}
