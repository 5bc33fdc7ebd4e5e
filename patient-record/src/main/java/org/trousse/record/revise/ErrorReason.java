package org.trousse.record.revise;

import java.util.Locale;
import java.util.Optional;

/// Why a reading should never have been in the record. `code` stands in rows and never changes.
public enum ErrorReason {
  /// somebody else was measured
  OTHER_PERSON(1),
  /// a cuff that does not fit
  WRONG_CUFF(2),
  /// the sensor came off
  SENSOR_DETACHED(3),
  TYPING_ERROR(4),
  /// the note says which
  OTHER(5),
  /// an app marked it and named no reason
  UNSAID(6);

  private final int code;

  ErrorReason(int code) {
    this.code = code;
  }

  /// The reason of a row's code; throws when a row holds a code that no version of ours wrote.
  public static ErrorReason ofCode(int code) {
    for (ErrorReason reason : values()) {
      if (reason.code == code) {
        return reason;
      }
    }
    throw new IllegalArgumentException("no reason has code " + code);
  }

  /// The reason that a form names.
  public static Optional<ErrorReason> of(String word) {
    for (ErrorReason reason : values()) {
      if (reason.word().equals(word)) {
        return Optional.of(reason);
      }
    }
    return Optional.empty();
  }

  public int code() {
    return code;
  }

  /// In forms and in names of texts.
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
