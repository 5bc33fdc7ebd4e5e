package org.trousse.consent.reminder;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;

/// Something to tell a patient, as a mailer would take it.
///
/// @param account whom to tell
/// @param about what makes it another one: the end, the permission and its last use, the version,
///   the message to the app's users
public record Reminder(UUID id, UUID grant, UUID account, Kind kind, String about, Instant at) {
  /// So long before an end the patient hears of it.
  public static final Duration BEFORE_END = Duration.ofDays(14);

  /// Why.
  public enum Kind {
    /// An app's time comes to its end.
    ENDING,
    /// A permission that nobody used for 90 days.
    UNUSED,
    /// A newer version of the app asks for more.
    NEW_VERSION,
    /// A token came twice, so the app is stopped until the patient says more (RFC 9700 §4.14.2).
    STOLEN_TOKEN,
    /// The catalogue suspended the app.
    APP_SUSPENDED,
    /// The catalogue lets the app go on.
    APP_RESTORED,
    /// The app left the catalogue.
    APP_ENDED;

    public String word() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /// Throws when a row holds a word that no version of ours wrote.
    static Kind of(String word) {
      return valueOf(word.toUpperCase(Locale.ROOT).replace('-', '_'));
    }
  }
}
