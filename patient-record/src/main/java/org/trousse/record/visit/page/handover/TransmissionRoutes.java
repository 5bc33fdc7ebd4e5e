package org.trousse.record.visit.page.handover;

import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.trousse.record.care.page.FormRoutes;
import org.trousse.record.care.page.FormRoutes.Visit;
import org.trousse.record.visit.Transmission;
import org.trousse.record.visit.Transmission.Read;
import org.trousse.record.visit.VisitLane;
import org.trousse.record.visit.VisitPeriod;
import org.trousse.record.visit.page.AtHome;
import org.trousse.record.visit.page.SheetView;
import org.trousse.record.visit.page.VisitAddress;
import org.trousse.record.visit.page.VisitDoorLane;
import org.trousse.record.visit.page.VisitRoutes;

/// What is handed over: data, action, result; written with the period's numbers in it, kept, read
/// by the others, printed.
public final class TransmissionRoutes {
  /// As far back as one is found by its address.
  private static final int KEPT_MAX = 500;

  private final FormRoutes forms;
  private final VisitDoorLane door;
  private final VisitLane visits;

  public TransmissionRoutes(FormRoutes forms, VisitDoorLane door, VisitLane visits) {
    this.forms = forms;
    this.door = door;
    this.visits = visits;
  }

  public void mount(Router router) {
    forms.get(
        router,
        VisitAddress.TRANSMISSION::route,
        VisitAddress::worklist,
        visit -> door.open(visit, home -> blank(visit, home)));
    forms.post(
        router,
        VisitAddress.TRANSMISSION::route,
        VisitAddress::worklist,
        visit -> door.open(visit, home -> keep(visit, home)));
    forms.get(
        router,
        VisitAddress.TRANSMISSION_KEPT::route,
        VisitAddress::worklist,
        visit -> door.open(visit, home -> read(visit, home)));
  }

  private Future<?> blank(Visit visit, AtHome home) {
    return home.opening().writesNotes()
        ? visits
            .sheet(home.opening(), home.now())
            .compose(sheet ->
                show(
                    visit,
                    home,
                    200,
                    writing(
                        home,
                        "",
                        TransmissionDraft.of(sheet, home.text()),
                        "",
                        "",
                        UUID.randomUUID().toString())))
        : FormRoutes.fail(visit.context(), 404);
  }

  private static HandOverView writing(
      AtHome home, String fault, String data, String action, String result, String key) {
    return new HandOverView(
        home.words(),
        home.name(),
        home.identity(),
        home.address(VisitAddress.SHEET, ""),
        home.address(VisitAddress.TRANSMISSION, ""),
        fault,
        data,
        action,
        result,
        Optional.empty(),
        key,
        home.csrf());
  }

  private Future<Void> show(Visit visit, AtHome home, int status, HandOverView view) {
    String path =
        view.kept()
            .map(kept -> home.path(VisitAddress.TRANSMISSION_KEPT, kept.id()))
            .orElseGet(() -> home.path(VisitAddress.TRANSMISSION, ""));
    return forms.send(
        visit.context(),
        home.words(),
        status,
        home.words().text("visit.transmission"),
        path,
        "visitTransmission.jte",
        view);
  }

  private Future<?> keep(Visit visit, AtHome home) {
    Optional<UUID> id = VisitRoutes.uuid(visit.field("cle"));
    if (!home.opening().writesNotes() || id.isEmpty()) {
      return FormRoutes.fail(visit.context(), id.isEmpty() ? 400 : 404);
    }
    String data = plain(visit.field("donnees"));
    String action = plain(visit.field("actions"));
    String result = plain(visit.field("resultats"));
    int length = Transmission.length(data, action, result);
    if (data.isBlank() || length > Transmission.CHARACTERS_MAX) {
      String fault =
          data.isBlank()
              ? home.words().text("visit.transmission.empty")
              : home.words().text("visit.transmission.too-long", length);
      return show(
          visit, home, 422, writing(home, fault, data, action, result, id.get().toString()));
    }
    return visits
        .visits()
        .last(home.patient().id(), home.who().id())
        .map(last -> VisitPeriod.of(last.orElse(null), home.now()))
        .compose(
            period -> visits.visits().handOver(one(home, id.get(), period, data, action, result)))
        .compose(kept -> door.note(home, "visit-hand-over", Map.of()))
        .compose(noted ->
            FormRoutes.seeOther(
                visit.context(),
                home.address(VisitAddress.TRANSMISSION_KEPT, id.get().toString())));
  }

  /// Forms end their lines with two characters.
  private static String plain(String text) {
    return text.replace("\r\n", "\n");
  }

  private static Transmission one(
      AtHome home, UUID id, VisitPeriod period, String data, String action, String result) {
    return new Transmission(
        home.patient().id(),
        id,
        home.who().id(),
        home.who().name(),
        home.who().profession().code(),
        home.now(),
        period.from(),
        data,
        action,
        result,
        List.of());
  }

  /// Whoever reads what another wrote is told to its author.
  private Future<?> read(Visit visit, AtHome home) {
    String id = String.valueOf(visit.context().pathParam("id"));
    return visits
        .transmissions(home.opening(), KEPT_MAX)
        .map(all -> all.stream().filter(one -> one.id().toString().equals(id)).findFirst())
        .compose(found ->
            found
                .<Future<?>>map(one ->
                    receipt(home, one).compose(noted -> show(visit, home, 200, kept(home, one))))
                .orElseGet(() -> FormRoutes.fail(visit.context(), 404))
                .mapEmpty());
  }

  private Future<Void> receipt(AtHome home, Transmission one) {
    return one.professional().equals(home.who().id())
        ? Future.succeededFuture()
        : visits
            .visits()
            .noteRead(
                one.patient(), one.id(), new Read(home.who().id(), home.who().name(), home.now()));
  }

  private static HandOverView kept(AtHome home, Transmission one) {
    return new HandOverView(
        home.words(),
        home.name(),
        home.identity(),
        home.address(VisitAddress.SHEET, ""),
        home.address(VisitAddress.TRANSMISSION, ""),
        "",
        "",
        "",
        "",
        Optional.of(SheetView.transmission(home, one)),
        "",
        home.csrf());
  }
}
