package org.trousse.referencing.dossier.move;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.trousse.referencing.calendar.WorkingDays;
import org.trousse.referencing.criterion.RiskTier;
import org.trousse.referencing.criterion.Track;
import org.trousse.referencing.dossier.Dossier;
import org.trousse.referencing.dossier.Evidence;
import org.trousse.referencing.dossier.State;
import org.trousse.referencing.dossier.Verdict;
import org.trousse.referencing.dossier.VerdictWord;
import org.trousse.referencing.text.Text;

/// What must be true of a dossier for a move.
public enum Guard {
  ALWAYS("", "", (dossier, move, now) -> true),
  /// Every mandatory criterion has something handed in, or a verdict.
  READY(
      "tous les critères obligatoires sont renseignés ou contrôlés",
      "every mandatory criterion is provided or checked",
      (dossier, move, now) -> missing(dossier).isEmpty() && dossier.evidence() != null),
  CHECKS_CLEAR(
      "aucun contrôle automatique n’est en échec",
      "no automatic check fails",
      (dossier, move, now) -> !dossier.anyVerdict(one -> one.machine() && major(one))),
  ALL_JUDGED(
      "chaque critère obligatoire a un avis, et rien n’est à revoir",
      "every mandatory criterion has a verdict, and nothing is to be judged again",
      (dossier, move, now) ->
          dossier.mandatoryWithout(dossier.verdicts()::containsKey).findAny().isEmpty()
              && dossier.retest().isEmpty()),
  NO_RESERVE(
      "aucun critère n’est non conforme majeur et il n’y a pas de réserve",
      "no criterion is a major non-conformity and there is no reserve",
      (dossier, move, now) -> !blocking(dossier) && !reserves(dossier)),
  RESERVES(
      "aucun critère n’est non conforme majeur et il y a des réserves datées",
      "no criterion is a major non-conformity and there are dated reserves",
      (dossier, move, now) -> !blocking(dossier) && reserves(dossier)),
  DATED_BLOCKING(
      "chaque critère non conforme majeur porte une date",
      "each major non-conformity has a due date",
      (dossier, move, now) ->
          blocking(dossier) && !dossier.anyVerdict(one -> major(one) && one.due() == null)),
  EXCHANGE(
      "l’application échange des données",
      "the app exchanges data",
      (dossier, move, now) -> track(dossier, Track.EXCHANGE)),
  LISTING_COMPLETE(
      "l’application n’échange pas de données et rien n’est en attente",
      "the app exchanges no data and nothing is pending",
      (dossier, move, now) -> track(dossier, Track.LISTING) && complete(dossier)),
  LISTING_PENDING(
      "l’application n’échange pas de données et des preuves sont attendues",
      "the app exchanges no data and evidence is pending",
      (dossier, move, now) ->
          track(dossier, Track.LISTING) && pending(dossier) && maybeProvisional(dossier)),
  COMPLETE(
      "rien n’est en attente ni non conforme majeur",
      "nothing is pending, and nothing is a major non-conformity",
      (dossier, move, now) -> complete(dossier)),
  LOW_RISK_OR_PENDING(
      "risque R1 ou preuves attendues, une seule fois, sans non-conformité majeure",
      "risk tier R1 or evidence pending, once only, without a major non-conformity",
      (dossier, move, now) -> maybeProvisional(dossier) && (lowRisk(dossier) || pending(dossier))),
  NOTHING_OVERDUE(
      "rien n’est échu, périmé ni non conforme majeur",
      "nothing is overdue, expired or a major non-conformity",
      (dossier, move, now) ->
          complete(dossier)
              && !dossier.anyVerdict(one -> one.overdue(today(now)) || one.outlived(today(now)))),
  RETESTED(
      "tout ce qui a changé a été revu, et rien n’est en attente",
      "all that changed was judged again, and nothing is pending",
      (dossier, move, now) -> dossier.retest().isEmpty() && complete(dossier)),
  FROM_PROVISIONAL(
      "elle était référencée à titre provisoire, et rien n’est non conforme majeur",
      "it was listed provisionally, and nothing is a major non-conformity",
      (dossier, move, now) ->
          !blocking(dossier) && dossier.standing().before() == State.LISTED_PROVISIONAL),
  NOT_FROM_PROVISIONAL(
      "elle n’était pas provisoire, et rien n’est non conforme majeur",
      "it was not provisional, and nothing is a major non-conformity",
      (dossier, move, now) ->
          !blocking(dossier) && dossier.standing().before() != State.LISTED_PROVISIONAL),
  APPEALABLE(
      "60 jours au plus depuis la décision, et pas d’appel déjà rejeté",
      "no more than 60 days since the decision, and no appeal was rejected already",
      (dossier, move, now) ->
          dossier.standing().before() != State.APPEAL
              && !now.isAfter(dossier.standing().since().plus(Duration.ofDays(Guard.APPEAL_DAYS)))),
  CAME_FROM_THERE(
      "l’appel portait sur cet état",
      "the appeal was against this state",
      (dossier, move, now) -> dossier.standing().before() == move.to()),
  JUDGED_BEFORE(
      "l’appel portait sur un avis ou un retrait du catalogue",
      "the appeal was against an opinion or a delisting",
      (dossier, move, now) -> judged(dossier.standing().before())),
  NOT_JUDGED_BEFORE(
      "l’appel portait sur une autre fin",
      "the appeal was against another end",
      (dossier, move, now) -> !judged(dossier.standing().before()));

  /// For how long a vendor may appeal.
  public static final int APPEAL_DAYS = 60;

  private final String french;
  private final String english;

  @SuppressWarnings("ImmutableEnumChecker") // conditions are functions without a state
  private final Condition condition;

  Guard(String french, String english, Condition condition) {
    this.french = french;
    this.english = english;
    this.condition = condition;
  }

  @FunctionalInterface
  private interface Condition {
    boolean holds(Dossier dossier, Move move, Instant now);
  }

  public Text words() {
    return new Text(french, english);
  }

  public boolean holds(Dossier dossier, Move move, Instant now) {
    return condition.holds(dossier, move, now);
  }

  /// The mandatory criteria for which nothing is there: neither evidence nor verdict.
  public static List<String> missing(Dossier dossier) {
    Evidence evidence = dossier.evidence();
    return dossier
        .mandatoryWithout(id ->
            (evidence != null && evidence.provided().contains(id))
                || dossier.judged(id, Verdict::settled))
        .toList();
  }

  private static boolean blocking(Dossier dossier) {
    return dossier.anyVerdict(Guard::major);
  }

  private static boolean major(Verdict verdict) {
    return verdict.word() == VerdictWord.NOT_CONFORM_MAJOR;
  }

  private static boolean reserves(Dossier dossier) {
    return dossier.anyVerdict(one -> one.word() == VerdictWord.PARTIAL);
  }

  private static boolean track(Dossier dossier, Track track) {
    Evidence evidence = dossier.evidence();
    return evidence != null && evidence.track() == track;
  }

  private static boolean lowRisk(Dossier dossier) {
    Evidence evidence = dossier.evidence();
    return evidence != null && evidence.tier() == RiskTier.R1;
  }

  /// A mandatory criterion that nobody could verify, or whose verdict has ended.
  private static boolean pending(Dossier dossier) {
    return dossier
        .mandatoryWithout(id -> dossier.judged(id, Verdict::settled))
        .findAny()
        .isPresent();
  }

  private static boolean complete(Dossier dossier) {
    return !blocking(dossier) && !pending(dossier);
  }

  private static boolean maybeProvisional(Dossier dossier) {
    return !blocking(dossier) && !dossier.standing().provisional();
  }

  private static boolean judged(State before) {
    return before == State.UNFAVOURABLE || before == State.DELISTED;
  }

  private static LocalDate today(Instant now) {
    return WorkingDays.day(now);
  }
}
