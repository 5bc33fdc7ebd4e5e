package org.trousse.record.care.page;

import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.trousse.record.care.CareDoorLane;
import org.trousse.record.care.CareOpening;
import org.trousse.record.care.Mode;
import org.trousse.record.care.emergency.EmergencyLane;
import org.trousse.record.care.emergency.EmergencyRequest;
import org.trousse.record.care.emergency.EmergencyRequest.Fault;
import org.trousse.record.care.page.FormRoutes.Page;
import org.trousse.record.care.page.FormRoutes.Visit;
import org.trousse.record.care.ref.PatientRefs;
import org.trousse.record.page.Words;
import org.trousse.record.professional.Professional;
import org.trousse.record.professional.Viewer;
import org.trousse.record.reading.ReadingStore;
import org.trousse.record.reading.StoredReading;
import org.trousse.sdk.PatientId;
import org.trousse.sdk.measure.Measure;

/// Emergency access: a doctor asks with a reason, and reads. Whoever is not to be found, for
/// whatever reason, is not found in the same words; to who is no professional there is no such
/// page.
public final class EmergencyRoutes {
  /// The newest readings on one page, beside the latest of each measure.
  private static final int READINGS_MAX = 40;

  private static final String RETRY_SECONDS = "3600";

  private final FormRoutes forms;
  private final CareDoorLane door;
  private final EmergencyLane emergency;
  private final ReadingStore readings;
  private final PatientRefs refs;

  /// The form.
  ///
  /// @param may whether the profession has emergency access
  /// @param notFound whether nothing could be opened
  /// @param faults what is wrong with the form, each a fault's name; MANY: they asked too often
  public record EmergencyView(
      Words words,
      String csrf,
      String action,
      boolean may,
      boolean notFound,
      Set<String> faults,
      String family,
      String birthDate,
      String reason) {}

  /// The record.
  ///
  /// @param emergency whether glass was broken for it
  public record RecordView(
      Words words,
      String name,
      String born,
      boolean synthetic,
      boolean emergency,
      List<ReadingLine> latest,
      List<ReadingLine> newest) {}

  public EmergencyRoutes(
      FormRoutes forms,
      CareDoorLane door,
      EmergencyLane emergency,
      ReadingStore readings,
      PatientRefs refs) {
    this.refs = refs;
    this.forms = forms;
    this.door = door;
    this.emergency = emergency;
    this.readings = readings;
  }

  public void mount(Router router) {
    forms.get(router, Spot.EMERGENCY, visit -> professional(visit, who -> show(visit, who)));
    forms.post(router, Spot.EMERGENCY, visit -> professional(visit, who -> ask(visit, who)));
    forms.get(router, Spot.EMERGENCY_RECORD, visit -> professional(visit, who -> open(visit, who)));
  }

  /// What a page does for a professional.
  @FunctionalInterface
  private interface Serves {
    Future<?> page(Professional who);
  }

  private Future<?> professional(Visit visit, Serves page) {
    return door.professional(visit.who())
        .compose(found ->
            found.isPresent()
                ? page.page(found.get()).<Void>mapEmpty()
                : FormRoutes.fail(visit.context(), 404));
  }

  private Future<?> show(Visit visit, Professional who) {
    boolean may = emergency.mayAsk(who);
    return send(visit, may ? 200 : 403, form(visit, may, false, Set.of(), false));
  }

  private Future<?> ask(Visit visit, Professional who) {
    if (!emergency.mayAsk(who)) {
      return send(visit, 403, form(visit, false, false, Set.of(), false));
    }
    if (!emergency.mayTry(who)) {
      visit.context().response().putHeader(HttpHeaders.RETRY_AFTER, RETRY_SECONDS);
      return send(visit, 429, form(visit, true, false, Set.of("MANY"), false));
    }
    return switch (EmergencyRequest.understand(
        visit.field("nom"), visit.field("naissance"), visit.field("raison"))) {
      case EmergencyRequest.Understood.Asked(var request) ->
          emergency.open(who, request).compose(opened -> answer(visit, opened));
      case EmergencyRequest.Understood.Wrong(var faults) ->
          send(
              visit,
              422,
              form(
                  visit,
                  true,
                  false,
                  faults.stream().map(Fault::name).collect(Collectors.toSet()),
                  true));
    };
  }

  /// What was not found is answered without what was typed, so that all such answers are one.
  private Future<Void> answer(Visit visit, Optional<CareOpening> opened) {
    return opened
        .map(one ->
            FormRoutes.seeOther(
                visit.context(),
                Spot.EMERGENCY_RECORD.address(visit.words())
                    + "?patient="
                    + refs.of(one.who()).ref(one.patient().id())))
        .orElseGet(() -> send(visit, 404, form(visit, true, true, Set.of(), false)));
  }

  private static EmergencyView form(
      Visit visit, boolean may, boolean notFound, Set<String> faults, boolean keep) {
    return new EmergencyView(
        visit.words(),
        visit.who().csrf(),
        Spot.EMERGENCY.address(visit.words()),
        may,
        notFound,
        faults,
        keep ? visit.field("nom") : "",
        keep ? visit.field("naissance") : "",
        keep ? visit.field("raison") : "");
  }

  private Future<Void> send(Visit visit, int status, EmergencyView view) {
    String title = visit.words().text("care.urgent.title");
    return forms.send(
        visit.context(),
        visit.words(),
        new Page(status, title, Spot.EMERGENCY, "", "careEmergency.jte", view));
  }

  /// Each look is a consultation: noted and told.
  private Future<?> open(Visit visit, Professional who) {
    Optional<PatientId> patient = refs.of(who).patient(visit.parameter("patient"));
    return patient
        .map(id -> door.open(who, id, EnumSet.allOf(Measure.class)))
        .orElseGet(() -> Future.succeededFuture(Optional.empty()))
        .compose(opening ->
            opening
                .map(one -> show(visit, one))
                .orElseGet(() -> FormRoutes.fail(visit.context(), 404)));
  }

  private Future<Void> show(Visit visit, CareOpening opening) {
    ReadingStore theirs = readings.seenBy(Viewer.of(opening.who()));
    PatientId patient = opening.patient().id();
    var latest = theirs.latest(patient);
    var newest =
        theirs.search(
            patient,
            opening.readable(),
            ReadingStore.EARLIEST,
            ReadingStore.LATEST,
            true,
            READINGS_MAX,
            null);
    return Future.all(latest, newest)
        .compose(all -> {
          String title = visit.words().text("care.record.title");
          String query = "?patient=" + refs.of(opening.who()).ref(patient);
          RecordView view = view(visit.words(), opening, latest.result(), newest.result());
          return forms.send(
              visit.context(),
              visit.words(),
              new Page(200, title, Spot.EMERGENCY_RECORD, query, "careRecord.jte", view));
        });
  }

  private RecordView view(
      Words words, CareOpening opening, List<StoredReading> latest, List<StoredReading> newest) {
    return new RecordView(
        words,
        opening.patient().given() + " " + opening.patient().family(),
        DateTimeFormatter.ofPattern("d MMMM yyyy", words.locale())
            .format(opening.patient().birthDate()),
        opening.patient().synthetic(),
        opening.mode() == Mode.EMERGENCY,
        lines(latest, opening, words),
        lines(newest, opening, words));
  }

  private List<ReadingLine> lines(List<StoredReading> readings, CareOpening opening, Words words) {
    Instant now = forms.clock().instant();
    return readings.stream()
        .filter(one -> opening.readable().contains(one.reading().measure()))
        .map(one -> ReadingLine.of(one, false, words, now))
        .toList();
  }
}
