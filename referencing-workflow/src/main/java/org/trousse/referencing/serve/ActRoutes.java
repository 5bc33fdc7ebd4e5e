package org.trousse.referencing.serve;

import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Objects;
import java.util.Optional;
import org.trousse.referencing.desk.DeskLane;
import org.trousse.referencing.dossier.Act;
import org.trousse.referencing.dossier.VerdictWord;
import org.trousse.referencing.dossier.move.Grounds;
import org.trousse.referencing.dossier.move.MoveName;
import org.trousse.referencing.dossier.move.ReasonCode;
import org.trousse.referencing.text.Text;

/// `/referencing/dossiers/{id}/moves`, `/verdicts`, `/proposals/{n}` and `/attestations`: whatever
/// changes a dossier.
final class ActRoutes {
  private static final String ONE = "/referencing/dossiers/:id";
  private static final Text NUMBER =
      new Text("Une proposition a un numéro.", "A proposal has a number.");

  private final DeskLane desk;
  private final GateLane gate;

  ActRoutes(DeskLane desk, GateLane gate) {
    this.desk = desk;
    this.gate = gate;
  }

  void mount(Router router) {
    GateLane.body(router.post(ONE + "/moves"), this::move);
    GateLane.body(router.post(ONE + "/verdicts"), this::judge);
    GateLane.body(router.post(ONE + "/proposals/:number"), this::second);
    GateLane.body(router.post(ONE + "/attestations"), this::attest);
  }

  private void move(RoutingContext context) {
    Body body =
        Body.of(
            GateLane.bytes(context), "move", "code", "reason", "criteria", "snapshot", "present");
    MoveName move = body.one("move", MoveName.class);
    ReasonCode code = body.one("code", ReasonCode.class);
    Text reason = body.text("reason");
    var criteria = body.words("criteria");
    String snapshot = Objects.requireNonNullElse(body.maybe("snapshot"), "");
    var present = body.ids("present");
    if (move == null || code == null) {
      act(context, body, new Act.Resume());
      return;
    }
    boolean silent = reason.french().isEmpty() && reason.english().isEmpty();
    Text words = silent ? code.words() : reason;
    Grounds grounds = new Grounds(code, words, criteria, snapshot);
    act(context, body, new Act.Go(move, grounds, present));
  }

  private void judge(RoutingContext context) {
    Body body =
        Body.of(
            GateLane.bytes(context), "criterion", "word", "reason", "due", "version", "snapshot");
    String criterion = body.word("criterion");
    VerdictWord word = body.one("word", VerdictWord.class);
    Text reason = body.text("reason");
    var due = body.day("due");
    int version = body.number("version");
    String snapshot = body.word("snapshot");
    VerdictWord said = word == null ? VerdictWord.NOT_VERIFIED : word;
    act(context, body, new Act.Judge(criterion, said, reason, due, version, snapshot));
  }

  /// What the second person says.
  enum Second {
    CONFIRM,
    DECLINE
  }

  private void second(RoutingContext context) {
    Body body = Body.of(GateLane.bytes(context), "decision", "snapshot", "reason");
    Second decision = body.one("decision", Second.class);
    String snapshot = Objects.requireNonNullElse(body.maybe("snapshot"), "");
    Text reason = body.text("reason");
    Optional<Integer> number = number(context);
    if (number.isEmpty()) {
      gate.at(context, entered -> GateLane.unreadable(context, NUMBER));
      return;
    }
    act(
        context,
        body,
        decision == Second.DECLINE
            ? new Act.Decline(number.get(), reason)
            : new Act.Confirm(number.get(), snapshot));
  }

  private static Optional<Integer> number(RoutingContext context) {
    try {
      return Optional.of(Integer.parseInt(String.valueOf(context.pathParam("number"))));
    } catch (NumberFormatException nonsense) {
      return Optional.empty();
    }
  }

  private void attest(RoutingContext context) {
    Body body = Body.of(GateLane.bytes(context), "snapshot");
    act(context, body, new Act.Attest(body.word("snapshot")));
  }

  /// A body in which something is wrong does nothing.
  private void act(RoutingContext context, Body body, Act act) {
    gate.at(
        context,
        entered ->
            body.wrong().isPresent()
                ? GateLane.unreadable(context, body.wrong().get())
                : desk.act(entered.who(), entered.dossier().dossier(), act)
                    .compose(answer -> GateLane.decided(context, answer)));
  }
}
