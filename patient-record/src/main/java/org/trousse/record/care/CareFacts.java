package org.trousse.record.care;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What is known about one patient and one professional at a time.
///
/// @param known whether there is such a patient
/// @param space whether the patient's space is open
/// @param related whether the patient named the professional and the time runs
/// @param until when that ends; null: not before it is stopped
/// @param blocked whether the patient blocked the professional
/// @param emergencyRefused whether the patient refused emergency access for everybody
/// @param emergency an emergency access of the professional that is not over; null: none
/// @param emergencyUntil when it ends
public record CareFacts(
    boolean known,
    Space space,
    boolean related,
    @Nullable Instant until,
    boolean blocked,
    boolean emergencyRefused,
    @Nullable UUID emergency,
    @Nullable Instant emergencyUntil) {
  /// A patient whom the record does not know.
  public static final CareFacts UNKNOWN =
      new CareFacts(false, Space.OPEN, false, null, false, false, null, null);

  /// Whether a space takes and shows anything; the code stands in rows.
  public enum Space {
    OPEN(0),
    CLOSED(1),
    OBJECTED(2),
    DESTROYED(3);

    private final int code;

    Space(int code) {
      this.code = code;
    }

    public static Space ofCode(int code) {
      return switch (code) {
        case 0 -> OPEN;
        case 1 -> CLOSED;
        case 2 -> OBJECTED;
        case 3 -> DESTROYED;
        default -> throw new IllegalArgumentException("no space has state " + code);
      };
    }

    public int code() {
      return code;
    }
  }
}
