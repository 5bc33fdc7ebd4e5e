package org.trousse.sdk.oauth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.trousse.sdk.oauth.PlayedServer.soon;

import java.net.URI;
import java.net.http.HttpClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.trousse.sdk.http.HttpLine;

final class DiscoveryTest {
  private static final String SMART = "/fhir/.well-known/smart-configuration";
  private static final String SAID = "/.well-known/oauth-authorization-server";

  private final PlayedServer server = new PlayedServer();

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void reads_what_the_record_and_its_issuer_say() {
    Discovery found = load("/fhir/").found().orElseThrow();

    assertThat(found.fhirBase()).isEqualTo(server.http.at("/fhir"));
    assertThat(found.issuer()).isEqualTo(server.http.root());
    assertThat(found.token()).isEqualTo(server.http.at("/oauth/token"));
    assertThat(found.pushed()).isEqualTo(server.http.at("/oauth/par"));
    assertThat(found.device()).isEqualTo(server.http.at("/oauth/device"));
    assertThat(found.revocation()).isEqualTo(server.http.at("/oauth/revoke"));
    assertThat(found.issInResponse()).isTrue();
  }

  @Test
  void a_smart_server_without_an_issuer_is_enough() {
    server.says(
        SMART, 200, "{\"token_endpoint\":\"%s\"}".formatted(server.http.at("/elsewhere/token")));

    Discovery found = load("/fhir").found().orElseThrow();

    assertThat(found.token()).isEqualTo(server.http.at("/elsewhere/token"));
    assertThat(found.pushed()).isNull();
    assertThat(found.issInResponse()).isFalse();
    assertThat(server.http.asked(SAID)).isEmpty();
  }

  @Test
  void an_issuer_that_names_another_address_is_not_believed() {
    server.says(
        SAID, 200, "{\"issuer\":\"https://other.example\",\"token_endpoint\":\"https://a\"}");

    assertThat(load("/fhir").refusal().orElseThrow()).isInstanceOf(OAuthProblem.NotOurs.class);
  }

  @Test
  void an_endpoint_in_the_clear_counts_as_none() {
    server.says(
        SMART,
        200,
        """
        {"token_endpoint": "%s", "revocation_endpoint": "http://record.example/oauth/revoke"}\
        """
            .formatted(server.http.at("/oauth/token")));

    assertThat(load("/fhir").found().orElseThrow().revocation()).isNull();
  }

  @ParameterizedTest
  @CsvSource({
    "200, [], NotUnderstood",
    "200, {}, NotUnderstood",
    "404, {}, NotUnderstood",
    "503, {}, Retry"
  })
  void says_what_is_wrong(int status, String body, String problem) {
    server.says(SMART, status, body);

    assertThat(load("/fhir").refusal().orElseThrow().getClass().getSimpleName()).isEqualTo(problem);
  }

  @Test
  void a_server_that_is_not_there_is_unreachable() {
    server.close();

    assertThat(load("/fhir").refusal().orElseThrow()).isInstanceOf(OAuthProblem.Unreachable.class);
  }

  @ParameterizedTest
  @CsvSource({
    "https://a.example, https://a.example/.well-known/oauth-authorization-server",
    "https://a.example/, https://a.example/.well-known/oauth-authorization-server",
    "https://a.example/t/1, https://a.example/.well-known/oauth-authorization-server/t/1"
  })
  void the_well_known_part_stands_between_host_and_path(URI issuer, URI place) {
    assertThat(Discovery.wellKnown(issuer)).isEqualTo(place);
  }

  private Answer<Discovery> load(String base) {
    HttpLine line = new HttpLine(HttpClient.newHttpClient(), null, server.clock);
    return soon(Discovery.load(line, server.http.at(base)));
  }
}
