package org.trousse.consent.authorize;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.trousse.consent.app.StrictJson;
import org.trousse.consent.permission.Permission;
import org.trousse.consent.scope.AuthorizationDetails;
import org.trousse.consent.scope.ScopeRequest;

/// A request that passed every check.
///
/// @param redirectUri as the app wrote it; the answer goes there and nowhere else
/// @param challenge of PKCE, S256
/// @param scope as asked; empty when only `authorization_details` asks
/// @param details `authorization_details` as asked
/// @param prompt e.g. `login`, `consent`, `none`
/// @param dpopJkt the code is good only with a proof of this key
/// @param maxAge the oldest sign-in that the app accepts, in seconds
/// @param replaces the grant that the app wants changed (Grant Management)
public record AuthorizationRequest(
    String redirectUri,
    @Nullable String state,
    @Nullable String nonce,
    String challenge,
    String scope,
    @Nullable String details,
    Set<String> prompt,
    @Nullable String dpopJkt,
    @Nullable Long maxAge,
    @Nullable UUID replaces) {
  /// What is asked of the patient, by scope and by details.
  Set<Permission> permissions() {
    Set<Permission> asked = new TreeSet<>(understood().permissions());
    if (details != null
        && AuthorizationDetails.parse(details)
            instanceof AuthorizationDetails.Asked(AuthorizationDetails some)) {
      asked.addAll(some.permissions());
    }
    return asked;
  }

  ScopeRequest understood() {
    return switch (ScopeRequest.parse(scope)) {
      case ScopeRequest.Asked(ScopeRequest request) -> request;
      case ScopeRequest.Invalid(String why) ->
          throw new IllegalStateException("the scope was checked before it was kept");
    };
  }

  String json() {
    ObjectNode json = StrictJson.newObject().put("redirect_uri", redirectUri);
    json.put("state", state).put("nonce", nonce).put("challenge", challenge).put("scope", scope);
    json.put("details", details).put("prompt", String.join(" ", prompt)).put("dpop_jkt", dpopJkt);
    json.put("max_age", maxAge).put("replaces", replaces == null ? null : replaces.toString());
    return json.toString();
  }

  static AuthorizationRequest of(ObjectNode json) {
    String replaces = json.path("replaces").textValue();
    return new AuthorizationRequest(
        json.path("redirect_uri").asText(),
        json.path("state").textValue(),
        json.path("nonce").textValue(),
        json.path("challenge").asText(),
        json.path("scope").asText(),
        json.path("details").textValue(),
        AuthorizationChecks.words(json.path("prompt").textValue()),
        json.path("dpop_jkt").textValue(),
        json.path("max_age").isNumber() ? json.path("max_age").longValue() : null,
        replaces == null ? null : UUID.fromString(replaces));
  }

  /// Nothing that the app or the patient would not want in a log.
  @Override
  public String toString() {
    return "AuthorizationRequest(…)";
  }
}
