package org.trousse.consent.key;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// When keys begin and end. A key is published for as long as a verifier may still hold an older
/// JWK Set before it signs, and stays until the last thing it signed has expired.
public final class KeyLife {
  /// id_tokens of SMART clients (RS256), of FAPI 2.0 clients (ES256, PS256); receipts (ES256).
  public static final List<String> ALGORITHMS = List.of("RS256", "ES256", "PS256");

  public static final String RECEIPTS = "ES256";

  /// How long a verifier may keep the JWK Set (`Cache-Control: max-age`).
  public static final Duration CACHED = Duration.ofMinutes(5);

  /// Clocks that differ, and nodes that have not read the new key yet.
  static final Duration SKEW = Duration.ofMinutes(2);

  static final Duration LEAD = CACHED.plus(SKEW);

  static final Duration SIGNS = Duration.ofDays(90);

  /// No longer than this lasts what a key signs, receipts apart.
  static final Duration LONGEST_TOKEN = Duration.ofHours(1);

  private KeyLife() {}

  /// What an algorithm needs now.
  ///
  /// @param signsFrom when the new key begins to sign
  /// @param retires the kid of the key that it replaces; null: none is left to replace
  record Needed(Instant signsFrom, @Nullable String retires) {}

  /// @param command somebody asked for a new key, whatever the age of the old one
  static Optional<Needed> needed(KeyRing ring, String alg, Instant now, boolean command) {
    Optional<SigningKey> newest = ring.newest(alg, now);
    if (newest.isEmpty()) {
      // the very first, or the only one was removed: no verifier can be spared a new look
      return Optional.of(new Needed(now, null));
    }
    SigningKey key = newest.get();
    boolean waiting = now.isBefore(key.signsFrom());
    boolean old = !now.isBefore(key.signsFrom().plus(SIGNS).minus(LEAD));
    return !waiting && (old || command)
        ? Optional.of(new Needed(now.plus(LEAD), key.kid()))
        : Optional.empty();
  }

  /// When a key leaves the JWK Set whose successor signs from then on.
  static Instant gone(Instant successorSigns) {
    return successorSigns.plus(LONGEST_TOKEN).plus(SKEW);
  }
}
