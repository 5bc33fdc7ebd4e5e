package org.trousse.referencing.sandbox.proof;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jwt.SignedJWT;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/// A DPoP proof, judged by RFC 9449 §4.3.
public final class DpopProof {
  private static final Duration AGE_MAX = Duration.ofSeconds(60);
  private static final Duration AHEAD_MAX = Duration.ofSeconds(30);
  private static final int PROOF_CHARS_MAX = 4_096;

  private DpopProof() {}

  /// What a proof showed.
  public sealed interface Shown {
    /// It holds.
    ///
    /// @param jkt RFC 7638 thumbprint of the key
    record Proven(String jkt, String jti) implements Shown {}

    record Refused(String why) implements Shown {}
  }

  /// The request that the proof must be made for.
  ///
  /// @param url without query
  /// @param token the access token that came with it; null at the token endpoint
  public record For(String method, String url, @Nullable String token, Instant now) {
    @Override
    public String toString() {
      return "For(" + method + " " + url + ")";
    }
  }

  private record Check(String why, BiPredicate<SignedJWT, For> holds) {}

  private static final List<Check> IN_ORDER =
      List.of(
          new Check("typ: not dpop+jwt", (jwt, one) -> typed(jwt)),
          new Check(
              "alg: not one of ours",
              (jwt, one) -> Signatures.FAPI.contains(jwt.getHeader().getAlgorithm())),
          new Check("jwk: no public key", (jwt, one) -> hasKey(jwt)),
          new Check("jti: missing", (jwt, one) -> claim(jwt, "jti") instanceof String),
          new Check("htm: not this method", (jwt, one) -> one.method().equals(claim(jwt, "htm"))),
          new Check("htu: not this address", (jwt, one) -> one.url().equals(claim(jwt, "htu"))),
          new Check("iat: not now", DpopProof::recent),
          new Check("ath: not of this token", DpopProof::sameToken),
          new Check("the signature does not hold", (jwt, one) -> signed(jwt)));

  public static Shown show(String proof, For one) {
    if (proof.length() > PROOF_CHARS_MAX) {
      return new Shown.Refused("too long");
    }
    try {
      SignedJWT jwt = SignedJWT.parse(proof);
      for (Check check : IN_ORDER) {
        if (!check.holds().test(jwt, one)) {
          return new Shown.Refused(check.why());
        }
      }
      String jkt = jwt.getHeader().getJWK().computeThumbprint().toString();
      return new Shown.Proven(jkt, String.valueOf(claim(jwt, "jti")));
    } catch (ParseException | JOSEException | IllegalArgumentException malformed) {
      return new Shown.Refused("not a signed JWT");
    }
  }

  private static boolean typed(SignedJWT jwt) {
    var type = jwt.getHeader().getType();
    return type != null && type.getType().toLowerCase(Locale.ROOT).equals("dpop+jwt");
  }

  private static boolean hasKey(SignedJWT jwt) {
    JWK key = jwt.getHeader().getJWK();
    return key != null && !key.isPrivate();
  }

  private static boolean recent(SignedJWT jwt, For one) {
    return ClientProof.time(claim(jwt, "iat"))
        .filter(at -> !at.isBefore(one.now().minus(AGE_MAX)))
        .filter(at -> !at.isAfter(one.now().plus(AHEAD_MAX)))
        .isPresent();
  }

  private static boolean sameToken(SignedJWT jwt, For one) {
    String token = one.token();
    return token == null || sha256(token).equals(claim(jwt, "ath"));
  }

  private static boolean signed(SignedJWT jwt) {
    return Signatures.verifies(jwt.getHeader().getJWK(), jwt);
  }

  private static @Nullable Object claim(SignedJWT jwt, String name) {
    return ClientProof.claims(jwt).get(name);
  }

  /// base64url of SHA-256, as `ath` (RFC 9449 §4.2) and S256 (RFC 7636 §4.2) both write it.
  public static String sha256(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.US_ASCII));
      return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
    } catch (NoSuchAlgorithmException absent) {
      throw new IllegalStateException("every JDK has SHA-256", absent);
    }
  }
}
