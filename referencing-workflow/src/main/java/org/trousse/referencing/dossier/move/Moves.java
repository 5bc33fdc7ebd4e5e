package org.trousse.referencing.dossier.move;

import static org.trousse.referencing.dossier.State.*;
import static org.trousse.referencing.dossier.move.MoveName.*;
import static org.trousse.referencing.dossier.move.ReasonCode.*;
import static org.trousse.referencing.dossier.move.Role.*;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.trousse.referencing.calendar.Limit;
import org.trousse.referencing.calendar.Turn;
import org.trousse.referencing.dossier.State;

/// The table of moves. Whatever is not in it cannot happen.
public final class Moves {
  private static final Set<Role> VENDOR = EnumSet.of(VENDOR_OWNER, VENDOR_EDITOR);
  private static final Set<Role> OWNER = EnumSet.of(VENDOR_OWNER);
  private static final Set<Role> OFFICERS = EnumSet.of(REVIEWER, LEAD);
  private static final Set<Role> SEATS = EnumSet.of(Role.COMMITTEE, LEAD);
  private static final Set<Role> ANY_OFFICER = EnumSet.of(REVIEWER, Role.COMMITTEE, LEAD);
  private static final Set<Role> MACHINE = EnumSet.of(PLATFORM);

  /// Every move, in the order of a dossier's life. Where several rows have the same name and
  /// beginning, the first whose role, reason and condition fit is taken.
  public static final List<Move> TABLE = table();

  /// What begins in each state.
  public static final Map<State, Entry> ENTRIES = entries();

  private Moves() {}

  private static List<Move> table() {
    List<Move> all = new ArrayList<>();
    all.addAll(filing());
    all.addAll(judging());
    all.addAll(listing());
    all.addAll(ending());
    return List.copyOf(all);
  }

  private static List<Move> filing() {
    return List.of(
        row(SUBMIT, DRAFT, SUBMITTED, VENDOR, reasons(VENDOR_DECIDES), Guard.READY),
        row(ABANDON, DRAFT, ABANDONED, OWNER, reasons(VENDOR_DECIDES)),
        row(ABANDON, DRAFT, ABANDONED, MACHINE, reasons(TIME_OVER)),
        row(BEGIN_ADMISSIBILITY, SUBMITTED, ADMISSIBILITY, and(OFFICERS), reasons(NEXT_STEP)),
        row(ASK_COMPLETION, ADMISSIBILITY, INCOMPLETE, and(OFFICERS), reasons(FILE_INCOMPLETE))
            .citing(),
        row(ADMIT, ADMISSIBILITY, AUTO_CHECK, and(OFFICERS), reasons(FILE_COMPLETE), Guard.READY),
        row(DECLARE_INELIGIBLE, ADMISSIBILITY, INELIGIBLE, OFFICERS, reasons(OUT_OF_SCOPE))
            .citing(),
        row(SUBMIT, INCOMPLETE, SUBMITTED, VENDOR, reasons(VENDOR_DECIDES), Guard.READY),
        row(LAPSE, INCOMPLETE, LAPSED, MACHINE, reasons(TIME_OVER)));
  }

  private static List<Move> judging() {
    return List.of(
        row(PASS_CHECKS, AUTO_CHECK, EXPERT_REVIEW, MACHINE, reasons(CHECKS_PASSED))
            .when(Guard.CHECKS_CLEAR),
        row(ASK_REMEDY, AUTO_CHECK, REMEDIATION, MACHINE, reasons(CHECKS_FAILED)).citing(),
        row(RESUBMIT, REMEDIATION, AUTO_CHECK, VENDOR, reasons(MENDED), Guard.READY),
        row(LAPSE, REMEDIATION, LAPSED, MACHINE, reasons(TIME_OVER)),
        row(REPORT, EXPERT_REVIEW, State.COMMITTEE, OFFICERS, reasons(CONFORM, NOT_CONFORM))
            .when(Guard.ALL_JUDGED),
        row(ASK_REMEDY, EXPERT_REVIEW, REMEDIATION, OFFICERS, reasons(NOT_CONFORM)).citing(),
        opinion(OPINE_FAVOURABLE, AGREEMENT, CONFORM, Guard.NO_RESERVE),
        opinion(OPINE_FAVOURABLE_WITH_RESERVES, AGREEMENT, CONFORM, Guard.RESERVES),
        opinion(OPINE_BLOCKING_RESERVES, FAV_BLOCKING_RESERVES, NOT_CONFORM, Guard.DATED_BLOCKING),
        opinion(OPINE_UNFAVOURABLE, UNFAVOURABLE, NOT_CONFORM, Guard.ALWAYS),
        row(BEGIN_REMEDY, FAV_BLOCKING_RESERVES, REMEDIATION, VENDOR, reasons(NEXT_STEP)),
        row(BEGIN_REMEDY, FAV_BLOCKING_RESERVES, REMEDIATION, MACHINE, reasons(TIME_OVER)));
  }

  private static List<Move> listing() {
    Set<ReasonCode> provisional = reasons(LOW_RISK, EVIDENCE_PENDING);
    Set<ReasonCode> watched =
        reasons(RESERVE_OVERDUE, EVIDENCE_EXPIRED, ATTESTATION_OVERDUE, DRIFT, COMPLAINT);
    Set<ReasonCode> lifted = reasons(MENDED, NEW_FACTS, COURT, VENDOR_REQUEST);
    List<Move> all = new ArrayList<>();
    all.addAll(
        List.of(
            row(SIGN, AGREEMENT, HOOKUP, OWNER, reasons(VENDOR_DECIDES), Guard.EXCHANGE),
            row(SIGN, AGREEMENT, LISTED, OWNER, reasons(VENDOR_DECIDES), Guard.LISTING_COMPLETE),
            row(SIGN, AGREEMENT, LISTED_PROVISIONAL, OWNER, reasons(VENDOR_DECIDES))
                .when(Guard.LISTING_PENDING),
            row(LAPSE, AGREEMENT, LAPSED, MACHINE, reasons(TIME_OVER)),
            row(LIST, HOOKUP, LISTED, and(OFFICERS), reasons(CONFORM), Guard.COMPLETE).citing(),
            row(LIST_PROVISIONALLY, HOOKUP, LISTED_PROVISIONAL, OFFICERS, provisional)
                .when(Guard.LOW_RISK_OR_PENDING)
                .citing(),
            row(ASK_REMEDY, HOOKUP, REMEDIATION, and(OFFICERS), reasons(CHECKS_FAILED, NOT_CONFORM))
                .citing(),
            row(LIST, LISTED_PROVISIONAL, LISTED, OFFICERS, reasons(CONFORM), Guard.COMPLETE)
                .citing(),
            row(WATCH, LISTED, UNDER_WATCH, and(OFFICERS), watched).citing(),
            row(CLEAR, UNDER_WATCH, LISTED, OFFICERS, reasons(MENDED), Guard.NOTHING_OVERDUE)
                .citing(),
            row(BEGIN_RENEWAL, LISTED, RENEWAL, and(OFFICERS), reasons(VALIDITY_ENDS, APP_CHANGED)),
            row(BEGIN_RENEWAL, LISTED, RENEWAL, OWNER, reasons(APP_CHANGED)),
            row(RENEW, RENEWAL, LISTED, OFFICERS, reasons(CONFORM), Guard.RETESTED).citing()));
    for (State live : live()) {
      Set<ReasonCode> cut = reasons(CRITICAL_FINDING, INCIDENT, COURT, VENDOR_REQUEST, NOT_CONFORM);
      all.add(row(SUSPEND, live, SUSPENDED, and(ANY_OFFICER), cut).citing());
      all.add(row(SUSPEND, live, SUSPENDED, OWNER, reasons(VENDOR_REQUEST, INCIDENT)));
    }
    all.add(
        row(LIFT, SUSPENDED, LISTED, ANY_OFFICER, lifted, Guard.NOT_FROM_PROVISIONAL)
            .citing()
            .byTwo());
    all.add(
        row(LIFT, SUSPENDED, LISTED_PROVISIONAL, ANY_OFFICER, lifted, Guard.FROM_PROVISIONAL)
            .citing()
            .byTwo());
    return all;
  }

  private static List<Move> ending() {
    List<Move> all = new ArrayList<>();
    Set<ReasonCode> out = reasons(NOT_CONFORM, CRITICAL_FINDING, INCIDENT, COURT, TIME_OVER);
    all.add(row(DELIST, LISTED_PROVISIONAL, DELISTED, and(OFFICERS), out).citing());
    all.add(row(DELIST, LISTED, DELISTED, OFFICERS, out).citing());
    all.add(row(DELIST, RENEWAL, DELISTED, OFFICERS, out).citing());
    all.add(row(DELIST, SUSPENDED, DELISTED, ANY_OFFICER, out).citing());
    for (State state : State.values()) {
      if (!state.ended() && state != DRAFT && state != State.APPEAL) {
        all.add(row(WITHDRAW, state, WITHDRAWN, OWNER, reasons(VENDOR_DECIDES)));
      }
    }
    for (State end : appealable()) {
      all.add(
          row(MoveName.APPEAL, end, State.APPEAL, OWNER, reasons(DECISION_CONTESTED, NEW_FACTS))
              .when(Guard.APPEALABLE));
      all.add(
          row(REJECT_APPEAL, State.APPEAL, end, SEATS, reasons(DECISION_STANDS, NOT_CONFORM))
              .when(Guard.CAME_FROM_THERE)
              .citing()
              .byTwo());
    }
    Set<ReasonCode> upheld = reasons(NEW_FACTS, DECISION_CONTESTED);
    all.add(
        row(UPHOLD_APPEAL, State.APPEAL, EXPERT_REVIEW, SEATS, upheld, Guard.JUDGED_BEFORE)
            .citing()
            .byTwo());
    all.add(
        row(UPHOLD_APPEAL, State.APPEAL, ADMISSIBILITY, SEATS, upheld, Guard.NOT_JUDGED_BEFORE)
            .citing()
            .byTwo());
    return all;
  }

  private static Map<State, Entry> entries() {
    Map<State, Entry> all = new EnumMap<>(State.class);
    all.put(DRAFT, vendors(Limit.days(180), ABANDON, TokenEffect.SANDBOX));
    all.put(SUBMITTED, new Entry(Turn.OURS, null, null, null, TokenEffect.SANDBOX));
    all.put(ADMISSIBILITY, ours(Limit.workingDays(5), TokenEffect.SANDBOX));
    all.put(INCOMPLETE, vendors(Limit.days(30), LAPSE, TokenEffect.SANDBOX));
    all.put(AUTO_CHECK, ours(Limit.hours(24), TokenEffect.SANDBOX));
    all.put(REMEDIATION, vendors(Limit.days(60), LAPSE, TokenEffect.SANDBOX));
    all.put(EXPERT_REVIEW, ours(Limit.workingDays(20), TokenEffect.SANDBOX));
    all.put(State.COMMITTEE, ours(Limit.days(15), TokenEffect.SANDBOX));
    // until the last due date of what blocks
    all.put(
        FAV_BLOCKING_RESERVES, new Entry(Turn.VENDORS, null, BEGIN_REMEDY, null, TokenEffect.NONE));
    all.put(AGREEMENT, vendors(Limit.days(30), LAPSE, TokenEffect.NONE));
    all.put(HOOKUP, vendors(Limit.days(60), null, TokenEffect.TEST_COHORT));
    all.put(
        LISTED_PROVISIONAL,
        new Entry(null, null, DELIST, Limit.months(12), TokenEffect.LIVE_CAPPED));
    all.put(LISTED, new Entry(null, null, BEGIN_RENEWAL, Limit.months(24), TokenEffect.LIVE));
    all.put(UNDER_WATCH, vendors(Limit.days(30), null, TokenEffect.LIVE_BANNER));
    all.put(SUSPENDED, ours(Limit.days(10), TokenEffect.REVOKED));
    all.put(RENEWAL, ours(Limit.days(90), TokenEffect.LIVE));
    all.put(State.APPEAL, ours(Limit.workingDays(20), TokenEffect.REVOKED));
    for (State state : State.values()) {
      all.putIfAbsent(state, new Entry(null, null, null, null, TokenEffect.REVOKED));
    }
    return Collections.unmodifiableMap(all);
  }

  /// What begins in a state.
  public static Entry entry(State state) {
    return Objects.requireNonNull(ENTRIES.get(state));
  }

  private static List<State> live() {
    return List.of(State.values()).stream().filter(State::live).toList();
  }

  private static List<State> appealable() {
    return List.of(UNFAVOURABLE, INELIGIBLE, DELISTED, LAPSED, WITHDRAWN);
  }

  private static Entry ours(Limit limit, TokenEffect effect) {
    return new Entry(Turn.OURS, limit, null, null, effect);
  }

  private static Entry vendors(Limit limit, @Nullable MoveName then, TokenEffect effect) {
    return new Entry(Turn.VENDORS, limit, then, null, effect);
  }

  private static Move opinion(MoveName name, State to, ReasonCode reason, Guard guard) {
    return row(name, State.COMMITTEE, to, SEATS, reasons(reason), guard).citing().byTwo();
  }

  private static Set<ReasonCode> reasons(ReasonCode first, ReasonCode... more) {
    return EnumSet.of(first, more);
  }

  /// They or the platform.
  private static Set<Role> and(Set<Role> people) {
    Set<Role> all = EnumSet.copyOf(people);
    all.add(PLATFORM);
    return all;
  }

  private static Move row(
      MoveName name, State from, State to, Set<Role> may, Set<ReasonCode> reasons) {
    return row(name, from, to, may, reasons, Guard.ALWAYS);
  }

  private static Move row(
      MoveName name, State from, State to, Set<Role> may, Set<ReasonCode> reasons, Guard guard) {
    return new Move(name, from, to, may, 1, reasons, false, guard);
  }
}
