package org.trousse.referencing.dossier.refusal;

import java.util.List;
import java.util.stream.Collectors;
import org.trousse.referencing.dossier.Decision.Refusal;
import org.trousse.referencing.dossier.Decision.Refused;
import org.trousse.referencing.dossier.State;
import org.trousse.referencing.dossier.move.Guard;
import org.trousse.referencing.dossier.move.MoveName;
import org.trousse.referencing.dossier.quorum.Lack;
import org.trousse.referencing.text.Text;

/// The words of each refusal.
public final class Refusals {
  public static final Refused UNKNOWN =
      refused(Refusal.UNKNOWN, "Ce dossier n’existe pas.", "There is no such dossier.");
  public static final Refused NOT_YOURS =
      refused(
          Refusal.NOT_YOURS,
          "Votre rôle ne permet pas cette action.",
          "Your role does not allow this.");
  public static final Refused INTEREST =
      refused(
          Refusal.INTEREST,
          "Vous avez déclaré un intérêt dans cette organisation.",
          "You declared an interest in this organisation.");
  public static final Refused REASON =
      refused(
          Refusal.REASON,
          "Donnez un motif prévu pour cette action, et dites-le en quelques mots.",
          "Give one of the reasons for this action, and put it in words.");
  public static final Refused CRITERIA =
      refused(Refusal.CRITERIA, "Citez au moins un critère.", "Cite at least one criterion.");
  public static final Refused CRITERIA_UNKNOWN =
      refused(
          Refusal.CRITERIA,
          "Un critère cité ne s’applique pas à ce dossier.",
          "A criterion that you cite does not apply to this dossier.");
  public static final Refused STALE =
      refused(
          Refusal.STALE,
          "Les preuves ont changé depuis que vous les avez lues. Relisez, puis décidez.",
          "The evidence changed since you read it. Read it again, then decide.");
  public static final Refused SAME_PERSON =
      refused(
          Refusal.SAME_PERSON,
          "Une autre personne doit confirmer votre proposition.",
          "Another person must confirm what you proposed.");
  public static final Refused PROPOSAL =
      refused(
          Refusal.PROPOSAL,
          "Cette proposition n’attend pas, ou une autre attend déjà.",
          "This proposal does not wait, or another one waits already.");
  public static final Refused NO_CLOCK =
      refused(Refusal.NOT_HERE, "Aucun délai n’est concerné ici.", "No clock is concerned here.");
  public static final Refused NOT_LIVE =
      refused(Refusal.NOT_HERE, "L’application n’est pas référencée.", "The app is not listed.");
  public static final Refused OFFICERS_JUDGE =
      refused(
          Refusal.NOT_HERE,
          "Le dossier est en cours d’examen : il ne peut pas changer maintenant.",
          "The dossier is being judged: it cannot change now.");
  public static final Refused OPEN_ALREADY =
      refused(
          Refusal.NOT_YET,
          "Un autre dossier de cette application est ouvert.",
          "Another dossier of this app is open.");
  public static final Refused TOO_EARLY =
      refused(
          Refusal.NOT_YET,
          "Un nouveau dossier est possible trois mois après l’avis défavorable.",
          "A new dossier is possible three months after the unfavourable opinion.");

  private Refusals() {}

  public static Refused notHere(State state, MoveName name) {
    return refused(
        Refusal.NOT_HERE,
        "L’état " + state + " ne permet pas " + name + ".",
        "The state " + state + " does not allow " + name + ".");
  }

  public static Refused condition(Guard guard, List<String> missing) {
    String ids = guard == Guard.READY ? " " + String.join(", ", missing) : "";
    return refused(
        Refusal.NOT_HERE,
        "Condition : " + guard.words().french() + "." + ids,
        "Condition: " + guard.words().english() + "." + ids);
  }

  /// All that is missing, at once.
  public static Refused quorum(List<Lack> lacks) {
    return new Refused(
        Refusal.QUORUM,
        new Text(
            lacks.stream().map(one -> one.words().french()).collect(Collectors.joining(" ")),
            lacks.stream().map(one -> one.words().english()).collect(Collectors.joining(" "))),
        lacks);
  }

  public static Refused refused(Refusal kind, String french, String english) {
    return new Refused(kind, new Text(french, english));
  }
}
