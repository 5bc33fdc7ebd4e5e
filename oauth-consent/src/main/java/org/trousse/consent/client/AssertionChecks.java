package org.trousse.consent.client;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jwt.SignedJWT;
import java.net.URI;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.trousse.consent.app.App;
import org.trousse.consent.app.SecurityProfile;
import org.trousse.consent.proof.Signatures;

/// What a client's assertion (RFC 7523) must say, by its profile; the library accepts more.
final class AssertionChecks {
  static final Duration AHEAD_MAX = Duration.ofMinutes(5);

  /// How far clocks may differ.
  static final Duration SKEW = Duration.ofSeconds(10);

  private static final int TOKEN_CHARS_MAX = 8_192;
  private static final int JTI_CHARS_MAX = 255;

  private static final Set<JWSAlgorithm> SMART =
      Set.of(JWSAlgorithm.RS384, JWSAlgorithm.ES384, JWSAlgorithm.ES256, JWSAlgorithm.PS256);
  private static final Set<JWSAlgorithm> FAPI =
      Set.of(JWSAlgorithm.PS256, JWSAlgorithm.ES256, JWSAlgorithm.EdDSA, JWSAlgorithm.Ed25519);

  /// An assertion before its key is known.
  record Read(SignedJWT token, Map<String, Object> claims, String subject, String jti) {
    @Nullable String kid() {
      return token.getHeader().getKeyID();
    }

    /// Until when a second one with the same `jti` must be refused.
    Instant end() {
      return instant(claims.get("exp")).orElseThrow().plus(SKEW);
    }
  }

  /// @param issuer the only audience that FAPI 2.0 §5.3.2.1 takes; good for SMART too, because
  ///   OAuth libraries write it unless told otherwise, and no other server can be meant by it
  /// @param urls the audiences that SMART names: the token endpoint and the one that was called
  record Audience(String issuer, Set<String> urls) {
    private boolean isSmart(@Nullable Object one) {
      return issuer.equals(one) || (one instanceof String url && urls.contains(url));
    }
  }

  private AssertionChecks() {}

  /// Empty when it is no assertion at all.
  static Optional<Read> read(String text) {
    if (text.length() > TOKEN_CHARS_MAX) {
      return Optional.empty();
    }
    try {
      SignedJWT token = SignedJWT.parse(text);
      Map<String, Object> claims = token.getPayload().toJSONObject();
      if (claims != null
          && claims.get("sub") instanceof String subject
          && claims.get("jti") instanceof String jti
          && !jti.isBlank()
          && jti.length() <= JTI_CHARS_MAX
          && instant(claims.get("exp")).isPresent()) {
        return Optional.of(new Read(token, claims, subject, jti));
      }
      return Optional.empty();
    } catch (ParseException | IllegalArgumentException malformed) {
      return Optional.empty();
    }
  }

  static boolean holds(Read read, App app, List<JWK> keys, Audience audience, Instant now) {
    JWSHeader header = read.token().getHeader();
    boolean fapi = app.profile() == SecurityProfile.FAPI2;
    return (fapi ? FAPI : SMART).contains(header.getAlgorithm())
        && header.getCriticalParams() == null
        && keysFromWhereWeKnow(header.getJWKURL(), app)
        && read.subject().equals(app.clientId())
        && app.clientId().equals(read.claims().get("iss"))
        && audienceHolds(read.claims().get("aud"), audience, fapi)
        && timesHold(read.claims(), now)
        && key(keys, header, fapi)
            .filter(key -> Signatures.verifies(key, read.token()))
            .isPresent();
  }

  /// SMART App Launch 2.2: `jku` only if it is the address that was registered.
  private static boolean keysFromWhereWeKnow(@Nullable URI jku, App app) {
    return jku == null || jku.equals(app.entry().jwksUri());
  }

  private static boolean audienceHolds(@Nullable Object aud, Audience audience, boolean fapi) {
    if (fapi) {
      return audience.issuer().equals(aud);
    }
    return switch (aud) {
      case String one -> audience.isSmart(one);
      case List<?> list -> list.size() == 1 && audience.isSmart(list.getFirst());
      case null, default -> false;
    };
  }

  private static boolean timesHold(Map<String, Object> claims, Instant now) {
    Instant end = instant(claims.get("exp")).orElse(Instant.EPOCH);
    return end.isAfter(now.minus(SKEW))
        && !end.isAfter(now.plus(AHEAD_MAX).plus(SKEW))
        && begun(claims, "iat", now)
        && begun(claims, "nbf", now);
  }

  private static boolean begun(Map<String, Object> claims, String name, Instant now) {
    Object value = claims.get(name);
    return value == null || instant(value).filter(at -> !at.isAfter(now.plus(SKEW))).isPresent();
  }

  /// The one key that the header selects; none when it selects several. SMART clients must name it.
  private static Optional<JWK> key(List<JWK> keys, JWSHeader header, boolean fapi) {
    String kid = header.getKeyID();
    if (kid == null && !fapi) {
      return Optional.empty();
    }
    List<JWK> selected =
        keys.stream()
            .filter(key -> kid == null || kid.equals(key.getKeyID()))
            .filter(key -> key.getKeyUse() == null || KeyUse.SIGNATURE.equals(key.getKeyUse()))
            .filter(key ->
                key.getAlgorithm() == null
                    || Objects.equals(
                        key.getAlgorithm().getName(), header.getAlgorithm().getName()))
            .toList();
    return selected.size() == 1 ? Optional.of(selected.getFirst()) : Optional.empty();
  }

  static Optional<Instant> instant(@Nullable Object seconds) {
    return seconds instanceof Number number
            && number.doubleValue() >= 0
            && number.doubleValue() < 1e11
        ? Optional.of(Instant.ofEpochSecond(number.longValue()))
        : Optional.empty();
  }
}
