package org.trousse.referencing.question;

import java.time.Instant;
import java.util.UUID;

/// One entry of a thread; it never changes.
///
/// @param number 1 for the first of its thread
/// @param author an account or an API key
/// @param stopsClock whether the clock stands still until the vendor answers
public record Message(
    int number, Side side, UUID author, Act act, String words, boolean stopsClock, Instant at) {
  public static final int CHARS_MAX = 5_000;

  /// Who wrote it.
  public enum Side {
    VENDOR,
    OFFICER
  }

  /// What it does.
  public enum Act {
    /// An officer asks the vendor, who must answer.
    ASK,
    /// Either says something: an answer, or a vendor's question.
    SAY,
    /// An officer ends the thread.
    CLOSE,
    /// An officer takes it up again.
    REOPEN
  }

  /// Nobody's words.
  @Override
  public String toString() {
    return "Message(" + number + ", " + side + ", " + act + ")";
  }
}
