package org.trousse.gateway.app;

import java.util.Collection;
import java.util.List;

/// May this app add such a reading to this record now?
public enum Right {
  ALLOWED("allowed", ""),
  /// There is a live permission, and it does not hold this kind of reading.
  NOT_GRANTED(
      "not-granted",
      "The patient does not let this app add this kind of reading: it is not stored, do not send it"
          + " again."),
  /// No permission, or one that ended: it will not come back by itself.
  ENDED(
      "grant-ended",
      "The patient's permission for this app has ended: nothing that arrives now is stored,"
          + " whenever it was measured. Do not send it again."),
  /// By the patient, who may resume it.
  PAUSED("app-paused", "The patient has paused this app: keep the readings and send them later."),
  /// By the platform, which may lift it.
  SUSPENDED(
      "app-suspended",
      "The platform has suspended this app: keep the readings and send them later."),
  /// Not known lately enough to be believed.
  STALE(
      "rights-unknown",
      "What the patient allows cannot be confirmed at this moment: keep the readings and send them"
          + " again in a minute.");

  /// Which one tells when there are several: what comes back hides the rest, and one that is
  /// allowed is enough.
  private static final List<Right> FIRST_TELLS =
      List.of(STALE, SUSPENDED, PAUSED, ALLOWED, NOT_GRANTED, ENDED);

  private final String word;
  private final String mend;

  Right(String word, String mend) {
    this.word = word;
    this.mend = mend;
  }

  /// For machines.
  public String word() {
    return word;
  }

  /// A sentence that says what to do.
  public String mend() {
    return mend;
  }

  /// Whether a reading that is turned away now may be taken later, so that its device has to keep
  /// it.
  public boolean comesBack() {
    return switch (this) {
      case PAUSED, SUSPENDED, STALE -> true;
      case ALLOWED, NOT_GRANTED, ENDED -> false;
    };
  }

  /// Whether a record's `error` is a right that was refused for good.
  public static boolean refusedAs(String error) {
    return error.equals(NOT_GRANTED.word) || error.equals(ENDED.word);
  }

  /// Whether anything at all may be added; NOT_GRANTED when nothing was asked.
  public static Right ofSeveral(Collection<Right> rights) {
    return FIRST_TELLS.stream().filter(rights::contains).findFirst().orElse(NOT_GRANTED);
  }
}
