package org.trousse.referencing.page.officer;

import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.trousse.referencing.check.CheckRunLane.Start;
import org.trousse.referencing.desk.DossierView;
import org.trousse.referencing.dossier.Act;
import org.trousse.referencing.dossier.Event;
import org.trousse.referencing.history.HistoryPage;
import org.trousse.referencing.page.Fault;
import org.trousse.referencing.page.PageRoutes.Page;
import org.trousse.referencing.page.officer.OfficerDoorLane.Call;
import org.trousse.referencing.page.officer.view.DossierPage;
import org.trousse.referencing.page.officer.view.Head;
import org.trousse.referencing.page.officer.view.HistoryLine;
import org.trousse.referencing.page.officer.view.LetterPage;
import org.trousse.referencing.page.officer.view.OfficerSpots;

/// One dossier: how it stands, the second person's word, the clock, the checks and the letters.
final class OfficerDossierRoutes {
  private final OfficerDoorLane door;
  private final OfficerPagesModule.Parts parts;

  OfficerDossierRoutes(OfficerDoorLane door, OfficerPagesModule.Parts parts) {
    this.door = door;
    this.parts = parts;
  }

  void mount(Router router) {
    door.get(router, OfficerSpots.DOSSIER, call -> show(call, 200, head -> head));
    door.post(router, OfficerSpots.DOSSIER, this::act);
    door.get(router, OfficerSpots.LETTER, this::letter);
  }

  private Future<Void> show(Call call, int status, UnaryOperator<Head> also) {
    String before = call.visit().parameter(HistoryLine.BEFORE);
    Optional<HistoryPage.Ask> ask =
        before.isEmpty()
            ? Optional.of(HistoryPage.Ask.FIRST)
            : number(before).filter(one -> one > 0).map(HistoryPage.Ask::before);
    return ask.isEmpty()
        ? door.absent(call)
        : parts
            .desk()
            .history(call.who(), call.dossier(), ask.get())
            .compose(answer -> door.given(call, answer, past -> show(call, past, status, also)));
  }

  private Future<Void> show(
      Call call, DossierView.Past past, int status, UnaryOperator<Head> also) {
    String before = call.visit().parameter(HistoryLine.BEFORE);
    return door.view(
        call,
        view ->
            door.head(call, view, OfficerDoorLane.people(past.page().events()))
                .map(also)
                .compose(head -> {
                  DossierPage page =
                      DossierPage.of(
                          head,
                          view,
                          HistoryLine.Part.of(head, past, before.isEmpty()),
                          door.specification(view));
                  String title = head.text("dossier.title", page.app());
                  String path =
                      before.isEmpty()
                          ? below(view)
                          : below(view) + "?" + HistoryLine.BEFORE + "=" + before;
                  return door.send(
                      call, Page.of(title, path, "officerDossier.jte", page).status(status));
                }));
  }

  private static String below(DossierView view) {
    return OfficerSpots.DOSSIER.below(view.dossier().id());
  }

  private Future<Void> act(Call call) {
    return switch (call.act()) {
      case "confirmer" -> confirm(call);
      case "decliner" -> reasoned(call, "decline");
      case "arreter" -> reasoned(call, "arrete");
      case "relancer" -> decide(call, new Act.Resume(), "relance");
      case "controler" -> check(call);
      default -> door.absent(call);
    };
  }

  private Future<Void> confirm(Call call) {
    Optional<Integer> proposal = number(call.form().get("proposition"));
    return proposal.isEmpty()
        ? door.absent(call)
        : decide(call, new Act.Confirm(proposal.get(), call.form().get("cliche")), "confirme");
  }

  /// Declining, and stopping the clock: both say why.
  private Future<Void> reasoned(Call call, String done) {
    List<Fault> faults = OfficerDoorLane.reasonFaults(call, call.act());
    if (!faults.isEmpty()) {
      return show(call, 422, head -> head.refused(call.form(), faults, ""));
    }
    if (call.act().equals("arreter")) {
      return decide(call, new Act.Stop(OfficerDoorLane.reason(call.form())), done);
    }
    Optional<Integer> proposal = number(call.form().get("proposition"));
    return proposal.isEmpty()
        ? door.absent(call)
        : decide(call, new Act.Decline(proposal.get(), OfficerDoorLane.reason(call.form())), done);
  }

  private Future<Void> decide(Call call, Act act, String done) {
    return parts
        .desk()
        .act(call.who(), call.dossier(), act)
        .compose(answer ->
            door.decided(
                call,
                answer,
                decided ->
                    door.goTo(
                        call,
                        OfficerSpots.DOSSIER.address(call.visit().words(), call.dossier()),
                        done),
                refused ->
                    show(
                        call,
                        OfficerDoorLane.status(refused.kind()),
                        head ->
                            head.refused(
                                call.form(), List.of(), head.words().of(refused.words())))));
  }

  private Future<Void> check(Call call) {
    return parts
        .desk()
        .check(call.who(), call.dossier(), Set.of())
        .compose(answer ->
            door.given(
                call,
                answer,
                start ->
                    switch (start) {
                      case Start.Began began ->
                          door.goTo(
                              call,
                              OfficerSpots.DOSSIER.address(call.visit().words(), call.dossier()),
                              "controle");
                      case Start.Busy busy -> later(call);
                      case Start.TooSoon soon -> later(call);
                    }));
  }

  private Future<Void> later(Call call) {
    return show(call, 409, head -> head.refused(call.form(), List.of(), head.text("check.later")));
  }

  private Future<Void> letter(Call call) {
    String asked = call.visit().parameter("decision");
    @Nullable Integer number = number(asked).orElse(null);
    if (number == null && !asked.isEmpty()) {
      return door.absent(call);
    }
    return parts
        .desk()
        .events(call.who(), call.dossier())
        .compose(answer ->
            door.given(
                call, answer, all -> door.view(call, view -> letter(call, view, all, number))));
  }

  private Future<Void> letter(
      Call call, DossierView view, List<Event> history, @Nullable Integer number) {
    Head head = door.head(call);
    Optional<LetterPage> page =
        LetterPage.of(head, view, door.specification(view), history, number);
    String path =
        OfficerSpots.LETTER.below(call.dossier()) + (number == null ? "" : "?decision=" + number);
    return page.isEmpty()
        ? door.absent(call)
        : door.send(
            call,
            Page.of(
                head.text("letter.title", page.get().reference()),
                path,
                "officerLetter.jte",
                page.get()));
  }

  /// A number in an address or a form; empty: nonsense.
  static Optional<Integer> number(String text) {
    return text.matches("[0-9]{1,9}") ? Optional.of(Integer.valueOf(text)) : Optional.empty();
  }
}
