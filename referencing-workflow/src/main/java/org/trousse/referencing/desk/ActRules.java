package org.trousse.referencing.desk;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.trousse.referencing.dossier.Act;
import org.trousse.referencing.dossier.Actor;
import org.trousse.referencing.dossier.Actor.OfficerRole;
import org.trousse.referencing.dossier.Actor.VendorRole;
import org.trousse.referencing.dossier.Dossier;
import org.trousse.referencing.dossier.move.MoveName;
import org.trousse.referencing.dossier.move.Moves;
import org.trousse.referencing.dossier.quorum.Bench;
import org.trousse.referencing.member.Access;
import org.trousse.referencing.member.AccessRules;
import org.trousse.referencing.member.Action;
import org.trousse.referencing.member.Who;

/// Who somebody is to a dossier, and whether they may ask for an act at all; whether the dossier
/// allows it is the table's question. Pure.
final class ActRules {
  /// Of officers: who leads does not vote, and who votes decides nothing alone; the table says
  /// which of them a move is for.
  private static final Set<Action> OFFICERS = Set.of(Action.DECIDE, Action.VOTE);

  private ActRules() {}

  static Actor actor(Who who) {
    return switch (who) {
      case Who.Vendor vendor -> vendor(vendor);
      case Who.OfficerWho(var account, var role, var citizen, var interests) ->
          new Actor.Officer(account, OfficerRole.valueOf(role.name()), interests);
      case Who.Platform() -> new Actor.Platform();
    };
  }

  static Actor.Vendor vendor(Who.Vendor who) {
    return new Actor.Vendor(
        who.by().id(), who.organisation(), VendorRole.valueOf(who.role().name()));
  }

  /// Whether they may ask for it.
  static Access decide(Who who, Act act, UUID organisation) {
    Access last = new Access.Hidden();
    for (Action action : actions(who, act)) {
      last = AccessRules.decide(who, action, organisation);
      if (last instanceof Access.Allowed) {
        return last;
      }
    }
    return last;
  }

  /// Whether it needs to be known who may sit.
  static boolean opines(Dossier dossier, Act act) {
    return switch (act) {
      case Act.Go go -> go.move().opines();
      case Act.Confirm confirm -> dossier.proposal() != null && dossier.proposal().move().opines();
      default -> false;
    };
  }

  /// The same act before those who may sit.
  static Act before(Bench bench, Act act) {
    return switch (act) {
      case Act.Go go -> new Act.Go(go.move(), go.grounds(), go.present(), bench);
      case Act.Confirm confirm -> new Act.Confirm(confirm.proposal(), confirm.snapshot(), bench);
      default -> act;
    };
  }

  private static Set<Action> actions(Who who, Act act) {
    if (!(who instanceof Who.Vendor)) {
      return act instanceof Act.Judge ? Set.of(Action.ASSESS) : OFFICERS;
    }
    return switch (act) {
      case Act.Go go -> Set.of(vendors(go.move()));
      case Act.Revise revise -> Set.of(Action.EDIT_DOSSIER);
      case Act.Attest attest -> Set.of(Action.SIGN_AGREEMENT);
      default -> Set.of(Action.DECIDE);
    };
  }

  private static Action vendors(MoveName move) {
    return switch (move) {
      case SUBMIT, RESUBMIT, BEGIN_REMEDY -> Action.SUBMIT_DOSSIER;
      case SIGN, BEGIN_RENEWAL -> Action.SIGN_AGREEMENT;
      case ABANDON, WITHDRAW, SUSPEND -> Action.WITHDRAW_DOSSIER;
      case APPEAL -> Action.APPEAL;
      default -> Action.DECIDE;
    };
  }

  /// What somebody may do next.
  static List<MoveName> moves(Who who, Dossier dossier, Instant now) {
    Actor actor = actor(who);
    return Moves.TABLE.stream()
        .filter(move -> move.from() == dossier.state() && move.may(actor))
        .filter(move -> move.people() == 1 || dossier.proposal() == null)
        .filter(move -> move.guard().holds(dossier, move, now))
        .map(move -> move.name())
        .distinct()
        .filter(name -> mayGo(who, name, dossier.identity().organisation()))
        .toList();
  }

  private static boolean mayGo(Who who, MoveName name, UUID organisation) {
    Set<Action> any = who instanceof Who.Vendor ? Set.of(vendors(name)) : OFFICERS;
    return any.stream().anyMatch(action -> AccessRules.allows(who, action, organisation));
  }
}
