package org.trousse.platform.apps;

import org.trousse.catalogue.statement.StatementOutcome;
import org.trousse.referencing.member.register.Answer;
import org.trousse.referencing.text.Text;

/// What the catalogue says of a wish for a software statement, in the desk's words.
final class StatementRules {
  private static final Text NOT_ALLOWED =
      new Text(
          "L’application ne peut pas être connectée en l’état : voyez son dossier.",
          "The app may not be connected as it stands: see its dossier.");
  private static final Text NO_EXCHANGE =
      new Text(
          "L’application n’échange pas de données : elle n’a pas de client à enregistrer.",
          "The app exchanges no data: it has no client to register.");
  private static final Text UNKNOWN =
      new Text(
          "L’application n’est pas encore au catalogue.", "The app is not in the catalogue yet.");

  private StatementRules() {}

  static Answer<String> answer(StatementOutcome outcome) {
    return switch (outcome) {
      case StatementOutcome.Issued issued -> new Answer.Given<>(issued.jws());
      case StatementOutcome.NotAllowed no -> new Answer.Refused<>(NOT_ALLOWED);
      case StatementOutcome.NoExchange no -> new Answer.Refused<>(NO_EXCHANGE);
      case StatementOutcome.Unknown no -> new Answer.Refused<>(UNKNOWN);
    };
  }
}
