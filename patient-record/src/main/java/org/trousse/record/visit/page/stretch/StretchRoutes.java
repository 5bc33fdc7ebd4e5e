package org.trousse.record.visit.page.stretch;

import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.trousse.record.care.page.FormRoutes;
import org.trousse.record.care.page.FormRoutes.Visit;
import org.trousse.record.page.Words;
import org.trousse.record.reading.StoredReading;
import org.trousse.record.revise.ErrorReason;
import org.trousse.record.revise.Revised.Done;
import org.trousse.record.revise.Revised.Fault;
import org.trousse.record.revise.RevisionLane;
import org.trousse.record.revise.Wish;
import org.trousse.record.visit.Effect;
import org.trousse.record.visit.Stretch;
import org.trousse.record.visit.Stretch.Span;
import org.trousse.record.visit.VisitKind;
import org.trousse.record.visit.VisitLane;
import org.trousse.record.visit.page.AtHome;
import org.trousse.record.visit.page.VisitAddress;
import org.trousse.record.visit.page.VisitDoorLane;
import org.trousse.record.visit.page.VisitText;
import org.trousse.record.visit.page.one.ReadingView.Reason;
import org.trousse.record.visit.page.stretch.StretchView.Proposal;
import org.trousse.sdk.measure.Measure;

/// A sensor that was off: its readings of a stretch of time marked as errors together, or restored.
/// How many they are and what it does is shown before it is done.
public final class StretchRoutes {
  private static final String ERROR = "erreur";
  private static final String RESTORE = "retablir";
  private static final Measure SENSED = Measure.INTERSTITIAL_GLUCOSE;

  private final FormRoutes forms;
  private final VisitDoorLane door;
  private final VisitLane visits;
  private final RevisionLane revisions;

  public StretchRoutes(
      FormRoutes forms, VisitDoorLane door, VisitLane visits, RevisionLane revisions) {
    this.forms = forms;
    this.door = door;
    this.visits = visits;
    this.revisions = revisions;
  }

  /// What a page says beside the form.
  private record Said(int status, String done, String fault, Optional<Proposal> proposal) {
    static final Said NOTHING = new Said(200, "", "", Optional.empty());

    static Said fault(int status, String fault) {
      return new Said(status, "", fault, Optional.empty());
    }
  }

  public void mount(Router router) {
    forms.get(
        router,
        VisitAddress.STRETCH::route,
        VisitAddress::worklist,
        visit -> door.open(visit, home -> shown(visit, home)));
    forms.post(
        router,
        VisitAddress.STRETCH::route,
        VisitAddress::worklist,
        visit -> door.open(visit, home -> act(visit, home)));
  }

  private static boolean writes(AtHome home) {
    return home.opening().writable().contains(SENSED);
  }

  private Future<?> shown(Visit visit, AtHome home) {
    if (!writes(home)) {
      return FormRoutes.fail(visit.context(), 404);
    }
    String done = visit.parameter("fait");
    String count = visit.parameter("combien");
    boolean known = done.equals(ERROR) || done.equals(RESTORE);
    return known && count.matches("[0-9]{1,4}")
        ? show(
            visit,
            home,
            new Said(
                200,
                home.words().counted("visit.stretch.done." + done, Integer.parseInt(count)),
                "",
                Optional.empty()))
        : show(visit, home, Said.NOTHING);
  }

  private Future<Void> show(Visit visit, AtHome home, Said said) {
    String reason = visit.field("raison");
    return forms.send(
        visit.context(),
        home.words(),
        said.status(),
        home.words().text("visit.stretch"),
        home.path(VisitAddress.STRETCH, ""),
        "visitStretch.jte",
        new StretchView(
            home.words(),
            home.name(),
            home.identity(),
            home.address(VisitAddress.SHEET, ""),
            home.address(VisitAddress.STRETCH, ""),
            said.done(),
            said.fault(),
            visit.field("debut"),
            visit.field("fin"),
            reason.isEmpty() ? ErrorReason.SENSOR_DETACHED.word() : reason,
            visit.field("note"),
            reasons(home.words()),
            said.proposal(),
            home.csrf()));
  }

  private static List<Reason> reasons(Words words) {
    return Stream.of(ErrorReason.SENSOR_DETACHED, ErrorReason.OTHER_PERSON, ErrorReason.OTHER)
        .map(reason -> new Reason(reason.word(), words.text("visit.reason." + reason.word())))
        .toList();
  }

  private Future<?> act(Visit visit, AtHome home) {
    Optional<Wish> wish = wish(visit);
    if (!writes(home) || wish.isEmpty()) {
      return FormRoutes.fail(visit.context(), writes(home) ? 400 : 404);
    }
    Optional<Span> span = Span.of(visit.field("debut"), visit.field("fin"), home.zone());
    if (span.isEmpty()) {
      return show(visit, home, Said.fault(422, home.words().text("visit.stretch.fault.times")));
    }
    return visits
        .stretch(home.opening(), span.get())
        .compose(stretch -> proposedOrDone(visit, home, stretch, wish.get()));
  }

  private static Optional<Wish> wish(Visit visit) {
    String note = visit.field("note");
    return switch (visit.field("acte")) {
      case ERROR ->
          ErrorReason.of(visit.field("raison"))
              .filter(said -> said != ErrorReason.UNSAID)
              .map(reason -> new Wish.MarkInError(reason, note));
      case RESTORE -> Optional.of(new Wish.Restore(note));
      default -> Optional.empty();
    };
  }

  private Future<?> proposedOrDone(Visit visit, AtHome home, Stretch stretch, Wish wish) {
    Words words = home.words();
    boolean marks = wish instanceof Wish.MarkInError;
    List<StoredReading> concerned = marks ? stretch.counting() : stretch.inError();
    if (concerned.isEmpty()) {
      String none = marks ? "visit.stretch.fault.none" : "visit.stretch.fault.no-error";
      return show(visit, home, Said.fault(422, words.text(none)));
    }
    List<Fault> faults = RevisionLane.faults(concerned.getFirst(), wish);
    if (!faults.isEmpty()) {
      String fault = "visit.fault." + faults.getFirst().word();
      return show(visit, home, Said.fault(422, words.text(fault)));
    }
    Said proposed =
        new Said(200, "", "", Optional.of(proposal(home, stretch, wish, concerned.size())));
    if (!visit.field("sur").equals("oui")) {
      return show(visit, home, proposed);
    }
    if (!visit.field("vus").equals(Integer.toString(concerned.size()))) {
      String changed = words.text("visit.stretch.fault.changed");
      return show(visit, home, new Said(409, "", changed, proposed.proposal()));
    }
    return revised(home, concerned, 0, 0, wish)
        .compose(count ->
            door.note(home, marks ? "visit-error" : "visit-restore", Map.of(SENSED, count))
                .compose(noted ->
                    FormRoutes.seeOther(
                        visit.context(),
                        home.address(VisitAddress.STRETCH, "")
                            + "?fait="
                            + visit.field("acte")
                            + "&combien="
                            + count)));
  }

  private static Proposal proposal(AtHome home, Stretch stretch, Wish wish, int count) {
    VisitText text = home.text();
    String from = text.on(stretch.from());
    String to = text.on(stretch.to());
    if (wish instanceof Wish.MarkInError(ErrorReason reason, String note)) {
      Effect effect = stretch.effect();
      return new Proposal(
          ERROR,
          count,
          home.words()
              .counted(
                  "visit.stretch.confirm.erreur",
                  count,
                  count,
                  from,
                  to,
                  home.words().text("visit.reason." + reason.word())),
          home.words()
              .text(
                  "visit.stretch.effect",
                  text.mean(VisitKind.GLUCOSE_SENSOR, effect.before()),
                  text.mean(VisitKind.GLUCOSE_SENSOR, effect.after()),
                  effect.count()));
    }
    return new Proposal(
        RESTORE,
        count,
        home.words().counted("visit.stretch.confirm.retablir", count, count, from, to),
        "");
  }

  /// One after the other, each with its version and its Provenance; what somebody else changed
  /// meanwhile stays.
  private Future<Integer> revised(
      AtHome home, List<StoredReading> concerned, int place, int done, Wish wish) {
    if (place == concerned.size()) {
      return Future.succeededFuture(done);
    }
    StoredReading one = concerned.get(place);
    return revisions
        .revise(visits.readings(home.opening()), one.key(), one.number(), home.author(), wish)
        .compose(revised ->
            revised(home, concerned, place + 1, revised instanceof Done ? done + 1 : done, wish));
  }
}
