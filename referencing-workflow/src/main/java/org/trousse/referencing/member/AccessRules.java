package org.trousse.referencing.member;

import java.util.EnumSet;
import java.util.Set;
import java.util.UUID;
import org.trousse.referencing.text.Text;

/// Who may do what: one table for each side.
public final class AccessRules {
  private static final Set<Action> READERS =
      EnumSet.of(
          Action.READ_ORGANISATION,
          Action.READ_MEMBERS,
          Action.LEAVE,
          Action.READ_REQUEST_LOG,
          Action.READ_DOSSIER,
          Action.READ_EVIDENCE,
          Action.READ_QUESTIONS);

  private static final Set<Action> EDITORS =
      and(
          READERS,
          Action.EDIT_DOSSIER,
          Action.RUN_CHECKS,
          Action.HAND_IN_EVIDENCE,
          Action.WRITE_MESSAGE,
          Action.SUBMIT_DOSSIER);

  private static final Set<Action> OWNERS =
      and(
          EDITORS,
          Action.CHANGE_ORGANISATION,
          Action.MANAGE_MEMBERS,
          Action.MANAGE_KEYS,
          Action.SIGN_AGREEMENT,
          Action.WITHDRAW_DOSSIER,
          Action.APPEAL);

  private static final Set<Action> COMMITTEE =
      EnumSet.of(
          Action.READ_ORGANISATION,
          Action.READ_DOSSIER,
          Action.READ_EVIDENCE,
          Action.READ_QUESTIONS,
          Action.VOTE);

  private static final Set<Action> REVIEWERS =
      EnumSet.of(
          Action.READ_ORGANISATION,
          Action.READ_DOSSIER,
          Action.READ_EVIDENCE,
          Action.READ_QUESTIONS,
          Action.RUN_CHECKS,
          Action.WRITE_MESSAGE,
          Action.ASK_VENDOR,
          Action.CLOSE_QUESTION,
          Action.ASSESS,
          Action.DECIDE);

  /// A lead sits with the committee, as the table of moves says.
  private static final Set<Action> LEADS = and(REVIEWERS, Action.READ_MEMBERS, Action.VOTE);

  private static final Set<Action> PLATFORM =
      EnumSet.of(Action.READ_DOSSIER, Action.RUN_CHECKS, Action.READ_EVIDENCE, Action.DECIDE);

  private static final Text ROLE =
      new Text(
          "Votre rôle ne le permet pas : demandez à une personne responsable de l’organisation.",
          "Your role does not allow this: ask an owner of the organisation.");
  private static final Text PERSON =
      new Text(
          "Une clé d’API ne le peut pas : connectez-vous avec votre compte.",
          "An API key cannot do this: sign in with your account.");
  private static final Text OFFICER =
      new Text(
          "Votre rôle d’agent ne le permet pas.", "Your role as an officer does not allow this.");
  private static final Text INTEREST =
      new Text(
          "Vous avez un lien d’intérêts avec cette organisation : une autre personne doit s’en"
              + " charger.",
          "You have an interest in this organisation: somebody else must take it.");

  private static final Access ALLOWED = new Access.Allowed();
  private static final Access HIDDEN = new Access.Hidden();

  private AccessRules() {}

  /// Whether `who` may do this with what belongs to `organisation`.
  public static Access decide(Who who, Action action, UUID organisation) {
    return switch (who) {
      case Who.Vendor vendor when !vendor.organisation().equals(organisation) -> HIDDEN;
      case Who.Vendor(_, Who.By.OfKey _, _) when action.byPersonOnly() ->
          new Access.NotAllowed(PERSON);
      case Who.Vendor(_, _, var role) -> said(of(role).contains(action), ROLE);
      case Who.OfficerWho officer when officer.interestedIn(organisation) ->
          new Access.NotAllowed(INTEREST);
      case Who.OfficerWho officer -> said(of(officer.role()).contains(action), OFFICER);
      case Who.Platform() -> said(PLATFORM.contains(action), OFFICER);
    };
  }

  public static boolean allows(Who who, Action action, UUID organisation) {
    return decide(who, action, organisation) instanceof Access.Allowed;
  }

  /// Whether this officer lets officers in, ends them, and sees who they are.
  public static boolean managesOfficers(Who who) {
    return who instanceof Who.OfficerWho officer && officer.role() == Officer.Role.LEAD;
  }

  private static Set<Action> of(Role role) {
    return switch (role) {
      case OWNER -> OWNERS;
      case EDITOR -> EDITORS;
      case READER -> READERS;
    };
  }

  private static Set<Action> of(Officer.Role role) {
    return switch (role) {
      case REVIEWER -> REVIEWERS;
      case COMMITTEE -> COMMITTEE;
      case LEAD -> LEADS;
    };
  }

  private static Access said(boolean yes, Text why) {
    return yes ? ALLOWED : new Access.NotAllowed(why);
  }

  private static Set<Action> and(Set<Action> some, Action... more) {
    Set<Action> all = EnumSet.copyOf(some);
    all.addAll(Set.of(more));
    return all;
  }
}
