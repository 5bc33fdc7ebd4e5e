package org.trousse.catalogue.statement;

import com.nimbusds.jose.jwk.ECKey;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// One key and its life: published, signs, gone.
///
/// @param jwk with its private part; public only once it is gone
/// @param goneAt when it leaves the JWK Set; null as long as it has no successor
record SigningKey(ECKey jwk, Instant publishedAt, Instant signsFrom, @Nullable Instant goneAt) {
  SigningKey {
    if (jwk.getKeyID() == null) {
      throw new IllegalArgumentException("a signing key needs a kid");
    }
  }

  String kid() {
    return jwk.getKeyID();
  }

  boolean isPublished(Instant now) {
    return goneAt == null || now.isBefore(goneAt);
  }

  boolean signs(Instant now) {
    return isPublished(now) && !now.isBefore(signsFrom) && jwk.isPrivate();
  }

  /// Never the private part.
  @Override
  public String toString() {
    return "SigningKey(" + kid() + ")";
  }
}
