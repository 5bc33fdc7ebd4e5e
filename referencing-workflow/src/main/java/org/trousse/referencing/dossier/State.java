package org.trousse.referencing.dossier;

/// Where a dossier stands.
public enum State {
  DRAFT,
  SUBMITTED,
  ADMISSIBILITY,
  INCOMPLETE,
  AUTO_CHECK,
  REMEDIATION,
  EXPERT_REVIEW,
  COMMITTEE,
  FAV_BLOCKING_RESERVES,
  AGREEMENT,
  HOOKUP,
  LISTED_PROVISIONAL,
  LISTED,
  UNDER_WATCH,
  SUSPENDED,
  RENEWAL,
  DELISTED,
  WITHDRAWN,
  UNFAVOURABLE,
  LAPSED,
  INELIGIBLE,
  ABANDONED,
  /// The vendor asks for another look at how it ended.
  APPEAL;

  /// Whether patients can find the app and connect it.
  public boolean live() {
    return this == LISTED_PROVISIONAL || this == LISTED || this == UNDER_WATCH || this == RENEWAL;
  }

  /// Whether nothing follows but an appeal or a new draft.
  public boolean ended() {
    return switch (this) {
      case DELISTED, WITHDRAWN, UNFAVOURABLE, LAPSED, INELIGIBLE, ABANDONED -> true;
      default -> false;
    };
  }
}
