package org.trousse.consent.proof;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jwt.SignedJWT;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/// RFC 9449 §4.3, check by check.
final class ProofChecks {
  /// A proof is made for one request: FAPI 2.0 §5.3.2.1 takes 10 s ahead and refuses 60 s.
  static final Duration AGE_MAX = Duration.ofSeconds(60);

  static final Duration AHEAD_MAX = Duration.ofSeconds(30);

  private static final int PROOF_CHARS_MAX = 4_096;
  private static final int JTI_CHARS_MAX = 255;
  static final Set<JWSAlgorithm> ALGORITHMS =
      Set.of(JWSAlgorithm.ES256, JWSAlgorithm.PS256, JWSAlgorithm.EdDSA, JWSAlgorithm.Ed25519);

  /// What the proof must be for.
  ///
  /// @param url of the request, as clients know it
  /// @param token the access token that came with it; null at the token endpoint
  record For(String method, String url, @Nullable String token, Instant now) {
    @Override
    public String toString() {
      return "For(" + method + " " + url + ")";
    }
  }

  /// A proof that holds, but for its being the first of its `jti`.
  record Held(String jkt, String jti, Instant iat) {}

  private record Read(SignedJWT token, JWK key, Map<String, Object> claims) {}

  private record Check(String why, BiPredicate<Read, For> holds) {}

  private static final List<Check> IN_ORDER =
      List.of(
          new Check("typ is not dpop+jwt", (read, request) -> typed(read)),
          new Check(
              "alg is not one of ours",
              (read, request) -> ALGORITHMS.contains(read.token().getHeader().getAlgorithm())),
          new Check("crit is not known", (read, request) -> plain(read)),
          new Check("jti is missing or too long", (read, request) -> jti(read).isPresent()),
          new Check(
              "htm is not this method",
              (read, request) -> request.method().equals(read.claims().get("htm"))),
          new Check("htu is not this address", (read, request) -> sameUrl(read, request)),
          new Check("iat is not now", (read, request) -> recent(read, request)),
          new Check("ath is not of this token", (read, request) -> sameToken(read, request)),
          new Check(
              "the signature does not hold",
              (read, request) -> Signatures.verifies(read.key(), read.token())));

  private ProofChecks() {}

  /// Empty when every check holds; else why not.
  static Optional<String> fault(String proof, For request) {
    return read(proof)
        .map(read ->
            IN_ORDER.stream()
                .filter(check -> !check.holds().test(read, request))
                .map(Check::why)
                .findFirst())
        .orElse(Optional.of("it is not a JWT with a public key"));
  }

  /// Of a proof without a fault.
  static Held held(String proof) {
    Read read = read(proof).orElseThrow();
    try {
      return new Held(
          read.key().computeThumbprint().toString(),
          jti(read).orElseThrow(),
          iat(read).orElseThrow());
    } catch (JOSEException impossible) {
      throw new IllegalStateException("every key has a thumbprint", impossible);
    }
  }

  private static Optional<Read> read(String proof) {
    if (proof.length() > PROOF_CHARS_MAX) {
      return Optional.empty();
    }
    try {
      SignedJWT token = SignedJWT.parse(proof);
      JWK key = token.getHeader().getJWK();
      Map<String, Object> claims = token.getPayload().toJSONObject();
      return key == null || key.isPrivate() || claims == null
          ? Optional.empty()
          : Optional.of(new Read(token, key, claims));
    } catch (ParseException | IllegalArgumentException | IllegalStateException malformed) {
      return Optional.empty();
    }
  }

  private static boolean typed(Read read) {
    var type = read.token().getHeader().getType();
    return type != null && type.getType().toLowerCase(Locale.ROOT).equals("dpop+jwt");
  }

  private static boolean plain(Read read) {
    return read.token().getHeader().getCriticalParams() == null;
  }

  private static Optional<String> jti(Read read) {
    return read.claims().get("jti") instanceof String jti
            && !jti.isBlank()
            && jti.length() <= JTI_CHARS_MAX
        ? Optional.of(jti)
        : Optional.empty();
  }

  private static Optional<Instant> iat(Read read) {
    return read.claims().get("iat") instanceof Number seconds
            && seconds.doubleValue() >= 0
            && seconds.doubleValue() < 1e11
        ? Optional.of(Instant.ofEpochSecond(seconds.longValue()))
        : Optional.empty();
  }

  private static boolean recent(Read read, For request) {
    return iat(read)
        .filter(at -> !at.isBefore(request.now().minus(AGE_MAX)))
        .filter(at -> !at.isAfter(request.now().plus(AHEAD_MAX)))
        .isPresent();
  }

  private static boolean sameUrl(Read read, For request) {
    return read.claims().get("htu") instanceof String htu
        && normal(htu).isPresent()
        && normal(htu).equals(normal(request.url()));
  }

  /// RFC 9449 §4.3 with RFC 3986 §6.2: no query, no fragment, scheme and host in lower case, no
  /// default port. Empty when it is no absolute http address.
  static Optional<String> normal(String url) {
    try {
      URI uri = new URI(url);
      String scheme = uri.getScheme();
      String host = uri.getHost();
      if (scheme == null || host == null || uri.getUserInfo() != null) {
        return Optional.empty();
      }
      String lower = scheme.toLowerCase(Locale.ROOT);
      int usual = lower.equals("https") ? 443 : lower.equals("http") ? 80 : -1;
      String port = uri.getPort() == usual || uri.getPort() < 0 ? "" : ":" + uri.getPort();
      String path = uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
      return usual < 0
          ? Optional.empty()
          : Optional.of(lower + "://" + host.toLowerCase(Locale.ROOT) + port + path);
    } catch (URISyntaxException malformed) {
      return Optional.empty();
    }
  }

  private static boolean sameToken(Read read, For request) {
    String token = request.token();
    return token == null || hash(token).equals(read.claims().get("ath"));
  }

  private static String hash(String token) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.US_ASCII));
      return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
    } catch (NoSuchAlgorithmException absent) {
      throw new IllegalStateException("every JDK has SHA-256", absent);
    }
  }
}
