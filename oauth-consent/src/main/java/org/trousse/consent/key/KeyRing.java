package org.trousse.consent.key;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// All keys as they stood when they were last read; what an instant means for each is computed, so
/// that a node without its database still moves from one key to the next on time.
public record KeyRing(List<SigningKey> keys) {
  public KeyRing {
    keys = List.copyOf(keys);
  }

  /// The key that signs now.
  Optional<SigningKey> signing(String alg, Instant now) {
    return keys.stream()
        .filter(key -> key.alg().equals(alg) && key.signs(now))
        .max(Comparator.comparing(SigningKey::signsFrom));
  }

  /// The key that has no successor yet.
  Optional<SigningKey> newest(String alg, Instant now) {
    return keys.stream()
        .filter(key -> key.alg().equals(alg) && key.isPublished(now) && key.signsUntil() == null)
        .max(Comparator.comparing(SigningKey::signsFrom));
  }

  /// RFC 7517 §5: what verifiers fetch.
  String published(Instant now) {
    return set(keys.stream().filter(key -> key.isPublished(now)).map(SigningKey::jwk).toList());
  }

  /// Every key that ever signed receipts and was not removed: a receipt is proof for years.
  String forReceipts() {
    return set(
        keys.stream()
            .filter(key -> key.alg().equals(KeyLife.RECEIPTS) && !key.removed())
            .map(SigningKey::jwk)
            .toList());
  }

  private static String set(List<JWK> keys) {
    return new JWKSet(keys).toString(true);
  }
}
