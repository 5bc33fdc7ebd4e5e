package org.trousse.catalogue.statement;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// All keys as they stood when they were last read, and when they begin and end. A key is published
/// for as long as a verifier may still hold an older JWK Set before it signs, and stays until the
/// last thing it signed has expired.
record KeyRing(List<SigningKey> keys) {
  /// How long a verifier may keep the JWK Set (`Cache-Control: max-age`).
  static final Duration CACHED = Duration.ofMinutes(5);

  /// Clocks that differ, and nodes that have not read the new key yet.
  static final Duration SKEW = Duration.ofMinutes(2);

  static final Duration LEAD = CACHED.plus(SKEW);
  static final Duration SIGNS = Duration.ofDays(90);

  KeyRing {
    keys = List.copyOf(keys);
  }

  /// A key that is needed now.
  ///
  /// @param retires the kid of the key that it replaces; null: none is left to replace
  record Needed(Instant signsFrom, @Nullable String retires) {}

  /// The key that signs now.
  Optional<SigningKey> signing(Instant now) {
    return keys.stream()
        .filter(key -> key.signs(now))
        .max(Comparator.comparing(SigningKey::signsFrom));
  }

  /// @param command somebody asked for a new key, whatever the age of the old one
  Optional<Needed> needed(Instant now, boolean command) {
    Optional<SigningKey> newest =
        keys.stream()
            .filter(key -> key.goneAt() == null)
            .max(Comparator.comparing(SigningKey::signsFrom));
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
    return successorSigns.plus(StatementClaims.LIFE).plus(SKEW);
  }

  /// RFC 7517 §5: what verifiers fetch.
  String published(Instant now) {
    List<JWK> published =
        keys.stream().filter(key -> key.isPublished(now)).<JWK>map(SigningKey::jwk).toList();
    return new JWKSet(published).toString(true);
  }
}
