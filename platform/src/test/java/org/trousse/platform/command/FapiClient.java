package org.trousse.platform.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.oauth2.sdk.AuthorizationCodeGrant;
import com.nimbusds.oauth2.sdk.AuthorizationGrant;
import com.nimbusds.oauth2.sdk.AuthorizationRequest;
import com.nimbusds.oauth2.sdk.AuthorizationSuccessResponse;
import com.nimbusds.oauth2.sdk.PushedAuthorizationRequest;
import com.nimbusds.oauth2.sdk.PushedAuthorizationSuccessResponse;
import com.nimbusds.oauth2.sdk.RefreshTokenGrant;
import com.nimbusds.oauth2.sdk.ResponseType;
import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.oauth2.sdk.TokenRequest;
import com.nimbusds.oauth2.sdk.auth.ClientAuthentication;
import com.nimbusds.oauth2.sdk.auth.PrivateKeyJWT;
import com.nimbusds.oauth2.sdk.dpop.DPoPProofFactory;
import com.nimbusds.oauth2.sdk.dpop.DefaultDPoPProofFactory;
import com.nimbusds.oauth2.sdk.http.HTTPRequest;
import com.nimbusds.oauth2.sdk.http.HTTPResponse;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.id.Issuer;
import com.nimbusds.oauth2.sdk.id.State;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import com.nimbusds.openid.connect.sdk.AuthenticationRequest;
import com.nimbusds.openid.connect.sdk.Nonce;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponse;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponseParser;
import com.nimbusds.openid.connect.sdk.op.OIDCProviderMetadata;
import com.nimbusds.openid.connect.sdk.validators.IDTokenValidator;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.util.Objects;
import org.trousse.platform.demo.apps.DemoApp;

/// An app of the FAPI 2.0 family on Nimbus: a second opinion beside our own client library.
final class FapiClient {
  private static final Scope SCOPE =
      Scope.parse(
          "openid fhirUser launch/patient offline_access patient/Observation.rs patient/Patient.r");

  private final HttpClient http = HttpClient.newHttpClient();
  private final String platform;
  private final OIDCProviderMetadata server;
  private final ClientID clientId;
  private final ECKey key;
  private final URI redirectUri;
  private final DPoPProofFactory proofs;
  private final CodeVerifier verifier = new CodeVerifier();
  private final State state = new State();
  private final Nonce nonce = new Nonce();

  FapiClient(String platform, DemoApp app) throws Exception {
    this.platform = platform;
    this.server = OIDCProviderMetadata.resolve(new Issuer(platform));
    this.clientId = new ClientID(app.app().clientId());
    this.key = ECKey.parse(Files.readString(Objects.requireNonNull(app.key())));
    this.redirectUri = URI.create(app.redirectUri().orElseThrow());
    this.proofs =
        new DefaultDPoPProofFactory(new ECKeyGenerator(Curve.P_256).generate(), JWSAlgorithm.ES256);
  }

  /// Pushes the request; what is left for the browser (RFC 9126 §4).
  URI pushed() throws Exception {
    HTTPResponse answer = push("");
    PushedAuthorizationSuccessResponse pushed = PushedAuthorizationSuccessResponse.parse(answer);
    return new AuthorizationRequest.Builder(pushed.getRequestURI(), clientId)
        .endpointURI(server.getAuthorizationEndpointURI())
        .build()
        .toURI();
  }

  /// What a push is answered whose assertion is for another audience.
  ///
  /// @param path behind the issuer
  int pushStatus(String path) throws Exception {
    return push(path).getStatusCode();
  }

  private HTTPResponse push(String audiencePath) throws Exception {
    AuthorizationRequest request =
        new AuthenticationRequest.Builder(ResponseType.CODE, SCOPE, clientId, redirectUri)
            .state(state)
            .nonce(nonce)
            .codeChallenge(verifier, CodeChallengeMethod.S256)
            .customParameter("aud", platform + "/fhir")
            .build();
    URI endpoint = server.getPushedAuthorizationRequestEndpointURI();
    HTTPRequest pushing =
        new PushedAuthorizationRequest(endpoint, authentication(audiencePath), request)
            .toHTTPRequest();
    pushing.setDPoP(proofs.createDPoPJWT("POST", endpoint));
    return pushing.send();
  }

  private ClientAuthentication authentication(String audiencePath) throws JOSEException {
    return new PrivateKeyJWT(
        clientId,
        URI.create(platform + audiencePath),
        JWSAlgorithm.ES256,
        key.toPrivateKey(),
        key.getKeyID(),
        null);
  }

  /// Checks what came back (RFC 9207) and redeems it.
  OIDCTokenResponse redeem(URI back) throws Exception {
    AuthorizationSuccessResponse answer = AuthorizationSuccessResponse.parse(back);
    assertThat(answer.getIssuer()).isEqualTo(server.getIssuer());
    assertThat(answer.getState()).isEqualTo(state);
    return ask(new AuthorizationCodeGrant(answer.getAuthorizationCode(), redirectUri, verifier));
  }

  OIDCTokenResponse refresh(OIDCTokenResponse tokens) throws Exception {
    return ask(new RefreshTokenGrant(tokens.getTokens().getRefreshToken()));
  }

  private OIDCTokenResponse ask(AuthorizationGrant grant) throws Exception {
    URI endpoint = server.getTokenEndpointURI();
    HTTPRequest asking =
        new TokenRequest.Builder(endpoint, authentication(""), grant).build().toHTTPRequest();
    asking.setDPoP(proofs.createDPoPJWT("POST", endpoint));
    return (OIDCTokenResponse) OIDCTokenResponseParser.parse(asking.send()).toSuccessResponse();
  }

  /// Verifies the id_token against the published keys and says who the user is in FHIR.
  String fhirUser(OIDCTokenResponse tokens) throws Exception {
    JWKSet keys = JWKSet.load(server.getJWKSetURI().toURL());
    return new IDTokenValidator(server.getIssuer(), clientId, JWSAlgorithm.ES256, keys)
        .validate(tokens.getOIDCTokens().getIDToken(), nonce)
        .getStringClaim("fhirUser");
  }

  HttpResponse<String> read(OIDCTokenResponse tokens, String path) throws Exception {
    return http.send(
        reading(tokens, URI.create(platform + "/fhir" + path)), BodyHandlers.ofString());
  }

  /// A request with a proof of its own (RFC 9449 §7.1).
  HttpRequest reading(OIDCTokenResponse tokens, URI address) throws JOSEException {
    URI bare = URI.create(address.toString().split("\\?", 2)[0]);
    var token = tokens.getTokens().getDPoPAccessToken();
    return HttpRequest.newBuilder(address)
        .header("Authorization", token.toAuthorizationHeader())
        .header("DPoP", proofs.createDPoPJWT("GET", bare, token).serialize())
        .build();
  }
}
