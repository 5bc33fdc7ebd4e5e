package org.trousse.platform.demo.dossier;

import static org.trousse.referencing.dossier.move.MoveName.ADMIT;
import static org.trousse.referencing.dossier.move.MoveName.ASK_REMEDY;
import static org.trousse.referencing.dossier.move.MoveName.BEGIN_ADMISSIBILITY;
import static org.trousse.referencing.dossier.move.MoveName.BEGIN_RENEWAL;
import static org.trousse.referencing.dossier.move.MoveName.LIST;
import static org.trousse.referencing.dossier.move.MoveName.LIST_PROVISIONALLY;
import static org.trousse.referencing.dossier.move.MoveName.OPINE_FAVOURABLE;
import static org.trousse.referencing.dossier.move.MoveName.OPINE_FAVOURABLE_WITH_RESERVES;
import static org.trousse.referencing.dossier.move.MoveName.PASS_CHECKS;
import static org.trousse.referencing.dossier.move.MoveName.REPORT;
import static org.trousse.referencing.dossier.move.MoveName.SIGN;
import static org.trousse.referencing.dossier.move.MoveName.SUBMIT;
import static org.trousse.referencing.dossier.move.MoveName.SUSPEND;
import static org.trousse.referencing.dossier.move.MoveName.WATCH;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.trousse.platform.demo.office.DemoOffice;
import org.trousse.referencing.dossier.Actor;
import org.trousse.referencing.dossier.Dossier;
import org.trousse.referencing.dossier.State;
import org.trousse.referencing.dossier.VerdictWord;
import org.trousse.referencing.dossier.move.ReasonCode;
import org.trousse.referencing.history.DossierLane.Dated;

/// How each demo dossier came to where it stands. Days are counted back from now.
final class DemoWay {
  private static final Actor PLATFORM = new Actor.Platform();

  /// From the first listing back to the draft.
  private static final int DAYS_BEFORE_LISTING = 45;

  private static final int SURVEILLANCE_DAYS = 25;

  /// A renewed app's next release.
  static final int NEXT_RELEASE = 20;

  private final DemoOffice office;
  private final DemoActs acts;

  private DemoWay(DemoOffice office, DemoActs acts) {
    this.office = office;
    this.acts = acts;
  }

  /// When the draft was begun.
  static int begun(State state) {
    return switch (state) {
      case DRAFT -> 12;
      case REMEDIATION -> 33;
      case EXPERT_REVIEW -> 24;
      default -> listed(state) + DAYS_BEFORE_LISTING;
    };
  }

  /// When patients could first find it.
  private static int listed(State state) {
    return switch (state) {
      case LISTED -> 97;
      case LISTED_PROVISIONAL -> 40;
      case UNDER_WATCH -> 100;
      case SUSPENDED -> 90;
      case RENEWAL -> 130;
      default -> throw new IllegalArgumentException("never listed: " + state);
    };
  }

  /// All acts after the first files were handed in; none for a draft.
  ///
  /// @param dossier the draft
  static List<Dated> of(State state, Dossier dossier, DemoOffice office, Instant now) {
    DemoWay way = new DemoWay(office, new DemoActs(dossier, now));
    switch (state) {
      case DRAFT -> {}
      case REMEDIATION -> way.remedied(begun(state) - 4);
      case EXPERT_REVIEW -> way.inReview(begun(state) - 4);
      default -> way.published(state);
    }
    return way.acts.all();
  }

  /// The vendor asks for a renewal after its next release.
  static List<Dated> renewal(Dossier dossier, DemoOffice office, Instant now) {
    return new DemoActs(dossier, now)
        .day(NEXT_RELEASE - 2)
        .go(office.owner(), BEGIN_RENEWAL, ReasonCode.APP_CHANGED, DemoWords.RENEWAL)
        .all();
  }

  /// @param day of the submission
  private void admitted(int day) {
    acts.day(day)
        .go(office.owner(), SUBMIT, ReasonCode.VENDOR_DECIDES, DemoWords.SUBMITTED)
        .go(PLATFORM, BEGIN_ADMISSIBILITY, ReasonCode.NEXT_STEP, DemoWords.TAKEN_IN);
    acts.day(day - 3).go(office.leading(), ADMIT, ReasonCode.FILE_COMPLETE, DemoWords.COMPLETE);
  }

  private void remedied(int day) {
    admitted(day);
    Set<String> failing = DemoWords.FAILING.keySet();
    acts.find(failing)
        .go(
            PLATFORM,
            ASK_REMEDY,
            ReasonCode.CHECKS_FAILED,
            ReasonCode.CHECKS_FAILED.words(),
            failing.stream().sorted().toArray(String[]::new));
  }

  private void inReview(int day) {
    admitted(day);
    acts.find().go(PLATFORM, PASS_CHECKS, ReasonCode.CHECKS_PASSED, DemoWords.GREEN);
    List<String> judged = acts.judged();
    acts.day(5);
    judged.subList(0, judged.size() * 2 / 3).forEach(this::conform);
  }

  private void conform(String criterion) {
    acts.judge(
        office.leading(), criterion, VerdictWord.CONFORM, DemoWords.conform(criterion), null);
  }

  private void published(State state) {
    int listed = listed(state);
    admitted(listed + 38);
    acts.find().go(PLATFORM, PASS_CHECKS, ReasonCode.CHECKS_PASSED, DemoWords.GREEN);
    acts.day(listed + 28);
    acts.judged().forEach(criterion -> verdict(state, criterion));
    acts.day(listed + 21).go(office.leading(), REPORT, ReasonCode.CONFORM, DemoWords.REPORTED);
    acts.day(listed + 14)
        .opine(
            office.seated(),
            state == State.LISTED ? OPINE_FAVOURABLE_WITH_RESERVES : OPINE_FAVOURABLE,
            ReasonCode.CONFORM,
            DemoWords.FAVOURABLE,
            office.bench(),
            "GOV-02",
            "PRV-02")
        .confirm(office.leading(), office.bench());
    acts.day(listed + 8).go(office.owner(), SIGN, ReasonCode.VENDOR_DECIDES, DemoWords.SIGNED);
    surveillance(listed + 3);
    acts.day(listed);
    if (state == State.LISTED_PROVISIONAL) {
      acts.go(
          office.leading(),
          LIST_PROVISIONALLY,
          ReasonCode.EVIDENCE_PENDING,
          DemoWords.PROVISIONAL,
          "COD-03");
    } else {
      acts.go(office.leading(), LIST, ReasonCode.CONFORM, DemoWords.LISTED, "NET-01", "OAU-02");
    }
    afterwards(state, listed);
  }

  private void verdict(State state, String criterion) {
    if (state == State.LISTED && criterion.equals("ETH-01")) {
      acts.judge(
          office.leading(), criterion, VerdictWord.PARTIAL, DemoWords.RESERVE, acts.inDays(75));
    } else if (state == State.LISTED_PROVISIONAL && criterion.equals("COD-03")) {
      acts.judge(office.leading(), criterion, VerdictWord.NOT_VERIFIED, DemoWords.AWAITED, null);
    } else {
      conform(criterion);
    }
  }

  /// What the checks see, and what officers must see again each month.
  private void surveillance(int day) {
    acts.day(day).find();
    acts.monthly()
        .forEach(criterion ->
            acts.judge(
                office.leading(), criterion, VerdictWord.CONFORM, DemoWords.LAST_SESSION, null));
  }

  private void afterwards(State state, int listed) {
    int until =
        switch (state) {
          case UNDER_WATCH -> 8;
          case SUSPENDED -> 4;
          case RENEWAL -> NEXT_RELEASE + 2;
          default -> 2;
        };
    for (int day = listed - SURVEILLANCE_DAYS + 5; day >= until; day -= SURVEILLANCE_DAYS) {
      surveillance(day);
    }
    if (state == State.UNDER_WATCH) {
      acts.day(6)
          .find(Set.of("GOV-03"))
          .go(PLATFORM, WATCH, ReasonCode.DRIFT, DemoWords.DRIFT, "GOV-03");
    }
    if (state == State.SUSPENDED) {
      acts.day(3).go(office.leading(), SUSPEND, ReasonCode.INCIDENT, DemoWords.SUSPENDED);
    }
  }
}
