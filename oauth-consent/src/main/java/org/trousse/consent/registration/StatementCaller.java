package org.trousse.consent.registration;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.crypto.factories.DefaultJWSVerifierFactory;
import com.nimbusds.jose.jwk.AsymmetricJWK;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.SignedJWT;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.trousse.consent.app.StrictJson;

/// Verifies a software statement (docs/software-statement.md). Signatures take CPU, so this runs
/// beside the event loops.
public final class StatementCaller {
  /// `typ` of the JWS, so that nothing else that the catalogue signs passes for a statement.
  public static final String TYPE = "software-statement+jwt";

  static final Duration LIFE_MAX = Duration.ofMinutes(5);
  private static final Duration SKEW = Duration.ofSeconds(30);
  private static final Set<String> ALGORITHMS = Set.of("ES256", "PS256");

  /// The catalogue's public keys, a JWK Set.
  @FunctionalInterface
  public interface CatalogueKeys {
    Future<String> jwks();
  }

  /// A statement that holds.
  ///
  /// @param id its `jti`
  /// @param until when it can no longer be used
  record Statement(ObjectNode claims, String id, Instant until) {}

  private final Vertx vertx;
  private final CatalogueKeys keys;
  private final String catalogue;
  private final String audience;
  private final Clock clock;

  /// @param catalogue the statement's `iss`
  /// @param audience the server's issuer, the statement's `aud`
  public StatementCaller(
      Vertx vertx, CatalogueKeys keys, String catalogue, String audience, Clock clock) {
    this.vertx = vertx;
    this.keys = keys;
    this.catalogue = catalogue;
    this.audience = audience;
    this.clock = clock;
  }

  /// Empty: it is no statement of the catalogue for us, now.
  Future<Optional<Statement>> verify(String jws) {
    return keys.jwks()
        .compose(jwks ->
            vertx.executeBlocking(() -> verified(jws, jwks), false).map(Objects::requireNonNull));
  }

  private Optional<Statement> verified(String jws, String jwks) throws JOSEException {
    try {
      SignedJWT jwt = SignedJWT.parse(jws);
      String payload = jwt.getPayload().toString();
      return signedByCatalogue(jwt, JWKSet.parse(jwks))
          ? StrictJson.object(payload).flatMap(this::current)
          : Optional.empty();
    } catch (ParseException malformed) {
      return Optional.empty();
    }
  }

  private static boolean signedByCatalogue(SignedJWT jwt, JWKSet set) throws JOSEException {
    JWSAlgorithm alg = jwt.getHeader().getAlgorithm();
    List<JWK> found =
        set.getKeys().stream()
            .filter(key -> Objects.equals(key.getKeyID(), jwt.getHeader().getKeyID()))
            .filter(key -> key.getAlgorithm() == null || key.getAlgorithm().equals(alg))
            .toList();
    return ALGORITHMS.contains(alg.getName())
        && jwt.getHeader().getType() != null
        && jwt.getHeader().getType().getType().equals(TYPE)
        && found.size() == 1
        && found.getFirst() instanceof AsymmetricJWK key
        && jwt.verify(
            new DefaultJWSVerifierFactory().createJWSVerifier(jwt.getHeader(), key.toPublicKey()));
  }

  private Optional<Statement> current(ObjectNode claims) {
    Instant now = clock.instant();
    Instant issued = Instant.ofEpochSecond(claims.path("iat").asLong());
    Instant until = Instant.ofEpochSecond(claims.path("exp").asLong());
    String id = claims.path("jti").asText();
    boolean good =
        catalogue.equals(claims.path("iss").textValue())
            && audience.equals(claims.path("aud").textValue())
            && id.length() >= 16
            && id.length() <= 200
            && now.isBefore(until)
            && !issued.isAfter(now.plus(SKEW))
            && !until.isAfter(issued.plus(LIFE_MAX))
            && !until.isAfter(now.plus(LIFE_MAX).plus(SKEW));
    return good ? Optional.of(new Statement(claims, id, until)) : Optional.empty();
  }
}
