package org.trousse.referencing.evidence;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.trousse.referencing.evidence.content.FileKind;

/// One version of a file that was handed in for a criterion; its bytes are elsewhere.
///
/// @param version 1 for the first of this name, for this criterion of this dossier
/// @param sha256 of its bytes, in hexadecimal digits
/// @param addedBy a member's account or an API key
/// @param submittedAt from then on it is never deleted; null: a draft
/// @param withdrawnAt from then on it is not current; null: it stands
public record Evidence(
    UUID id,
    UUID organisation,
    UUID dossier,
    String criterion,
    String name,
    int version,
    FileKind kind,
    int bytes,
    String sha256,
    UUID addedBy,
    Instant addedAt,
    @Nullable Instant submittedAt,
    @Nullable Instant withdrawnAt) {
  /// All versions of one dossier's files together: 200 MiB.
  public static final long DOSSIER_BYTES_MAX = 200L * 1024 * 1024;

  public static final int DOSSIER_FILES_MAX = 500;
}
