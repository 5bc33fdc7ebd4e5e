package org.trousse.catalogue.statement;

import com.nimbusds.jose.util.JSONObjectUtils;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.trousse.catalogue.listing.Facts.Exchange;
import org.trousse.catalogue.listing.Listing;
import org.trousse.catalogue.listing.Text;
import org.trousse.catalogue.listing.Want;

/// What a statement says (docs/software-statement.md), in RFC 7591's words where it has them.
final class StatementClaims {
  /// The longest that the authorization server takes.
  static final Duration LIFE = Duration.ofMinutes(5);

  private StatementClaims() {}

  /// Whom it is for, and when.
  ///
  /// @param issuer the catalogue
  /// @param audience the authorization server's issuer
  /// @param id 16 to 200 characters; used once
  record Occasion(String issuer, String audience, String id, Instant now) {}

  /// Of an app that may be connected.
  static Map<String, Object> of(Listing listing, Exchange exchange, Occasion occasion) {
    Map<String, Object> claims = new LinkedHashMap<>();
    claims.put("iss", occasion.issuer());
    claims.put("aud", occasion.audience());
    claims.put("iat", occasion.now().getEpochSecond());
    claims.put("exp", expiry(occasion).getEpochSecond());
    claims.put("jti", occasion.id());
    claims.put("status", "referenced");
    claims.put("security_profile", exchange.profile());
    claims.put("software_id", listing.softwareId());
    claims.put("client_name", listing.facts().name());
    claims.put("legal_name", listing.facts().editor().legalName());
    claims.put("reference", listing.reference());
    claims.put("purpose", both(listing.facts().summary()));
    claims.put("redirect_uris", exchange.redirectUris());
    claims.put("origins", exchange.origins());
    keys(claims, exchange);
    claims.put(
        "id_token_signed_response_alg", exchange.profile().equals("fapi2") ? "ES256" : "RS256");
    claims.put("device_flow", exchange.deviceFlow());
    claims.put("permissions", exchange.wants().stream().map(StatementClaims::want).toList());
    claims.put("recipients", exchange.recipients().stream().map(StatementClaims::both).toList());
    if ("https".equals(listing.facts().pages().privacyFrench().getScheme())) {
      claims.put("policy_uri", listing.facts().pages().privacyFrench().toString());
    }
    return claims;
  }

  static Instant expiry(Occasion occasion) {
    return occasion.now().plus(LIFE);
  }

  /// Exactly one way to the keys, and none for an app that keeps no secret.
  private static void keys(Map<String, Object> claims, Exchange exchange) {
    if (exchange.profile().equals("smart-public")) {
      return;
    }
    String jwks = exchange.jwks();
    if (exchange.jwksUri() != null) {
      claims.put("jwks_uri", exchange.jwksUri().toString());
    } else if (jwks != null) {
      claims.put("jwks", parsed(jwks));
    }
  }

  private static Map<String, Object> parsed(String jwks) {
    try {
      return JSONObjectUtils.parse(jwks);
    } catch (ParseException malformed) {
      throw new IllegalArgumentException("the app's keys are no JWK Set", malformed);
    }
  }

  private static Map<String, Object> want(Want want) {
    Map<String, Object> one = new LinkedHashMap<>();
    one.put("permission", want.permission());
    one.put("needed", want.needed());
    one.put("reason", both(want.reason()));
    one.put("without", both(want.without()));
    return one;
  }

  private static Map<String, Object> both(Text text) {
    return Map.of("fr", text.french(), "en", text.english());
  }
}
