package org.trousse.record.visit.page;

import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.trousse.record.byhand.EntryForm;
import org.trousse.record.byhand.EntryForm.Again;
import org.trousse.record.byhand.EntryForm.Ready;
import org.trousse.record.byhand.EntryForm.Sent;
import org.trousse.record.byhand.EntryView;
import org.trousse.record.care.page.FormRoutes;
import org.trousse.record.care.page.FormRoutes.Visit;
import org.trousse.record.entry.EntryLane;
import org.trousse.record.entry.Written;
import org.trousse.record.page.Words;
import org.trousse.record.reading.ReadingKey;
import org.trousse.record.revise.Revised.Done;
import org.trousse.record.revise.RevisionLane;
import org.trousse.record.revise.Wish;
import org.trousse.record.visit.HomeVisit;
import org.trousse.record.visit.VisitLane;
import org.trousse.sdk.measure.Measure;

/// The sheet of a visit: what changed, and the forms that enter a reading, validate what is shown
/// and end the visit.
public final class VisitRoutes {
  private static final int TRANSMISSIONS_MAX = 5;

  /// What was done, as addresses say it.
  private static final Set<String> DONE = Set.of("valider", "saisir", "deja", "finir");

  private final FormRoutes forms;
  private final VisitDoorLane door;
  private final VisitLane visits;
  private final RevisionLane revisions;
  private final EntryLane entries;

  public VisitRoutes(
      FormRoutes forms,
      VisitDoorLane door,
      VisitLane visits,
      RevisionLane revisions,
      EntryLane entries) {
    this.forms = forms;
    this.door = door;
    this.visits = visits;
    this.revisions = revisions;
    this.entries = entries;
  }

  public void mount(Router router) {
    forms.get(
        router,
        VisitAddress.SHEET::route,
        VisitAddress::worklist,
        visit ->
            door.open(
                visit,
                home -> show(visit, home, 200, SheetView.entry(home), done(visit, home.words()))));
    forms.post(
        router,
        VisitAddress.SHEET::route,
        VisitAddress::worklist,
        visit -> door.open(visit, home -> act(visit, home)));
  }

  private static String done(Visit visit, Words words) {
    String done = visit.parameter("fait");
    return DONE.contains(done) ? words.text("visit.done." + done) : "";
  }

  private Future<Void> show(Visit visit, AtHome home, int status, EntryView entry, String done) {
    var sheet = visits.sheet(home.opening(), home.now());
    var kept = visits.transmissions(home.opening(), TRANSMISSIONS_MAX);
    return Future.all(sheet, kept)
        .compose(all ->
            forms.send(
                visit.context(),
                home.words(),
                status,
                home.words().text("visit.title"),
                home.path(VisitAddress.SHEET, ""),
                "visit.jte",
                SheetView.of(home, sheet.result(), kept.result(), entry, done)));
  }

  private Future<?> act(Visit visit, AtHome home) {
    return switch (visit.field("acte")) {
      case "saisir" -> enter(visit, home);
      case "valider" -> validate(visit, home);
      case "finir" -> end(visit, home);
      default -> FormRoutes.fail(visit.context(), 400);
    };
  }

  private static Future<Void> seeOther(Visit visit, AtHome home, String done) {
    return FormRoutes.seeOther(
        visit.context(), home.address(VisitAddress.SHEET, "") + "?fait=" + done);
  }

  private Future<?> end(Visit visit, AtHome home) {
    Optional<UUID> id = uuid(visit.field("cle"));
    if (id.isEmpty()) {
      return FormRoutes.fail(visit.context(), 400);
    }
    HomeVisit over = HomeVisit.of(home.patient().id(), id.get(), home.who(), home.now());
    return visits
        .visits()
        .end(over)
        .compose(ended -> door.note(home, "visit-end", Map.of()))
        .compose(noted -> seeOther(visit, home, "finir"));
  }

  /// Empty for what is none.
  public static Optional<UUID> uuid(String text) {
    try {
      return Optional.of(UUID.fromString(text));
    } catch (IllegalArgumentException no) {
      return Optional.empty();
    }
  }

  /// What was shown, as it was shown: what changed meanwhile is not validated.
  private Future<?> validate(Visit visit, AtHome home) {
    List<Mark> marks =
        Arrays.stream(visit.field("marques").split(" ", SheetView.ROWS_MAX + 1))
            .map(mark -> mark(home, mark))
            .flatMap(Optional::stream)
            .limit(SheetView.ROWS_MAX)
            .toList();
    return validated(home, marks, 0, new EnumMap<>(Measure.class))
        .compose(counts -> door.note(home, "visit-validate", counts))
        .compose(noted -> seeOther(visit, home, "valider"));
  }

  private record Mark(ReadingKey key, int version) {}

  private static Optional<Mark> mark(AtHome home, String text) {
    int at = text.indexOf('~');
    boolean whole = at > 0 && text.substring(at + 1).matches("[1-9][0-9]{0,4}");
    return whole
        ? VisitDoorLane.key(home, text.substring(0, at))
            .filter(key -> home.opening().writable().contains(key.measure()))
            .map(key -> new Mark(key, Integer.parseInt(text.substring(at + 1))))
        : Optional.empty();
  }

  private Future<Map<Measure, Integer>> validated(
      AtHome home, List<Mark> marks, int place, Map<Measure, Integer> counts) {
    if (place == marks.size()) {
      return Future.succeededFuture(counts);
    }
    Mark mark = marks.get(place);
    return revisions
        .revise(
            visits.readings(home.opening()),
            mark.key(),
            mark.version(),
            home.author(),
            new Wish.Validate(""))
        .compose(revised -> {
          if (revised instanceof Done) {
            counts.merge(mark.key().measure(), 1, Integer::sum);
          }
          return validated(home, marks, place + 1, counts);
        });
  }

  private Future<?> enter(Visit visit, AtHome home) {
    Sent sent = Sent.of(visit::field);
    if (!sent.hasKey()) {
      return FormRoutes.fail(visit.context(), 400);
    }
    return switch (EntryForm.read(
        sent, home.opening().writable(), home.words(), home.now(), home.zone())) {
      case Again again -> again(visit, home, sent, again);
      case Ready ready -> add(visit, home, sent, ready);
    };
  }

  private Future<Void> again(Visit visit, AtHome home, Sent sent, Again again) {
    EntryView entry = SheetView.entry(home).again(sent, again.why(), again.asks());
    return show(visit, home, 422, entry, "");
  }

  private Future<?> add(Visit visit, AtHome home, Sent sent, Ready ready) {
    Measure measure = ready.entered().measure();
    Written written =
        new Written(
            home.patient().id(),
            new Written.Writer.Caregiver(
                home.who().id(),
                home.who().name(),
                home.who().profession().code(),
                sent.device() ? specialisation(measure) : 0),
            ready.entered(),
            ready.at(),
            home.zone(),
            ready.meal(),
            null,
            sent.key());
    return entries
        .add(written)
        .compose(outcome ->
            switch (outcome) {
              case ACCEPTED -> seeOther(visit, home, "saisir");
              case DUPLICATE -> seeOther(visit, home, "deja");
              default ->
                  again(
                      visit, home, sent, new Again(home.words().text("entry.refused"), List.of()));
            });
  }

  /// MDC (ISO/IEEE 11073-10101).
  private static int specialisation(Measure measure) {
    return switch (measure) {
      case BLOOD_GLUCOSE, INTERSTITIAL_GLUCOSE -> 528_401;
      case BLOOD_PRESSURE -> 528_391;
      case BODY_WEIGHT -> 528_399;
      case BODY_TEMPERATURE -> 528_392;
    };
  }
}
