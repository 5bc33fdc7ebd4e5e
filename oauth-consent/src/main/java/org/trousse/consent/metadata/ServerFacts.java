package org.trousse.consent.metadata;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.trousse.consent.app.StrictJson;
import org.trousse.consent.key.KeyLife;
import org.trousse.consent.permission.DataKind;
import org.trousse.consent.permission.Permission;
import org.trousse.consent.scope.AuthorizationDetails;
import org.trousse.consent.scope.GrantedScope;
import org.trousse.consent.scope.ScopeRequest;

/// The facts from which every discovery document is written, so that no two can disagree. One
/// issuer serves all profiles, so each list is the union; each client is held to its own profile.
///
/// @param issuer the public URL, without a slash at its end
public record ServerFacts(String issuer) {
  static final List<String> CAPABILITIES =
      List.of(
          "launch-standalone",
          "authorize-post",
          "client-public",
          "client-confidential-asymmetric",
          "sso-openid-connect",
          "context-standalone-patient",
          "permission-patient",
          "permission-offline",
          "permission-online",
          "permission-v1",
          "permission-v2");

  private static final List<String> GRANT_TYPES =
      List.of(
          "authorization_code", "refresh_token", "urn:ietf:params:oauth:grant-type:device_code");

  private static final List<String> AUTHENTICATION = List.of("none", "private_key_jwt");
  private static final List<String> ASSERTION_ALGORITHMS =
      List.of("ES256", "ES384", "PS256", "RS384", "EdDSA", "Ed25519");

  /// FAPI 2.0 §5.4.1: the third is EdDSA with Ed25519, which RFC 9864 calls by that name.
  private static final List<String> DPOP_ALGORITHMS = List.of("ES256", "PS256", "EdDSA", "Ed25519");

  public ServerFacts {
    if (issuer.endsWith("/")) {
      throw new IllegalArgumentException("an issuer ends without a slash here");
    }
  }

  public String fhirBase() {
    return issuer + "/fhir";
  }

  /// For `WWW-Authenticate: … resource_metadata=` (RFC 9728 §5.1).
  public String resourceMetadata() {
    return issuer + "/.well-known/oauth-protected-resource/fhir";
  }

  /// Of a proof of possession (RFC 9449 §5.1).
  public List<String> dpopAlgorithms() {
    return DPOP_ALGORITHMS;
  }

  /// Every scope that can be granted as it stands here.
  static List<String> scopes() {
    List<String> scopes =
        new ArrayList<>(
            List.of(
                "openid",
                "fhirUser",
                "launch/patient",
                "offline_access",
                "online_access",
                "patient/*.rs",
                "patient/Patient.r",
                "patient/Observation.rs",
                "patient/Observation.c",
                "patient/Observation.crs",
                "patient/*.read",
                "patient/Patient.read",
                "patient/Observation.read",
                "patient/Observation.write"));
    for (Permission permission : Permission.all()) {
      if (permission.kind() != DataKind.IDENTITY) {
        scopes.add(granular(permission));
      }
    }
    return scopes;
  }

  private static String granular(Permission permission) {
    return switch (ScopeRequest.parse("patient/Observation.crs")) {
      case ScopeRequest.Asked(ScopeRequest all) -> GrantedScope.of(all, Set.of(permission), false);
      case ScopeRequest.Invalid(String why) -> throw new IllegalStateException(why);
    };
  }

  /// RFC 8414, and RFC 9126, 9101, 9207, 9396, 9449, 8628, 7591, 9728 and Grant Management.
  ObjectNode authorizationServer() {
    ObjectNode json = shared();
    json.put("revocation_endpoint", issuer + "/oauth/revoke");
    put(json, "revocation_endpoint_auth_methods_supported", AUTHENTICATION);
    put(json, "revocation_endpoint_auth_signing_alg_values_supported", ASSERTION_ALGORITHMS);
    put(json, "introspection_endpoint_auth_methods_supported", List.of("private_key_jwt"));
    put(json, "introspection_endpoint_auth_signing_alg_values_supported", ASSERTION_ALGORITHMS);
    json.put("pushed_authorization_request_endpoint", issuer + "/oauth/par");
    json.put("require_pushed_authorization_requests", false);
    json.put("device_authorization_endpoint", issuer + "/oauth/device");
    json.put("authorization_response_iss_parameter_supported", true);
    put(json, "dpop_signing_alg_values_supported", DPOP_ALGORITHMS);
    put(json, "authorization_details_types_supported", List.of(AuthorizationDetails.TYPE));
    json.put("grant_management_endpoint", issuer + "/oauth/grants");
    json.put("grant_management_action_required", false);
    put(
        json,
        "grant_management_actions_supported",
        List.of("query", "revoke", "create", "replace"));
    put(json, "protected_resources", List.of(fhirBase()));
    put(json, "response_modes_supported", List.of("query"));
    put(json, "ui_locales_supported", List.of("fr", "en"));
    json.put("request_parameter_supported", false);
    json.put("request_uri_parameter_supported", false);
    return json;
  }

  /// OpenID Connect Discovery 1.0 §3: the same, and what id_tokens are.
  ObjectNode openidProvider() {
    ObjectNode json = authorizationServer();
    put(json, "subject_types_supported", List.of("pairwise"));
    put(json, "id_token_signing_alg_values_supported", KeyLife.ALGORITHMS);
    put(
        json,
        "claims_supported",
        List.of("iss", "sub", "aud", "exp", "iat", "auth_time", "nonce", "fhirUser"));
    put(json, "prompt_values_supported", List.of("none", "login", "consent", "select_account"));
    json.put("claims_parameter_supported", false);
    return json;
  }

  /// SMART App Launch 2.2, `.well-known/smart-configuration`.
  ObjectNode smart() {
    ObjectNode json = shared();
    json.put("revocation_endpoint", issuer + "/oauth/revoke");
    json.put("management_endpoint", issuer + "/en/applications");
    put(json, "capabilities", CAPABILITIES);
    return json;
  }

  /// What all of them say alike.
  private ObjectNode shared() {
    ObjectNode json = StrictJson.newObject();
    json.put("issuer", issuer);
    json.put("authorization_endpoint", issuer + "/oauth/authorize");
    json.put("token_endpoint", issuer + "/oauth/token");
    json.put("jwks_uri", issuer + "/oauth/jwks");
    json.put("registration_endpoint", issuer + "/oauth/register");
    json.put("introspection_endpoint", issuer + "/oauth/introspect");
    put(json, "scopes_supported", scopes());
    put(json, "response_types_supported", List.of("code"));
    put(json, "grant_types_supported", GRANT_TYPES);
    put(json, "code_challenge_methods_supported", List.of("S256"));
    put(json, "token_endpoint_auth_methods_supported", AUTHENTICATION);
    put(json, "token_endpoint_auth_signing_alg_values_supported", ASSERTION_ALGORITHMS);
    return json;
  }

  /// RFC 9728.
  ObjectNode protectedResource() {
    ObjectNode json = StrictJson.newObject();
    json.put("resource", fhirBase());
    put(json, "authorization_servers", List.of(issuer));
    put(json, "scopes_supported", scopes());
    put(json, "bearer_methods_supported", List.of("header"));
    put(json, "dpop_signing_alg_values_supported", DPOP_ALGORITHMS);
    put(json, "authorization_details_types_supported", List.of(AuthorizationDetails.TYPE));
    json.put("dpop_bound_access_tokens_required", false);
    return json;
  }

  private static void put(ObjectNode json, String name, List<String> values) {
    ArrayNode array = json.putArray(name);
    values.forEach(array::add);
  }
}
