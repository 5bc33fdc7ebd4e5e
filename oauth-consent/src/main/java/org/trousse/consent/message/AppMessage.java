package org.trousse.consent.message;

import java.time.Instant;
import org.trousse.consent.app.AppEntry.Text;
import org.trousse.consent.reminder.Reminder;

/// What the users of an app are told.
///
/// @param about names the message: one of the same name that comes again is no news
/// @param software the catalogue's name of the app, which all its clients share (RFC 7591 §2)
/// @param reason why, in words for everybody
/// @param at when it happened to the app
public record AppMessage(String about, String software, Kind kind, Text reason, Instant at) {
  static final int ABOUT_MAX = 100;
  static final int REASON_MAX = 4_000;

  public AppMessage {
    if (about.isEmpty() || about.length() > ABOUT_MAX) {
      throw new IllegalArgumentException("a message's name has 1 to " + ABOUT_MAX + " characters");
    }
    if (reason.french().length() > REASON_MAX || reason.english().length() > REASON_MAX) {
      throw new IllegalArgumentException("a reason has at most " + REASON_MAX + " characters");
    }
  }

  /// What happened to the app.
  public enum Kind {
    SUSPENDED(Reminder.Kind.APP_SUSPENDED),
    RESTORED(Reminder.Kind.APP_RESTORED),
    ENDED(Reminder.Kind.APP_ENDED);

    private final Reminder.Kind reminder;

    Kind(Reminder.Kind reminder) {
      this.reminder = reminder;
    }

    /// As the tables spell it.
    String word() {
      return reminder.word();
    }

    /// Throws when a row holds a word that no version of ours wrote.
    static Kind of(String word) {
      for (Kind kind : values()) {
        if (kind.word().equals(word)) {
          return kind;
        }
      }
      throw new IllegalArgumentException("no kind of message: " + word);
    }
  }
}
