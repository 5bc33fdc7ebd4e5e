package org.trousse.referencing.sandbox.proof;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.SignedJWT;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/// An app's assertion, judged as the real server judges it: RFC 7523 §3, SMART App Launch 2.2, FAPI
/// 2.0 SP §5.3.2.1.
public final class ClientProof {
  public static final String TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

  private static final Duration AHEAD_MAX = Duration.ofMinutes(5);
  private static final Duration SKEW = Duration.ofSeconds(10);
  private static final int TOKEN_CHARS_MAX = 8_192;
  private static final int JTI_CHARS_MAX = 255;

  private ClientProof() {}

  /// What an assertion showed.
  public sealed interface Shown {
    /// The app is who it says.
    record Proven(String kid, String jti) implements Shown {}

    /// No key of the set has this name: the set may have a newer version.
    record UnknownKey(String kid) implements Shown {}

    record Refused(String why) implements Shown {}
  }

  /// Who the assertion must be of, and for.
  ///
  /// @param fapi whether only the issuer is an audience
  /// @param endpoints the other audiences of SMART
  public record For(
      String clientId, boolean fapi, String issuer, Set<String> endpoints, Instant now) {
    public For {
      endpoints = Set.copyOf(endpoints);
    }
  }

  private record Check(String why, BiPredicate<SignedJWT, For> holds) {}

  private static final List<Check> IN_ORDER =
      List.of(
          new Check("alg: not one of this profile", ClientProof::algorithm),
          new Check("crit: not known", (jwt, one) -> jwt.getHeader().getCriticalParams() == null),
          new Check("iss: not the client id", (jwt, one) -> is(jwt, "iss", one.clientId())),
          new Check("sub: not the client id", (jwt, one) -> is(jwt, "sub", one.clientId())),
          new Check("aud: not this server alone", ClientProof::audience),
          new Check("jti: missing or too long", (jwt, one) -> jti(jwt).isPresent()),
          new Check("exp: missing, over, or more than 5 minutes ahead", ClientProof::ends),
          new Check("iat: in the future", (jwt, one) -> begun(jwt, "iat", one.now())),
          new Check("nbf: in the future", (jwt, one) -> begun(jwt, "nbf", one.now())),
          new Check("kid: missing", (jwt, one) -> jwt.getHeader().getKeyID() != null));

  /// Judges an assertion by the keys that the app declared.
  public static Shown show(String assertion, JWKSet keys, For one) {
    if (assertion.length() > TOKEN_CHARS_MAX) {
      return new Shown.Refused("too long");
    }
    SignedJWT jwt;
    try {
      jwt = SignedJWT.parse(assertion);
    } catch (ParseException | IllegalArgumentException malformed) {
      return new Shown.Refused("not a signed JWT");
    }
    Optional<Check> broken =
        IN_ORDER.stream().filter(check -> !check.holds().test(jwt, one)).findFirst();
    if (broken.isPresent()) {
      return new Shown.Refused(broken.get().why());
    }
    String kid = jwt.getHeader().getKeyID();
    List<JWK> named = keys.getKeys().stream().filter(key -> kid.equals(key.getKeyID())).toList();
    if (named.isEmpty()) {
      return new Shown.UnknownKey(kid);
    }
    return named.size() == 1 && Signatures.verifies(named.getFirst(), jwt)
        ? new Shown.Proven(kid, jti(jwt).orElseThrow())
        : new Shown.Refused("the signature does not hold");
  }

  private static boolean algorithm(SignedJWT jwt, For one) {
    return (one.fapi() ? Signatures.FAPI : Signatures.SMART)
        .contains(jwt.getHeader().getAlgorithm());
  }

  private static boolean audience(SignedJWT jwt, For one) {
    Object aud = claims(jwt).get("aud");
    if (one.issuer().equals(aud)) {
      return true;
    }
    Object single = aud instanceof List<?> list && list.size() == 1 ? list.getFirst() : aud;
    return !one.fapi()
        && single instanceof String url
        && (url.equals(one.issuer()) || one.endpoints().contains(url));
  }

  private static boolean ends(SignedJWT jwt, For one) {
    return time(claims(jwt).get("exp"))
        .filter(end -> end.isAfter(one.now().minus(SKEW)))
        .filter(end -> !end.isAfter(one.now().plus(AHEAD_MAX).plus(SKEW)))
        .isPresent();
  }

  private static boolean begun(SignedJWT jwt, String claim, Instant now) {
    Object value = claims(jwt).get(claim);
    return value == null || time(value).filter(at -> !at.isAfter(now.plus(SKEW))).isPresent();
  }

  private static boolean is(SignedJWT jwt, String claim, String wanted) {
    return wanted.equals(claims(jwt).get(claim));
  }

  private static Optional<String> jti(SignedJWT jwt) {
    return claims(jwt).get("jti") instanceof String jti
            && !jti.isBlank()
            && jti.length() <= JTI_CHARS_MAX
        ? Optional.of(jti)
        : Optional.empty();
  }

  static Map<String, Object> claims(SignedJWT jwt) {
    Map<String, Object> claims = jwt.getPayload().toJSONObject();
    return claims == null ? Map.of() : claims;
  }

  static Optional<Instant> time(@Nullable Object seconds) {
    return seconds instanceof Number number
            && number.doubleValue() >= 0
            && number.doubleValue() < 1e11
        ? Optional.of(Instant.ofEpochSecond(number.longValue()))
        : Optional.empty();
  }
}
