package org.trousse.consent.signin.provider;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.factories.DefaultJWSVerifierFactory;
import com.nimbusds.jose.jwk.AsymmetricJWK;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.util.JSONObjectUtils;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.client.HttpRequest;
import io.vertx.ext.web.client.HttpResponse;
import io.vertx.ext.web.client.WebClient;
import io.vertx.ext.web.client.WebClientOptions;
import java.net.URI;
import java.security.Key;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.trousse.consent.secret.Secrets;

/// Asks an identity provider who came back. What it answers is believed only after its signature
/// and every claim were checked; the future fails when the provider cannot be reached.
public final class ProviderCaller {
  private static final Duration TIMEOUT = Duration.ofSeconds(5);
  private static final int ANSWER_MAX_BYTES = 64 << 10;
  private static final Duration KEYS_KEPT = Duration.ofMinutes(10);

  /// An unknown `kid` asks for new keys, but not at the pace of whoever sends unknown ones.
  private static final Duration KEYS_ASKED_AGAIN = Duration.ofSeconds(30);

  private static final int NAME_MAX = 200;

  private final Vertx vertx;
  private final WebClient client;
  private final Clock clock;
  private final Map<String, Keys> keys = new ConcurrentHashMap<>();

  private record Keys(JWKSet set, Instant fetchedAt) {}

  private record Claims(JWTClaimsSet token, Map<String, Object> person) {}

  /// Who came back.
  public sealed interface Answer {
    /// Known, and surely so.
    ///
    /// @param idToken to end the provider's session with
    record Identified(Identity identity, String idToken) implements Answer {
      /// Never the token.
      @Override
      public String toString() {
        return "Identified(…)";
      }
    }

    /// Something in the answer is not as it must be.
    ///
    /// @param why what was wrong, for the operator's log: a claim's name or a step, no value
    record Untrusted(String why) implements Answer {}
  }

  /// Thrown inside a chain to stop it; never leaves this class.
  private static final class Doubt extends RuntimeException {
    private static final long serialVersionUID = 1;

    Doubt(String why) {
      super(why, null, false, false);
    }
  }

  public ProviderCaller(Vertx vertx, Clock clock) {
    this.vertx = vertx;
    this.clock = clock;
    this.client =
        WebClient.create(
            vertx,
            new WebClientOptions()
                .setFollowRedirects(false)
                .setConnectTimeout((int) TIMEOUT.toMillis())
                .setUserAgent("Trousse")
                .setMaxHeaderSize(16 << 10));
  }

  /// Changes the code for an identity.
  ///
  /// @param nonce what the id_token must repeat
  public Future<Answer> identify(
      Provider provider, String code, String verifier, String nonce, String redirectUri) {
    return tokens(provider, code, verifier, redirectUri)
        .compose(
            tokens -> claims(provider, tokens, nonce).map(read -> answer(provider, tokens, read)))
        .recover(failure ->
            failure instanceof Doubt
                ? Future.succeededFuture(new Answer.Untrusted(String.valueOf(failure.getMessage())))
                : Future.failedFuture(failure));
  }

  private record Tokens(String id, String access) {}

  private Future<Tokens> tokens(
      Provider provider, String code, String verifier, String redirectUri) {
    MultiMap form =
        MultiMap.caseInsensitiveMultiMap()
            .add("grant_type", "authorization_code")
            .add("code", code)
            .add("redirect_uri", redirectUri)
            .add("code_verifier", verifier)
            .add("client_id", provider.clientId())
            .add("client_secret", provider.secret());
    return request(client.postAbs(provider.endpoints().token().toString()))
        .sendForm(form)
        .map(response -> {
          Map<String, Object> body = json(response, "token answer");
          if (body.get("id_token") instanceof String id
              && body.get("access_token") instanceof String access) {
            return new Tokens(id, access);
          }
          throw new Doubt("token answer");
        });
  }

  private Future<Claims> claims(Provider provider, Tokens tokens, String nonce) {
    return verified(provider, tokens.id())
        .compose(token -> {
          TokenCheck.firstFault(new TokenCheck.Facts(provider, token, nonce, clock.instant()))
              .ifPresent(fault -> {
                throw new Doubt("id_token " + fault);
              });
          return person(provider, tokens.access()).map(person -> new Claims(token, person));
        });
  }

  /// OpenID Connect Core 1.0 §5.3.2: plain JSON, or signed (FranceConnect signs it).
  private Future<Map<String, Object>> person(Provider provider, String accessToken) {
    return request(client.getAbs(provider.endpoints().userInfo().toString()))
        .bearerTokenAuthentication(accessToken)
        .send()
        .compose(response -> {
          String type = String.valueOf(response.getHeader("Content-Type"));
          if (response.statusCode() == 200 && type.startsWith("application/jwt")) {
            return verified(provider, bounded(response, "userinfo").strip())
                .map(claims -> signedPerson(provider, claims));
          }
          return Future.succeededFuture(json(response, "userinfo"));
        });
  }

  private static Map<String, Object> signedPerson(Provider provider, JWTClaimsSet claims) {
    boolean ours =
        provider.issuer().equals(claims.getIssuer())
            && claims.getAudience().contains(provider.clientId());
    if (!ours) {
      throw new Doubt("userinfo iss or aud");
    }
    return claims.getClaims();
  }

  private static Answer answer(Provider provider, Tokens tokens, Claims claims) {
    String subject = Objects.requireNonNull(claims.token().getSubject());
    if (!subject.equals(claims.person().get("sub"))) {
      throw new Doubt("userinfo sub");
    }
    String acr = String.valueOf(claims.token().getClaim("acr"));
    Identity identity =
        new Identity(
            provider.name(),
            subject,
            provider.kind(),
            name(claims.person(), "given_name"),
            name(claims.person(), "family_name"),
            birthDate(provider, claims.person()),
            acr);
    return new Answer.Identified(identity, tokens.id());
  }

  private static String name(Map<String, Object> person, String claim) {
    if (person.get(claim) instanceof String name && !name.isBlank() && name.length() <= NAME_MAX) {
      return name.strip();
    }
    throw new Doubt("userinfo " + claim);
  }

  private static @Nullable LocalDate birthDate(Provider provider, Map<String, Object> person) {
    if (person.get("birthdate") instanceof String text) {
      try {
        return LocalDate.parse(text);
      } catch (DateTimeParseException nonsense) {
        throw new Doubt("userinfo birthdate");
      }
    }
    if (provider.kind() == Provider.Kind.PATIENT) {
      throw new Doubt("userinfo birthdate");
    }
    return null;
  }

  private Future<JWTClaimsSet> verified(Provider provider, String text) {
    SignedJWT token = parsed(provider, text);
    return keys(provider, token.getHeader().getKeyID())
        .compose(set -> vertx.executeBlocking(() -> verified(token, set), false));
  }

  private static SignedJWT parsed(Provider provider, String text) {
    try {
      SignedJWT token = SignedJWT.parse(text);
      if (!provider.alg().equals(token.getHeader().getAlgorithm().getName())) {
        throw new Doubt("alg");
      }
      return token;
    } catch (ParseException unsigned) {
      throw new Doubt("not a signed token");
    }
  }

  private static JWTClaimsSet verified(SignedJWT token, JWKSet set)
      throws JOSEException, ParseException {
    JWK key = key(token, set);
    if (!(key instanceof AsymmetricJWK pair)) {
      throw new Doubt("no key");
    }
    Key material = pair.toPublicKey();
    JWSVerifier verifier;
    try {
      verifier = new DefaultJWSVerifierFactory().createJWSVerifier(token.getHeader(), material);
    } catch (JOSEException unfit) {
      throw new Doubt("key and alg");
    }
    if (!token.verify(verifier)) {
      throw new Doubt("signature");
    }
    return Objects.requireNonNull(token.getJWTClaimsSet());
  }

  /// Exactly one: by `kid` when the token names one, else the only one for signatures.
  private static @Nullable JWK key(SignedJWT token, JWKSet set) {
    String kid = token.getHeader().getKeyID();
    var fit =
        set.getKeys().stream()
            .filter(key -> kid == null || kid.equals(key.getKeyID()))
            .filter(key -> !KeyUse.ENCRYPTION.equals(key.getKeyUse()))
            .toList();
    return fit.size() == 1 ? fit.getFirst() : null;
  }

  private Future<JWKSet> keys(Provider provider, @Nullable String kid) {
    Keys kept = keys.get(provider.name());
    Instant now = clock.instant();
    if (kept != null) {
      boolean knows = kid == null || kept.set().getKeyByKeyId(kid) != null;
      Duration good = knows ? KEYS_KEPT : KEYS_ASKED_AGAIN;
      if (now.isBefore(kept.fetchedAt().plus(good))) {
        return Future.succeededFuture(kept.set());
      }
    }
    return request(client.getAbs(provider.endpoints().jwks().toString()))
        .send()
        .map(response -> {
          try {
            if (response.statusCode() != 200) {
              throw new Doubt("keys " + response.statusCode());
            }
            JWKSet set = JWKSet.parse(bounded(response, "keys"));
            keys.put(provider.name(), new Keys(set, now));
            return set;
          } catch (ParseException nonsense) {
            throw new Doubt("keys");
          }
        });
  }

  private static Map<String, Object> json(HttpResponse<Buffer> response, String step) {
    if (response.statusCode() >= 500) {
      throw new IllegalStateException(step + ": " + response.statusCode());
    }
    if (response.statusCode() != 200) {
      throw new Doubt(step + " " + response.statusCode());
    }
    try {
      return JSONObjectUtils.parse(bounded(response, step));
    } catch (ParseException nonsense) {
      throw new Doubt(step);
    }
  }

  private static String bounded(HttpResponse<Buffer> response, String step) {
    Buffer body = response.body();
    if (body == null || body.length() > ANSWER_MAX_BYTES) {
      throw new Doubt(step + " size");
    }
    return body.toString();
  }

  private static HttpRequest<Buffer> request(HttpRequest<Buffer> request) {
    return request
        .timeout(TIMEOUT.toMillis())
        .putHeader("Accept", "application/json, application/jwt");
  }

  /// Where to end the provider's session too (OpenID Connect RP-Initiated Logout 1.0 §2).
  public static @Nullable URI farewell(Provider provider, String idToken, String back) {
    URI end = provider.endpoints().endSession();
    return end == null
        ? null
        : URI.create(
            Query.on(end)
                .with("id_token_hint", idToken)
                .with("post_logout_redirect_uri", back)
                .with("state", Secrets.fresh())
                .text());
  }
}
