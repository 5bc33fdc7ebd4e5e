package org.trousse.consent.grant;

import java.util.Locale;

/// A paused or suspended grant comes back; an ended one does not.
public enum GrantStatus {
  ACTIVE,
  /// By the patient, until the patient resumes it.
  PAUSED,
  /// By the platform: a refresh token was stolen (RFC 9700 §4.14.2).
  SUSPENDED,
  ENDED;

  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// Throws when a row holds a word that no version of ours wrote.
  public static GrantStatus of(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT));
  }
}
