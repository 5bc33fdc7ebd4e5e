package org.trousse.referencing.dossier;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.trousse.referencing.calendar.RunningClock;
import org.trousse.referencing.criterion.RiskTier;
import org.trousse.referencing.criterion.Track;
import org.trousse.referencing.dossier.Actor.OfficerRole;
import org.trousse.referencing.dossier.Actor.VendorRole;
import org.trousse.referencing.dossier.Decision.Decided;
import org.trousse.referencing.dossier.Dossier.Identity;
import org.trousse.referencing.dossier.Evidence.Asked;
import org.trousse.referencing.dossier.move.Grounds;
import org.trousse.referencing.dossier.move.MoveName;
import org.trousse.referencing.dossier.move.ReasonCode;
import org.trousse.referencing.dossier.quorum.Bench;
import org.trousse.referencing.finding.Finding;
import org.trousse.referencing.finding.Outcome;
import org.trousse.referencing.text.Text;

/// A synthetic dossier that is walked from state to state by real acts; time goes on by an hour
/// with each.
public final class Walk {
  public static final Instant START = Instant.parse("2026-01-12T09:00:00Z");
  public static final UUID ORGANISATION = new UUID(7, 1);
  public static final Actor.Vendor OWNER = vendor(1, VendorRole.OWNER);
  public static final Actor.Vendor EDITOR = vendor(2, VendorRole.EDITOR);
  public static final Actor.Vendor READER = vendor(3, VendorRole.READER);
  public static final Actor.Vendor STRANGER =
      new Actor.Vendor(new UUID(8, 1), new UUID(7, 2), VendorRole.OWNER);
  public static final Actor.Officer REVIEWER = officer(1, OfficerRole.REVIEWER);
  public static final Actor.Officer SECOND_REVIEWER = officer(2, OfficerRole.REVIEWER);
  public static final Actor.Officer SEAT = officer(3, OfficerRole.COMMITTEE);
  public static final Actor.Officer SECOND_SEAT = officer(4, OfficerRole.COMMITTEE);
  public static final Actor.Officer LEAD = officer(5, OfficerRole.LEAD);
  public static final Actor.Officer INTERESTED =
      new Actor.Officer(new UUID(9, 6), OfficerRole.LEAD, Set.of(ORGANISATION));
  public static final Actor.Officer EXPERT = officer(7, OfficerRole.COMMITTEE);

  /// Two citizens, an expert and a lead may sit; the lead with an interest may not.
  public static final Bench BENCH =
      new Bench(
          List.of(
              seat(SEAT, true),
              seat(SECOND_SEAT, true),
              seat(EXPERT, false),
              seat(LEAD, false),
              new Bench.Seat(
                  INTERESTED.account(), OfficerRole.LEAD, false, true, List.of("A share."))));

  /// The whole quorum, and nobody more.
  public static final List<UUID> PRESENT =
      List.of(SEAT.account(), SECOND_SEAT.account(), EXPERT.account(), LEAD.account());

  public static final Actor PLATFORM = new Actor.Platform();
  public static final String SNAPSHOT = "a".repeat(64);
  public static final Text WORDS = new Text("Motif de synthèse.", "A synthetic reason.");

  /// One that people judge, one that a machine judges for a year.
  public static final Map<String, Asked> ASKED =
      Map.of(
          "GOV-01", new Asked(true, false, null),
          "GOV-03", new Asked(true, true, Period.ofYears(1)),
          "ETH-04", new Asked(false, false, null));

  public Dossier dossier;
  public Instant now = START;
  public final List<Event> history = new ArrayList<>();
  public final List<Done> acts = new ArrayList<>();

  /// An act that was done, for doing it again elsewhere.
  public record Done(Actor by, Act act, Instant at) {}

  public Walk(Evidence evidence) {
    this(evidence, 1);
  }

  private Walk(Evidence evidence, int number) {
    dossier = take(DossierRules.begin(identity(number), null, OWNER, now));
    act(OWNER, new Act.Revise(evidence, Set.of()));
  }

  public static Identity identity(int number) {
    return new Identity(
        new UUID(6, number), "TR-2026-000" + number, "synthetic-app-" + number, ORGANISATION);
  }

  public static Evidence evidence(Track track, RiskTier tier) {
    return new Evidence(SNAPSHOT, 1, "1.0.0", track, tier, ASKED, Set.of("GOV-01", "GOV-03"));
  }

  public static Walk exchanging() {
    return new Walk(evidence(Track.EXCHANGE, RiskTier.R1));
  }

  private static Actor.Vendor vendor(int number, VendorRole role) {
    return new Actor.Vendor(new UUID(8, 10 + number), ORGANISATION, role);
  }

  private static Actor.Officer officer(int number, OfficerRole role) {
    return new Actor.Officer(new UUID(9, number), role, Set.of(new UUID(7, 99)));
  }

  private static Bench.Seat seat(Actor.Officer officer, boolean citizen) {
    return new Bench.Seat(officer.account(), officer.role(), citizen, false, List.of());
  }

  public static Finding finding(Outcome outcome) {
    return new Finding("GOV-03", outcome, START, List.of("synthetic"), List.of(WORDS), List.of());
  }

  /// A dossier that came to a state in the shortest way.
  public static Walk to(State state) {
    return to(state, 1);
  }

  /// The same with a number of its own, so that several may stand in one database.
  public static Walk to(State state, int number) {
    Walk walk = new Walk(evidence(Track.EXCHANGE, RiskTier.R1), number);
    switch (state) {
      case DRAFT -> {}
      case ABANDONED -> walk.go(OWNER, MoveName.ABANDON, ReasonCode.VENDOR_DECIDES);
      default -> walk.submitted().on(state);
    }
    assertThat(walk.dossier.state()).isEqualTo(state);
    return walk;
  }

  private void on(State state) {
    switch (state) {
      case SUBMITTED -> {}
      case WITHDRAWN -> go(OWNER, MoveName.WITHDRAW, ReasonCode.VENDOR_DECIDES);
      case ADMISSIBILITY -> admissible();
      case INCOMPLETE -> incomplete();
      case LAPSED -> incomplete().go(PLATFORM, MoveName.LAPSE, ReasonCode.TIME_OVER);
      case INELIGIBLE ->
          admissible().go(REVIEWER, MoveName.DECLARE_INELIGIBLE, ReasonCode.OUT_OF_SCOPE, "GOV-01");
      case AUTO_CHECK -> checking();
      case REMEDIATION ->
          checking().go(PLATFORM, MoveName.ASK_REMEDY, ReasonCode.CHECKS_FAILED, "GOV-03");
      case EXPERT_REVIEW -> inReview();
      default -> inReview().beyond(state);
    }
  }

  private void beyond(State state) {
    boolean conform = state != State.FAV_BLOCKING_RESERVES;
    judge("GOV-01", conform ? VerdictWord.CONFORM : VerdictWord.NOT_CONFORM_MAJOR, !conform);
    go(REVIEWER, MoveName.REPORT, ReasonCode.CONFORM);
    switch (state) {
      case COMMITTEE -> {}
      case FAV_BLOCKING_RESERVES ->
          byTwo(SEAT, SECOND_SEAT, MoveName.OPINE_BLOCKING_RESERVES, ReasonCode.NOT_CONFORM);
      case UNFAVOURABLE ->
          byTwo(SEAT, SECOND_SEAT, MoveName.OPINE_UNFAVOURABLE, ReasonCode.NOT_CONFORM);
      case APPEAL ->
          byTwo(SEAT, SECOND_SEAT, MoveName.OPINE_UNFAVOURABLE, ReasonCode.NOT_CONFORM)
              .go(OWNER, MoveName.APPEAL, ReasonCode.NEW_FACTS);
      default -> {
        byTwo(SEAT, LEAD, MoveName.OPINE_FAVOURABLE, ReasonCode.CONFORM);
        agreed(state);
      }
    }
  }

  private void agreed(State state) {
    if (state == State.AGREEMENT) {
      return;
    }
    go(OWNER, MoveName.SIGN, ReasonCode.VENDOR_DECIDES);
    if (state == State.HOOKUP) {
      return;
    }
    if (state == State.LISTED_PROVISIONAL) {
      go(REVIEWER, MoveName.LIST_PROVISIONALLY, ReasonCode.LOW_RISK, "GOV-01");
      return;
    }
    go(REVIEWER, MoveName.LIST, ReasonCode.CONFORM, "GOV-01");
    switch (state) {
      case LISTED -> {}
      case UNDER_WATCH -> go(PLATFORM, MoveName.WATCH, ReasonCode.DRIFT, "GOV-03");
      case SUSPENDED -> go(REVIEWER, MoveName.SUSPEND, ReasonCode.INCIDENT);
      case RENEWAL -> go(OWNER, MoveName.BEGIN_RENEWAL, ReasonCode.APP_CHANGED);
      case DELISTED -> go(REVIEWER, MoveName.DELIST, ReasonCode.NOT_CONFORM, "GOV-01");
      default -> throw new IllegalArgumentException("no way to " + state);
    }
  }

  private Walk submitted() {
    return go(EDITOR, MoveName.SUBMIT, ReasonCode.VENDOR_DECIDES);
  }

  private Walk admissible() {
    return go(PLATFORM, MoveName.BEGIN_ADMISSIBILITY, ReasonCode.NEXT_STEP);
  }

  private Walk incomplete() {
    return admissible().go(REVIEWER, MoveName.ASK_COMPLETION, ReasonCode.FILE_INCOMPLETE, "GOV-01");
  }

  private Walk checking() {
    return admissible().go(REVIEWER, MoveName.ADMIT, ReasonCode.FILE_COMPLETE);
  }

  private Walk inReview() {
    return checking()
        .act(PLATFORM, new Act.Find(List.of(finding(Outcome.PASSED))))
        .go(PLATFORM, MoveName.PASS_CHECKS, ReasonCode.CHECKS_PASSED);
  }

  public static Grounds grounds(Dossier dossier, ReasonCode code, String... criteria) {
    return new Grounds(code, WORDS, List.of(criteria), DossierRules.snapshot(dossier));
  }

  public Walk go(Actor by, MoveName move, ReasonCode code, String... criteria) {
    return act(by, go(move, grounds(dossier, code, criteria)));
  }

  /// With who sat, where it is an opinion.
  public static Act go(MoveName move, Grounds grounds) {
    return move.opines() ? new Act.Go(move, grounds, PRESENT, BENCH) : new Act.Go(move, grounds);
  }

  public Walk byTwo(Actor first, Actor second, MoveName move, ReasonCode code) {
    go(first, move, code, "GOV-01");
    return act(second, confirm(dossier.version()));
  }

  /// Of the second person who saw all that is there.
  public static Act confirm(int proposal) {
    return new Act.Confirm(proposal, SNAPSHOT, BENCH);
  }

  public Walk judge(String criterion, VerdictWord word, boolean dated) {
    return judge(criterion, word, dated ? LocalDate.of(2026, 3, 31) : null);
  }

  public Walk judge(String criterion, VerdictWord word, @Nullable LocalDate due) {
    return act(REVIEWER, judgement(dossier, criterion, word, due));
  }

  public static Act.Judge judgement(
      Dossier dossier, String criterion, VerdictWord word, @Nullable LocalDate due) {
    Verdict stands = dossier.verdicts().get(criterion);
    return new Act.Judge(
        criterion,
        word,
        WORDS,
        due,
        stands == null ? 0 : stands.version(),
        DossierRules.snapshot(dossier));
  }

  /// Does it; fails where it is refused.
  public Walk act(Actor by, Act act) {
    now = now.plus(Duration.ofHours(1));
    dossier = take(attempt(by, act));
    acts.add(new Done(by, act, now));
    return this;
  }

  public Decision attempt(Actor by, Act act) {
    return DossierRules.decide(dossier, act, by, now);
  }

  public Decision attempt(Actor by, MoveName move, ReasonCode code, String... criteria) {
    return attempt(by, go(move, grounds(dossier, code, criteria)));
  }

  public Verdict verdict(String criterion) {
    return Objects.requireNonNull(dossier.verdicts().get(criterion));
  }

  public Evidence evidence() {
    return Objects.requireNonNull(dossier.evidence());
  }

  public RunningClock clock() {
    return Objects.requireNonNull(dossier.standing().clock());
  }

  public Instant validUntil() {
    return Objects.requireNonNull(dossier.standing().validUntil());
  }

  public Walk wait(Duration time) {
    now = now.plus(time);
    return this;
  }

  private Dossier take(Decision decision) {
    assertThat(decision).isInstanceOf(Decided.class);
    Decided decided = (Decided) decision;
    history.addAll(decided.events());
    return decided.dossier();
  }
}
