package org.trousse.record.care.team;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A professional outside the care team broke glass.
///
/// @param name as it was then
/// @param profession TRE_G15
/// @param answer what the patient's side says of it; null: nothing yet
/// @param words of that answer
/// @param reviewedAt when the operator closed it; null: it awaits that
/// @param review the operator's sentence
public record EmergencyAccess(
    UUID id,
    UUID professional,
    String name,
    String profession,
    Instant openedAt,
    Instant until,
    String reason,
    @Nullable Answer answer,
    String words,
    @Nullable Instant reviewedAt,
    String review) {
  /// What the patient's side says; the code stands in rows.
  public enum Answer {
    KNEW(1),
    DID_NOT_KNOW(2),
    DISPUTES(3);

    private final int code;

    Answer(int code) {
      this.code = code;
    }

    public static Answer ofCode(int code) {
      return switch (code) {
        case 1 -> KNEW;
        case 2 -> DID_NOT_KNOW;
        case 3 -> DISPUTES;
        default -> throw new IllegalArgumentException("no answer has code " + code);
      };
    }

    public int code() {
      return code;
    }
  }

  /// Never who, never why.
  @Override
  public String toString() {
    return "EmergencyAccess(" + id + ")";
  }
}
