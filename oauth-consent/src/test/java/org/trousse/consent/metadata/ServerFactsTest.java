package org.trousse.consent.metadata;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.nimbusds.oauth2.sdk.as.AuthorizationServerMetadata;
import com.nimbusds.openid.connect.sdk.op.OIDCProviderMetadata;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.trousse.consent.permission.Permission;
import org.trousse.consent.scope.GrantedScope;
import org.trousse.consent.scope.ScopeRequest;

final class ServerFactsTest {
  private static final String ISSUER = "https://trousse.example";
  private static final ServerFacts FACTS = new ServerFacts(ISSUER);

  private static List<String> texts(JsonNode array) {
    List<String> texts = new ArrayList<>();
    array.forEach(one -> texts.add(one.textValue()));
    return texts;
  }

  @Tag("consent-2")
  @Test
  void smart_configuration_holds_what_SMART_demands() {
    ObjectNode smart = FACTS.smart();

    assertThat(smart.get("authorization_endpoint").textValue()).isNotBlank();
    assertThat(smart.get("token_endpoint").textValue()).isNotBlank();
    assertThat(texts(smart.get("capabilities"))).isNotEmpty().doesNotContainNull();
    assertThat(texts(smart.get("grant_types_supported"))).contains("authorization_code");
    assertThat(texts(smart.get("code_challenge_methods_supported"))).containsExactly("S256");
  }

  @Tag("consent-3")
  @Test
  void every_url_is_absolute_https_and_issuer_and_jwks_uri_come_with_sso_openid_connect() {
    ObjectNode smart = FACTS.smart();

    smart
        .properties()
        .forEach(field -> {
          if (field.getKey().endsWith("_endpoint") || field.getKey().endsWith("_uri")) {
            URI uri = URI.create(field.getValue().textValue());
            assertThat(uri.getScheme()).isEqualTo("https");
            assertThat(uri.getHost()).isEqualTo("trousse.example");
          }
        });
    assertThat(texts(smart.get("capabilities"))).contains("sso-openid-connect");
    assertThat(smart.get("issuer").textValue()).isEqualTo(ISSUER);
    assertThat(smart.get("jwks_uri").textValue()).isEqualTo(ISSUER + "/oauth/jwks");
  }

  @Tag("consent-4")
  @Test
  void every_scope_that_is_announced_can_really_be_granted() {
    for (String scope : ServerFacts.scopes()) {
      ScopeRequest asked = ((ScopeRequest.Asked) ScopeRequest.parse(scope)).request();

      assertThat(GrantedScope.of(asked, Set.copyOf(Permission.all()), true)).isEqualTo(scope);
    }
  }

  @Tag("consent-5")
  @Test
  void management_revocation_and_introspection_are_announced() {
    assertThat(FACTS.smart().has("management_endpoint")).isTrue();
    assertThat(FACTS.smart().has("revocation_endpoint")).isTrue();
    assertThat(FACTS.smart().has("introspection_endpoint")).isTrue();
  }

  @Tag("consent-7")
  @Test
  void the_documents_agree_on_every_field_that_they_share() {
    List<ObjectNode> documents =
        List.of(FACTS.smart(), FACTS.authorizationServer(), FACTS.openidProvider());

    for (ObjectNode one : documents) {
      for (ObjectNode other : documents) {
        one.properties()
            .forEach(field -> {
              if (other.has(field.getKey())) {
                assertThat(other.get(field.getKey())).isEqualTo(field.getValue());
              }
            });
      }
    }
    assertThat(texts(FACTS.protectedResource().get("authorization_servers")))
        .containsExactly(FACTS.openidProvider().get("issuer").textValue());
  }

  @Tag("consent-8")
  @Test
  void announces_what_FAPI_2_looks_for() {
    ObjectNode json = FACTS.authorizationServer();

    assertThat(json.get("pushed_authorization_request_endpoint").textValue()).isNotBlank();
    assertThat(json.get("authorization_response_iss_parameter_supported").booleanValue()).isTrue();
    assertThat(json.get("require_pushed_authorization_requests").isBoolean()).isTrue();
    assertThat(texts(json.get("dpop_signing_alg_values_supported")))
        .containsExactly("ES256", "PS256", "EdDSA", "Ed25519");
    assertThat(texts(json.get("token_endpoint_auth_signing_alg_values_supported")))
        .contains("PS256", "ES256", "EdDSA", "Ed25519")
        .doesNotContain("RS256");
    assertThat(texts(json.get("token_endpoint_auth_methods_supported")))
        .contains("private_key_jwt");
  }

  @Test
  void another_library_reads_the_documents() throws Exception {
    AuthorizationServerMetadata server =
        AuthorizationServerMetadata.parse(FACTS.authorizationServer().toString());
    OIDCProviderMetadata provider = OIDCProviderMetadata.parse(FACTS.openidProvider().toString());

    assertThat(server.getIssuer().getValue()).isEqualTo(ISSUER);
    assertThat(provider.getIDTokenJWSAlgs()).extracting(alg -> alg.getName()).contains("RS256");
  }
}
