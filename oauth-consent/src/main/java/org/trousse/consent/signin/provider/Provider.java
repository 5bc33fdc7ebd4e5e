package org.trousse.consent.signin.provider;

import java.net.URI;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// An identity provider as it is configured (OpenID Connect Core 1.0, code flow).
///
/// @param name stands in addresses and rows; lower case
/// @param label on the button
/// @param issuer `iss` of its tokens, byte for byte
/// @param secret the client's at the provider
/// @param scope what is asked, `openid` included
/// @param acrAsked `acr_values`
/// @param acrs the values of `acr` that are enough
/// @param alg the one algorithm of its signatures
public record Provider(
    String name,
    String label,
    Kind kind,
    String issuer,
    Endpoints endpoints,
    String clientId,
    String secret,
    String scope,
    String acrAsked,
    Set<String> acrs,
    String alg) {
  /// Symmetric ones and `none` are no signature of a provider's (RFC 8725 §3.1).
  private static final Set<String> ALGORITHMS =
      Set.of("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512");

  private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

  /// Whom it knows.
  public enum Kind {
    PATIENT,
    PROFESSIONAL;

    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }

    /// Throws when a row holds a word that no version of ours wrote.
    public static Kind of(String word) {
      return valueOf(word.toUpperCase(Locale.ROOT));
    }
  }

  /// Where it answers.
  ///
  /// @param endSession null when it ends no session
  public record Endpoints(
      URI authorize, URI token, URI userInfo, URI jwks, @Nullable URI endSession) {}

  public Provider {
    acrs = Set.copyOf(acrs);
    if (!name.matches("[a-z][a-z0-9-]{0,31}")) {
      throw new IllegalArgumentException("the provider's name must be lower-case letters");
    }
    if (!ALGORITHMS.contains(alg)) {
      throw new IllegalArgumentException(name + ": " + alg + " is no algorithm of a provider");
    }
    if (acrs.isEmpty() || secret.isBlank() || clientId.isBlank()) {
      throw new IllegalArgumentException(name + ": acrs, client id and secret must be given");
    }
    secure(name, endpoints.authorize());
    secure(name, endpoints.token());
    secure(name, endpoints.userInfo());
    secure(name, endpoints.jwks());
    if (endpoints.endSession() != null) {
      secure(name, endpoints.endSession());
    }
  }

  /// https, or this machine (a provider played in a test).
  private static void secure(String name, URI address) {
    String host = address.getHost();
    boolean good =
        host != null
            && ("https".equals(address.getScheme())
                || ("http".equals(address.getScheme()) && LOOPBACK.contains(host)));
    if (!good) {
      throw new IllegalArgumentException(name + ": its addresses must be https");
    }
  }

  /// FranceConnect v2: patients.
  ///
  /// @param base e.g. `https://oidc.franceconnect.gouv.fr/api/v2`
  public static Provider franceConnect(String base, String clientId, String secret) {
    return new Provider(
        "franceconnect",
        "FranceConnect",
        Kind.PATIENT,
        base,
        new Endpoints(
            URI.create(base + "/authorize"),
            URI.create(base + "/token"),
            URI.create(base + "/userinfo"),
            URI.create(base + "/jwks"),
            URI.create(base + "/session/end")),
        clientId,
        secret,
        "openid given_name family_name birthdate",
        "eidas1",
        Set.of("eidas1", "eidas2", "eidas3"),
        "RS256");
  }

  /// Pro Santé Connect: professionals.
  ///
  /// @param issuer the realm, e.g. `https://auth.esw.esante.gouv.fr/auth/realms/esante-wallet`
  /// @param wallet where people sign in, e.g. `https://wallet.esw.esante.gouv.fr/auth`
  public static Provider proSanteConnect(
      String issuer, URI wallet, String clientId, String secret) {
    String base = issuer + "/protocol/openid-connect";
    return new Provider(
        "prosanteconnect",
        "Pro Santé Connect",
        Kind.PROFESSIONAL,
        issuer,
        new Endpoints(
            wallet,
            URI.create(base + "/token"),
            URI.create(base + "/userinfo"),
            URI.create(base + "/certs"),
            URI.create(base + "/logout")),
        clientId,
        secret,
        "openid scope_all",
        "eidas1",
        Set.of("eidas1", "eidas2", "eidas3"),
        "RS256");
  }

  /// Never the secret.
  @Override
  public String toString() {
    return "Provider(" + name + ")";
  }
}
