package org.trousse.catalogue.report;

import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A visitor's words.
///
/// @param id the same when it is handed on twice
/// @param softwareId null when it is about this site
/// @param contact where to answer; null: nowhere
public record Report(
    UUID id,
    @Nullable String softwareId,
    About about,
    String words,
    @Nullable String contact,
    Instant at) {
  public static final int WORDS_MAX = 2_000;
  public static final int CONTACT_MAX = 200;

  public Report {
    if (words.isBlank() || words.length() > WORDS_MAX) {
      throw new IllegalArgumentException("a report has 1 to 2,000 characters");
    }
    if (contact != null && (contact.isBlank() || contact.length() > CONTACT_MAX)) {
      throw new IllegalArgumentException("a contact has 1 to 200 characters");
    }
  }

  /// What it is about.
  public enum About {
    /// The app did with data what it did not say.
    DATA,
    SECURITY,
    /// Somebody was harmed, or nearly.
    HARM,
    /// The page says something wrong.
    WRONG,
    ACCESSIBILITY,
    OTHER;

    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<About> of(String word) {
      return Arrays.stream(values()).filter(one -> one.word().equals(word)).findFirst();
    }
  }

  /// Never the visitor's words.
  @Override
  public String toString() {
    return "Report(" + id + ", " + about + ")";
  }
}
