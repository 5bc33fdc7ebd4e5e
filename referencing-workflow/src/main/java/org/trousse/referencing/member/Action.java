package org.trousse.referencing.member;

/// What somebody may want to do with what belongs to one organisation. When a dossier may move is
/// the workflow's question; who may ask for the move is ours.
public enum Action {
  READ_ORGANISATION,
  CHANGE_ORGANISATION,
  READ_MEMBERS,
  MANAGE_MEMBERS,
  LEAVE,
  MANAGE_KEYS,
  READ_REQUEST_LOG,
  READ_DOSSIER,
  EDIT_DOSSIER,
  RUN_CHECKS,
  READ_EVIDENCE,
  HAND_IN_EVIDENCE,
  READ_QUESTIONS,
  WRITE_MESSAGE,
  ASK_VENDOR,
  CLOSE_QUESTION,
  SUBMIT_DOSSIER,
  SIGN_AGREEMENT,
  WITHDRAW_DOSSIER,
  APPEAL,
  ASSESS,
  VOTE,
  DECIDE;

  /// Whether a person must do it: a script lets nobody in, and leaves nothing.
  boolean byPersonOnly() {
    return switch (this) {
      case CHANGE_ORGANISATION, MANAGE_MEMBERS, LEAVE, MANAGE_KEYS -> true;
      default -> false;
    };
  }
}
