package org.trousse.referencing.dossier.judge;

import static org.trousse.referencing.dossier.refusal.Refusals.refused;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.trousse.referencing.calendar.WorkingDays;
import org.trousse.referencing.dossier.Act;
import org.trousse.referencing.dossier.Actor;
import org.trousse.referencing.dossier.Actor.OfficerRole;
import org.trousse.referencing.dossier.Decision;
import org.trousse.referencing.dossier.Decision.Refusal;
import org.trousse.referencing.dossier.Decision.Refused;
import org.trousse.referencing.dossier.Dossier;
import org.trousse.referencing.dossier.DossierRules;
import org.trousse.referencing.dossier.Event;
import org.trousse.referencing.dossier.Evidence.Asked;
import org.trousse.referencing.dossier.State;
import org.trousse.referencing.dossier.Verdict;
import org.trousse.referencing.dossier.VerdictWord;
import org.trousse.referencing.dossier.move.Grounds;
import org.trousse.referencing.finding.Finding;
import org.trousse.referencing.finding.Outcome;
import org.trousse.referencing.text.Text;

/// Whether a verdict may stand. Where a machine alone decides, officers judge only what it could
/// not see.
public final class JudgeRules {
  private static final int SAID_AGAIN_DAYS = 6;
  private static final Text NOTHING_SEEN =
      new Text("Contrôle automatique.", "Checked automatically.");
  private static final Text OUTLIVED =
      new Text("La durée de validité est passée.", "It has outlived its validity.");

  private JudgeRules() {}

  /// Whether officers judge in a state.
  public static boolean judges(State state) {
    return switch (state) {
      case ADMISSIBILITY,
          EXPERT_REVIEW,
          HOOKUP,
          LISTED_PROVISIONAL,
          LISTED,
          UNDER_WATCH,
          RENEWAL,
          SUSPENDED ->
          true;
      default -> false;
    };
  }

  public static Decision judge(Dossier dossier, Act.Judge act, Actor by, Instant now) {
    if (!(by instanceof Actor.Officer officer) || officer.role() == OfficerRole.COMMITTEE) {
      return refused(
          Refusal.NOT_YOURS,
          "Seuls les instructeurs jugent les critères.",
          "Only reviewers judge criteria.");
    }
    if (!judges(dossier.state())) {
      return refused(
          Refusal.NOT_HERE,
          "On ne juge pas de critère à cette étape.",
          "No criterion is judged at this step.");
    }
    Asked asked = asked(dossier, act.criterion());
    if (asked == null) {
      return refused(
          Refusal.CRITERIA,
          "Ce critère ne s’applique pas à ce dossier.",
          "This criterion does not apply to this dossier.");
    }
    return wrong(dossier, act, asked, now)
        .<Decision>map(refused -> refused)
        .orElseGet(() ->
            DossierRules.happened(
                dossier, by, now, List.of(new Event.Judged(verdict(act, asked, officer, now)))));
  }

  private static Optional<Refused> wrong(Dossier dossier, Act.Judge act, Asked asked, Instant now) {
    Verdict stands = dossier.verdicts().get(act.criterion());
    if (!Grounds.worded(act.reason())) {
      return Optional.of(
          refused(Refusal.REASON, "Dites pourquoi, en quelques mots.", "Say why, in a few words."));
    }
    if (!act.snapshot().equals(DossierRules.snapshot(dossier))) {
      return Optional.of(
          refused(
              Refusal.STALE,
              "Les preuves ont changé depuis que vous les avez lues.",
              "The evidence changed since you read it."));
    }
    if (act.version() != (stands == null ? 0 : stands.version())) {
      return Optional.of(
          refused(
              Refusal.CONFLICT,
              "Quelqu’un d’autre a jugé ce critère entre-temps. Comparez, puis décidez.",
              "Somebody else judged this criterion meanwhile. Compare, then decide."));
    }
    if (asked.machine() && stands != null && stands.machine() && decided(stands.word())) {
      return Optional.of(
          refused(
              Refusal.NOT_YOURS,
              "Ce critère est décidé par un contrôle automatique. Relancez-le.",
              "An automatic check decides this criterion. Run it again."));
    }
    return due(act, now);
  }

  private static Optional<Refused> due(Act.Judge act, Instant now) {
    LocalDate due = act.due();
    boolean missing = act.word() == VerdictWord.PARTIAL && due == null;
    boolean past = due != null && due.isBefore(WorkingDays.day(now));
    boolean senseless = due != null && !mends(act.word());
    return missing || past || senseless
        ? Optional.of(
            refused(
                Refusal.DUE_DATE,
                "Une réserve demande une échéance à venir ; un critère conforme n’en a pas.",
                "A reserve needs a due date to come; a criterion that is fulfilled has none."))
        : Optional.empty();
  }

  private static boolean mends(VerdictWord word) {
    return word == VerdictWord.PARTIAL
        || word == VerdictWord.NOT_CONFORM_MINOR
        || word == VerdictWord.NOT_CONFORM_MAJOR;
  }

  private static boolean decided(VerdictWord word) {
    return word != VerdictWord.NOT_VERIFIED && word != VerdictWord.EXPIRED;
  }

  private static Verdict verdict(Act.Judge act, Asked asked, Actor.Officer officer, Instant now) {
    return new Verdict(
        act.criterion(),
        act.word(),
        act.reason(),
        act.due(),
        false,
        officer.account(),
        now,
        validUntil(asked, now),
        act.version() + 1);
  }

  private static @Nullable LocalDate validUntil(Asked asked, Instant now) {
    return asked.validity() == null ? null : WorkingDays.day(now).plus(asked.validity());
  }

  /// Verdicts of the criteria that a machine alone decides; what it saw of others is for officers.
  public static Decision find(Dossier dossier, List<Finding> findings, Actor by, Instant now) {
    if (!(by instanceof Actor.Platform)) {
      return refused(
          Refusal.NOT_YOURS,
          "Seule la plateforme rend compte des contrôles.",
          "Only the platform reports checks.");
    }
    if (dossier.state().ended()) {
      return refused(Refusal.NOT_HERE, "Le dossier est clos.", "The dossier has ended.");
    }
    List<Event.Fact> facts = new ArrayList<>();
    for (Finding finding : findings) {
      Asked asked = asked(dossier, finding.criterion());
      if (asked != null && asked.machine() && says(dossier, finding, asked, now)) {
        facts.add(new Event.Judged(verdict(dossier, finding, asked, now)));
      }
    }
    return DossierRules.happened(dossier, by, now, facts);
  }

  /// A check that could not look says nothing against an officer who could; one that sees the same
  /// night after night says it again when the verdict's time has run on for a week.
  private static boolean says(Dossier dossier, Finding finding, Asked asked, Instant now) {
    Verdict stands = dossier.verdicts().get(finding.criterion());
    if (stands == null) {
      return true;
    }
    if (finding.outcome() == Outcome.NOT_VERIFIED && !stands.machine()) {
      return false;
    }
    LocalDate until = validUntil(asked, now);
    LocalDate stood = stands.validUntil();
    return !stands.machine()
        || stands.word() != word(finding, asked)
        || dossier.retest().contains(finding.criterion())
        || (until != null && (stood == null || until.isAfter(stood.plusDays(SAID_AGAIN_DAYS))));
  }

  private static VerdictWord word(Finding finding, Asked asked) {
    return switch (finding.outcome()) {
      case PASSED -> VerdictWord.CONFORM;
      case FAILED ->
          asked.mandatory() ? VerdictWord.NOT_CONFORM_MAJOR : VerdictWord.NOT_CONFORM_MINOR;
      case NOT_VERIFIED -> VerdictWord.NOT_VERIFIED;
    };
  }

  private static Verdict verdict(Dossier dossier, Finding finding, Asked asked, Instant now) {
    Verdict stands = dossier.verdicts().get(finding.criterion());
    return new Verdict(
        finding.criterion(),
        word(finding, asked),
        reason(finding),
        null,
        true,
        Actor.PLATFORM,
        now,
        validUntil(asked, now),
        stands == null ? 1 : stands.version() + 1);
  }

  private static Text reason(Finding finding) {
    if (finding.saw().isEmpty()) {
      return NOTHING_SEEN;
    }
    return new Text(
        cut(String.join(" ", finding.saw().stream().map(Text::french).toList())),
        cut(String.join(" ", finding.saw().stream().map(Text::english).toList())));
  }

  private static String cut(String words) {
    return words.length() <= Grounds.REASON_MAX ? words : words.substring(0, Grounds.REASON_MAX);
  }

  /// The verdicts that time has ended, as they stand from now on.
  public static List<Verdict> outlived(Dossier dossier, Instant now) {
    LocalDate today = WorkingDays.day(now);
    return dossier.verdicts().values().stream()
        .filter(one -> one.word() != VerdictWord.EXPIRED && one.outlived(today))
        .map(one ->
            new Verdict(
                one.criterion(),
                VerdictWord.EXPIRED,
                OUTLIVED,
                null,
                true,
                Actor.PLATFORM,
                now,
                one.validUntil(),
                one.version() + 1))
        .toList();
  }

  private static @Nullable Asked asked(Dossier dossier, String criterion) {
    return dossier.evidence() == null ? null : dossier.evidence().asked().get(criterion);
  }
}
