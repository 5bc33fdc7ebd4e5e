package org.trousse.referencing.page.officer;

import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.trousse.referencing.desk.DossierView;
import org.trousse.referencing.door.DossierDoorLane;
import org.trousse.referencing.dossier.Act;
import org.trousse.referencing.dossier.Decision;
import org.trousse.referencing.dossier.Decision.Decided;
import org.trousse.referencing.dossier.Event;
import org.trousse.referencing.dossier.move.Grounds;
import org.trousse.referencing.dossier.move.MoveName;
import org.trousse.referencing.dossier.move.ReasonCode;
import org.trousse.referencing.dossier.quorum.Bench;
import org.trousse.referencing.page.Fault;
import org.trousse.referencing.page.PageRoutes.Page;
import org.trousse.referencing.page.officer.OfficerDoorLane.Call;
import org.trousse.referencing.page.officer.view.DossierPage;
import org.trousse.referencing.page.officer.view.Head;
import org.trousse.referencing.page.officer.view.MovePage;
import org.trousse.referencing.page.officer.view.OfficerSpots;
import org.trousse.referencing.text.Text;

/// One move: its reason, the criteria that it cites and what users will read, then the move in one
/// action.
final class MoveRoutes {
  /// An account that nobody has.
  private static final UUID NOBODY = new UUID(0, 0);

  private final OfficerDoorLane door;
  private final OfficerPagesModule.Parts parts;

  MoveRoutes(OfficerDoorLane door, OfficerPagesModule.Parts parts) {
    this.door = door;
    this.parts = parts;
  }

  void mount(Router router) {
    door.get(
        router,
        OfficerSpots.MOVE,
        call -> door.view(call, view -> show(call, view, 200, head -> head)));
    door.post(router, OfficerSpots.MOVE, call -> door.view(call, view -> act(call, view)));
  }

  private static Optional<MoveName> move(Call call) {
    return Arrays.stream(MoveName.values())
        .filter(one -> DossierPage.slug(one).equals(call.visit().step("move")))
        .findFirst();
  }

  private Future<Void> show(Call call, DossierView view, int status, UnaryOperator<Head> also) {
    Set<UUID> bench =
        view.bench().seats().stream().map(Bench.Seat::account).collect(Collectors.toSet());
    return door.head(call, view, bench)
        .compose(head -> {
          Optional<MovePage> page =
              move(call).flatMap(name -> MovePage.of(also.apply(head), view, name));
          return page.isEmpty()
              ? gone(call, status, head)
              : door.send(
                  call,
                  Page.of(
                          head.text("move.title", page.get().title(), page.get().app()),
                          OfficerSpots.MOVE.below(call.dossier(), call.visit().step("move")),
                          "officerMove.jte",
                          page.get())
                      .status(status));
        });
  }

  /// A form may come when somebody else has moved the dossier already.
  private Future<Void> gone(Call call, int status, Head head) {
    return status == 200 || move(call).isEmpty()
        ? door.absent(call)
        : door.refuse(call, 409, text(head));
  }

  private static Text text(Head head) {
    String words = head.text("move.gone");
    return new Text(words, words);
  }

  private Future<Void> act(Call call, DossierView view) {
    Optional<MoveName> name = move(call);
    if (name.isEmpty()) {
      return door.absent(call);
    }
    if (call.act().equals(MovePage.SHOW)) {
      return show(call, view, 200, head -> head.refused(call.form(), List.of(), ""));
    }
    Optional<ReasonCode> code = code(call);
    List<String> criteria =
        MovePage.cited(view, call.form().fields().getOrDefault("criteres", List.of()));
    List<Fault> faults = faults(call, code);
    if (!faults.isEmpty() || code.isEmpty()) {
      return show(call, view, 422, head -> head.refused(call.form(), faults, ""));
    }
    Grounds grounds =
        new Grounds(
            code.get(), OfficerDoorLane.reason(call.form()), criteria, call.form().get("cliche"));
    return parts
        .desk()
        .act(call.who(), call.dossier(), new Act.Go(name.get(), grounds, present(call)))
        .compose(answer ->
            door.decided(
                call, answer, decided -> done(call, decided), refused -> again(call, refused)));
  }

  private Future<Void> done(Call call, Decided decided) {
    boolean proposed =
        decided.events().stream().anyMatch(event -> event.fact() instanceof Event.Proposed);
    return door.goTo(
        call,
        OfficerSpots.DOSSIER.address(call.visit().words(), call.dossier()),
        proposed ? "propose" : "acte");
  }

  /// What was written stays; the page now stands on the evidence as it is.
  private Future<Void> again(Call call, Decision.Refused refused) {
    return door.view(
        call,
        view ->
            show(
                call,
                view,
                OfficerDoorLane.status(refused.kind()),
                head -> {
                  String why = head.words().of(refused.words());
                  return switch (refused.kind()) {
                    case CRITERIA ->
                        head.refused(call.form(), List.of(new Fault("criteres", why)), "");
                    case QUORUM ->
                        head.refused(call.form(), List.of(new Fault(MovePage.PRESENT, why)), "");
                    default -> head.refused(call.form(), List.of(), why);
                  };
                }));
  }

  /// Who sat; a box that we did not write names nobody whom the rules would know.
  private static List<UUID> present(Call call) {
    return call.form().fields().getOrDefault(MovePage.PRESENT, List.of()).stream()
        .map(sent -> DossierDoorLane.uuid(sent).orElse(NOBODY))
        .toList();
  }

  private static List<Fault> faults(Call call, Optional<ReasonCode> code) {
    List<Fault> all = new ArrayList<>();
    if (code.isEmpty()) {
      all.add(new Fault("code", call.visit().words().text("fault.code")));
    }
    all.addAll(OfficerDoorLane.reasonFaults(call, MovePage.DECIDE));
    return all;
  }

  private static Optional<ReasonCode> code(Call call) {
    return Arrays.stream(ReasonCode.values())
        .filter(one -> one.name().equals(call.form().get("code")))
        .findFirst();
  }
}
