package org.trousse.referencing.sandbox.door;

import java.util.List;
import org.trousse.referencing.sandbox.wire.Json;
import org.trousse.referencing.sandbox.wire.Reply;
import tools.jackson.databind.node.ObjectNode;

/// The discovery documents of a run (SMART App Launch 2.2, RFC 8414).
final class DiscoveryDoor {
  private static final List<String> CAPABILITIES =
      List.of(
          "launch-standalone",
          "client-public",
          "client-confidential-asymmetric",
          "sso-openid-connect",
          "context-standalone-patient",
          "permission-patient",
          "permission-offline",
          "permission-v2");

  private DiscoveryDoor() {}

  static Reply smart(Visit visit) {
    ObjectNode json = shared(visit.run());
    CAPABILITIES.forEach(json.putArray("capabilities")::add);
    return Reply.json(200, json);
  }

  static Reply server(Visit visit) {
    ObjectNode json = shared(visit.run());
    json.put("authorization_response_iss_parameter_supported", true);
    json.put("require_pushed_authorization_requests", visit.run().fapi());
    json.putArray("dpop_signing_alg_values_supported").add("ES256").add("PS256");
    return Reply.json(200, json);
  }

  static Reply keys(Visit visit) {
    return Reply.json(200, Json.parse(visit.run().keys().jwks()).orElseThrow());
  }

  private static ObjectNode shared(Run run) {
    ObjectNode json = Json.object();
    json.put("issuer", run.issuer());
    json.put("jwks_uri", run.issuer() + "/jwks");
    json.put("authorization_endpoint", run.issuer() + "/authorize");
    json.put("token_endpoint", run.issuer() + "/token");
    json.put("pushed_authorization_request_endpoint", run.issuer() + "/par");
    json.put("revocation_endpoint", run.issuer() + "/revoke");
    json.putArray("response_types_supported").add("code");
    json.putArray("grant_types_supported").add("authorization_code").add("refresh_token");
    json.putArray("code_challenge_methods_supported").add("S256");
    json.putArray("token_endpoint_auth_methods_supported")
        .add(run.isPublic() ? "none" : "private_key_jwt");
    json.putArray("id_token_signing_alg_values_supported").add(run.fapi() ? "ES256" : "RS256");
    return json;
  }
}
