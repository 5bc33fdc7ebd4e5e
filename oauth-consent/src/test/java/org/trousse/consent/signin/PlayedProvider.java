package org.trousse.consent.signin;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.function.UnaryOperator;
import org.trousse.consent.signin.provider.Provider;

/// An identity provider on loopback. Its people are synthetic.
final class PlayedProvider implements AutoCloseable {
  static final String CLIENT = "trousse-test";

  private final WireMockServer server =
      new WireMockServer(WireMockConfiguration.options().dynamicPort().bindAddress("127.0.0.1"));
  private final RSAKey key;
  private final Provider provider;

  PlayedProvider() throws Exception {
    server.start();
    key = key("played");
    String base = "http://127.0.0.1:" + server.port() + "/api/v2";
    provider = Provider.franceConnect(base, CLIENT, "secret-of-the-test");
    publish(key);
  }

  static RSAKey key(String kid) throws Exception {
    return new RSAKeyGenerator(2048).keyID(kid).generate();
  }

  Provider provider() {
    return provider;
  }

  RSAKey key() {
    return key;
  }

  void publish(RSAKey... keys) {
    server.stubFor(
        get(urlPathEqualTo("/api/v2/jwks"))
            .willReturn(
                aResponse()
                    .withHeader("Content-Type", "application/json")
                    .withBody(new JWKSet(List.of(keys)).toString(true))));
  }

  /// An id_token as it should be, then changed.
  JWTClaimsSet.Builder claims(String subject, String nonce, Instant now) {
    return new JWTClaimsSet.Builder()
        .issuer(provider.issuer())
        .audience(CLIENT)
        .subject(subject)
        .issueTime(Date.from(now))
        .expirationTime(Date.from(now.plusSeconds(60)))
        .claim("nonce", nonce)
        .claim("acr", "eidas1");
  }

  static String signed(JWTClaimsSet claims, RSAKey key) throws Exception {
    SignedJWT token =
        new SignedJWT(
            new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(key.getKeyID()).build(), claims);
    token.sign(new RSASSASigner(key));
    return token.serialize();
  }

  /// What the token endpoint says from now on.
  void answersWith(String idToken) {
    server.stubFor(
        post(urlPathEqualTo("/api/v2/token"))
            .willReturn(
                aResponse()
                    .withHeader("Content-Type", "application/json")
                    .withBody(
                        "{\"access_token\":\"at\",\"token_type\":\"Bearer\",\"id_token\":\""
                            + idToken
                            + "\"}")));
  }

  /// What userinfo says from now on, signed as FranceConnect does.
  void knows(String subject, UnaryOperator<JWTClaimsSet.Builder> change) throws Exception {
    JWTClaimsSet.Builder person =
        new JWTClaimsSet.Builder()
            .issuer(provider.issuer())
            .audience(CLIENT)
            .subject(subject)
            .claim("given_name", "Maud")
            .claim("family_name", "Exemple")
            .claim("birthdate", "1980-02-03");
    server.stubFor(
        get(urlPathEqualTo("/api/v2/userinfo"))
            .willReturn(
                aResponse()
                    .withHeader("Content-Type", "application/jwt")
                    .withBody(signed(change.apply(person).build(), key))));
  }

  void knowsPlainly(String subject) {
    server.stubFor(
        get(urlPathEqualTo("/api/v2/userinfo"))
            .willReturn(
                aResponse()
                    .withHeader("Content-Type", "application/json")
                    .withBody(
                        ("{\"sub\":\"%s\",\"given_name\":\"Maud\",\"family_name\":\"Exemple\","
                                + "\"birthdate\":\"1980-02-03\"}")
                            .formatted(subject))));
  }

  void fails(int status) {
    server.stubFor(
        post(urlPathEqualTo("/api/v2/token")).willReturn(aResponse().withStatus(status)));
  }

  /// The value of a parameter of an address.
  static String parameter(URI address, String name) {
    for (String pair : address.getRawQuery().split("&", -1)) {
      if (pair.startsWith(name + "=")) {
        return URLDecoder.decode(pair.substring(name.length() + 1), StandardCharsets.UTF_8);
      }
    }
    throw new AssertionError("no parameter " + name);
  }

  WireMockServer server() {
    return server;
  }

  @Override
  public void close() {
    server.stop();
  }
}
