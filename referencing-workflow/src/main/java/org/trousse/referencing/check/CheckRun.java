package org.trousse.referencing.check;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.trousse.referencing.finding.Finding;

/// One run of the automatic checks on one version of a manifest.
///
/// @param looks how many things are looked at
/// @param looked how many of them are done
/// @param ended null while it runs
/// @param lost whether it ended without a result, because its process died
/// @param findings empty until it has ended
public record CheckRun(
    UUID id,
    UUID dossier,
    int manifestVersion,
    Trigger trigger,
    Instant started,
    @Nullable Instant ended,
    int looks,
    int looked,
    boolean lost,
    List<Finding> findings) {
  public CheckRun {
    findings = List.copyOf(findings);
  }

  /// Who asked for it.
  public enum Trigger {
    VENDOR,
    SUBMISSION,
    OFFICER,
    NIGHTLY;

    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }

    /// Throws when a row holds a word that no version of ours wrote.
    static Trigger of(String word) {
      return valueOf(word.toUpperCase(Locale.ROOT));
    }
  }
}
