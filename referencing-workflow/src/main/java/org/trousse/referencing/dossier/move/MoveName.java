package org.trousse.referencing.dossier.move;

/// What a move is called.
public enum MoveName {
  SUBMIT,
  BEGIN_ADMISSIBILITY,
  ASK_COMPLETION,
  ADMIT,
  DECLARE_INELIGIBLE,
  PASS_CHECKS,
  ASK_REMEDY,
  RESUBMIT,
  REPORT,
  OPINE_FAVOURABLE,
  OPINE_FAVOURABLE_WITH_RESERVES,
  OPINE_BLOCKING_RESERVES,
  OPINE_UNFAVOURABLE,
  BEGIN_REMEDY,
  SIGN,
  LIST,
  LIST_PROVISIONALLY,
  WATCH,
  CLEAR,
  SUSPEND,
  LIFT,
  BEGIN_RENEWAL,
  RENEW,
  DELIST,
  WITHDRAW,
  ABANDON,
  LAPSE,
  APPEAL,
  UPHOLD_APPEAL,
  REJECT_APPEAL;

  /// Whether the manifest that stands is from now on the one that is judged.
  public boolean handsIn() {
    return this == SUBMIT || this == RESUBMIT || this == RENEW;
  }

  /// Whether the criteria that it cites are to be judged again.
  public boolean choosesRetest() {
    return this == BEGIN_RENEWAL || this == UPHOLD_APPEAL;
  }

  /// Whether it is an opinion of the committee, which needs its quorum.
  public boolean opines() {
    return switch (this) {
      case OPINE_FAVOURABLE,
          OPINE_FAVOURABLE_WITH_RESERVES,
          OPINE_BLOCKING_RESERVES,
          OPINE_UNFAVOURABLE ->
          true;
      default -> false;
    };
  }

  /// Whether the app's approval begins anew; else it ends when it would have ended.
  public boolean approves() {
    return this != LIFT && this != CLEAR;
  }
}
