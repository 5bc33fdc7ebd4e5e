package org.trousse.consent.app;

import java.util.Locale;

/// Suspension freezes grants and ends access tokens; an ended (de-referenced) app's grants end.
public enum AppStatus {
  ACTIVE,
  SUSPENDED,
  ENDED;

  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// Throws when a row holds a word that no version of ours wrote.
  public static AppStatus of(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT));
  }
}
