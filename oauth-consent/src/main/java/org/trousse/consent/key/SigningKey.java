package org.trousse.consent.key;

import com.nimbusds.jose.jwk.JWK;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// One key and its life: published, signs, retired, gone.
///
/// @param jwk with its private part; public only once it is gone
/// @param signsUntil null as long as it has no successor, so that there is always one that signs
/// @param goneAt when it leaves the JWK Set; null as long as it has no successor
/// @param removed in an emergency: nothing that it signed counts any more
public record SigningKey(
    JWK jwk,
    String alg,
    Instant publishedAt,
    Instant signsFrom,
    @Nullable Instant signsUntil,
    @Nullable Instant goneAt,
    boolean removed) {
  public SigningKey {
    if (jwk.getKeyID() == null) {
      throw new IllegalArgumentException("a signing key needs a kid");
    }
  }

  public String kid() {
    return jwk.getKeyID();
  }

  boolean isPublished(Instant now) {
    return goneAt == null || now.isBefore(goneAt);
  }

  boolean signs(Instant now) {
    return isPublished(now)
        && !removed
        && !now.isBefore(signsFrom)
        && (signsUntil == null || now.isBefore(signsUntil));
  }

  /// Never the private part.
  @Override
  public String toString() {
    return "SigningKey(" + kid() + ", " + alg + ")";
  }
}
