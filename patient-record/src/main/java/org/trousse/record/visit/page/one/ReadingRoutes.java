package org.trousse.record.visit.page.one;

import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.trousse.record.care.page.FormRoutes;
import org.trousse.record.care.page.FormRoutes.Visit;
import org.trousse.record.entry.Entered;
import org.trousse.record.entry.Typed;
import org.trousse.record.entry.Typed.AskBack;
import org.trousse.record.entry.Typed.NotUnderstood;
import org.trousse.record.entry.Typed.Understood;
import org.trousse.record.page.Words;
import org.trousse.record.reading.ReadingKey;
import org.trousse.record.revise.ErrorReason;
import org.trousse.record.revise.Revised;
import org.trousse.record.revise.Revised.Done;
import org.trousse.record.revise.Revised.Fault;
import org.trousse.record.revise.Revised.Overtaken;
import org.trousse.record.revise.Revised.Refused;
import org.trousse.record.revise.Revised.Unknown;
import org.trousse.record.revise.RevisionLane;
import org.trousse.record.revise.Wish;
import org.trousse.record.visit.Effect;
import org.trousse.record.visit.VisitLane;
import org.trousse.record.visit.VisitLane.One;
import org.trousse.record.visit.page.AtHome;
import org.trousse.record.visit.page.VisitAddress;
import org.trousse.record.visit.page.VisitDoorLane;
import org.trousse.record.visit.page.one.ReadingView.Proposal;
import org.trousse.sdk.measure.Amounts;
import org.trousse.sdk.reading.Reading;

/// One reading: its versions, what was done about it, and the forms that do more. What changes a
/// value is shown with its effect before it is done.
public final class ReadingRoutes {
  private static final Set<String> DONE =
      Set.of("valider", "corriger", "erreur", "retablir", "annoter");

  private final FormRoutes forms;
  private final VisitDoorLane door;
  private final VisitLane visits;
  private final RevisionLane revisions;

  public ReadingRoutes(
      FormRoutes forms, VisitDoorLane door, VisitLane visits, RevisionLane revisions) {
    this.forms = forms;
    this.door = door;
    this.visits = visits;
    this.revisions = revisions;
  }

  /// What a page says beside the reading.
  private record Said(String done, String fault, String note, @Nullable Proposal proposal) {
    static final Said NOTHING = new Said("", "", "", null);

    static Said fault(String fault, String note) {
      return new Said("", fault, note, null);
    }
  }

  public void mount(Router router) {
    forms.get(
        router,
        VisitAddress.READING::route,
        VisitAddress::worklist,
        visit -> door.open(visit, home -> with(visit, home, one -> shown(visit, home, one))));
    forms.post(
        router,
        VisitAddress.READING::route,
        VisitAddress::worklist,
        visit -> door.open(visit, home -> with(visit, home, one -> act(visit, home, one))));
  }

  @FunctionalInterface
  private interface Looks {
    Future<?> at(One one);
  }

  private Future<?> with(Visit visit, AtHome home, Looks looks) {
    Optional<ReadingKey> key =
        VisitDoorLane.key(home, String.valueOf(visit.context().pathParam("id")));
    return key.map(one -> visits.one(home.opening(), one))
        .orElseGet(() -> Future.succeededFuture(Optional.empty()))
        .compose(found ->
            found
                .<Future<?>>map(looks::at)
                .orElseGet(() -> FormRoutes.fail(visit.context(), 404))
                .mapEmpty());
  }

  private Future<Void> shown(Visit visit, AtHome home, One one) {
    String done = visit.parameter("fait");
    Said said =
        DONE.contains(done)
            ? new Said(home.words().text("visit.done." + done), "", "", null)
            : Said.NOTHING;
    return show(visit, home, one, 200, said);
  }

  private Future<Void> show(Visit visit, AtHome home, One one, int status, Said said) {
    ReadingView view =
        OneView.of(
            home,
            one,
            new OneView.Beside(
                said.done(), said.fault(), said.note(), Optional.ofNullable(said.proposal())));
    return forms.send(
        visit.context(),
        home.words(),
        status,
        view.title(),
        home.path(VisitAddress.READING, home.id(one.now().key())),
        "visitReading.jte",
        view);
  }

  private Future<?> act(Visit visit, AtHome home, One one) {
    if (!home.opening().writable().contains(one.now().reading().measure())) {
      return FormRoutes.fail(visit.context(), 404);
    }
    String note = visit.field("note");
    return switch (visit.field("acte")) {
      case "valider" -> revise(visit, home, one, new Wish.Validate(note));
      case "annoter" -> revise(visit, home, one, new Wish.Annotate(note));
      case "retablir" -> revise(visit, home, one, new Wish.Restore(note));
      case "corriger" -> amend(visit, home, one, note);
      case "erreur" -> error(visit, home, one, note);
      default -> FormRoutes.fail(visit.context(), 400);
    };
  }

  private Future<?> error(Visit visit, AtHome home, One one, String note) {
    Optional<ErrorReason> reason =
        ErrorReason.of(visit.field("raison")).filter(said -> said != ErrorReason.UNSAID);
    if (reason.isEmpty()) {
      return show(visit, home, one, 422, Said.fault(home.words().text("visit.fault.reason"), note));
    }
    Wish wish = new Wish.MarkInError(reason.get(), note);
    return proposedOrDone(visit, home, one, wish);
  }

  private Future<?> amend(Visit visit, AtHome home, One one, String note) {
    Words words = home.words();
    Reading reading = one.now().reading();
    return switch (Typed.read(reading.measure(), visit.field("valeur"))) {
      case NotUnderstood(Typed.Why why) ->
          show(visit, home, one, 422, Said.fault(words.text("entry.why." + why.word()), note));
      // the effect is shown, and asks back by itself
      case AskBack(List<Entered> suggestions) ->
          proposedOrDone(visit, home, one, amendment(suggestions.getFirst(), reading, note));
      case Understood(Entered entered) ->
          proposedOrDone(visit, home, one, amendment(entered, reading, note));
    };
  }

  /// A pulse that nobody typed stays.
  private static Wish amendment(Entered entered, Reading reading, String note) {
    Amounts typed = entered.amounts();
    Amounts whole =
        new Amounts(
            typed.value(),
            typed.diastolic(),
            null,
            typed.pulse() == null ? reading.amounts().pulse() : typed.pulse());
    return new Wish.Amend(whole, entered.original().orElse(null), note);
  }

  /// Once somebody saw what it does.
  private Future<?> proposedOrDone(Visit visit, AtHome home, One one, Wish wish) {
    if (visit.field("sur").equals("oui")) {
      return revise(visit, home, one, wish);
    }
    List<Fault> faults = RevisionLane.faults(one.now(), wish);
    if (!faults.isEmpty()) {
      return show(visit, home, one, 422, Said.fault(text(home, faults), wish.note()));
    }
    Amounts amounts = wish instanceof Wish.Amend amend ? amend.amounts() : null;
    Effect effect = Effect.of(one.around(), one.now().key(), amounts);
    Proposal proposal =
        OneView.proposal(home, one, wish, effect, visit.field("acte"), visit.field("valeur"));
    return show(visit, home, one, 200, new Said("", "", wish.note(), proposal));
  }

  private static String text(AtHome home, List<Fault> faults) {
    return home.words().text("visit.fault." + faults.getFirst().word());
  }

  private Future<?> revise(Visit visit, AtHome home, One one, Wish wish) {
    String seen = visit.field("vu");
    if (!seen.matches("[1-9][0-9]{0,4}")) {
      return FormRoutes.fail(visit.context(), 400);
    }
    return revisions
        .revise(
            visits.readings(home.opening()),
            one.now().key(),
            Integer.valueOf(seen),
            home.author(),
            wish)
        .compose(revised -> answer(visit, home, one, wish, revised));
  }

  private Future<?> answer(Visit visit, AtHome home, One one, Wish wish, Revised revised) {
    return switch (revised) {
      case Done done ->
          door.note(home, what(wish), Map.of(one.now().reading().measure(), 1))
              .compose(noted ->
                  FormRoutes.seeOther(
                      visit.context(),
                      home.address(VisitAddress.READING, home.id(one.now().key()))
                          + "?fait="
                          + visit.field("acte")));
      case Unknown unknown -> FormRoutes.fail(visit.context(), 404);
      case Refused(List<Fault> faults) ->
          show(visit, home, one, 422, Said.fault(text(home, faults), wish.note()));
      case Overtaken overtaken ->
          with(
              visit,
              home,
              now ->
                  show(
                      visit,
                      home,
                      now,
                      409,
                      Said.fault(OneView.overtaken(home, now), wish.note())));
    };
  }

  private static String what(Wish wish) {
    return switch (wish) {
      case Wish.Amend amend -> "visit-amend";
      case Wish.MarkInError mark -> "visit-error";
      case Wish.Annotate annotate -> "visit-annotate";
      case Wish.Validate validate -> "visit-validate";
      case Wish.Restore restore -> "visit-restore";
    };
  }
}
