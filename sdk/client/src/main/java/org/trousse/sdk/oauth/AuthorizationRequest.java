package org.trousse.sdk.oauth;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.trousse.sdk.http.Form;
import org.trousse.sdk.jose.Base64Url;

/// What an app asks a patient for, kept until the browser comes back.
///
/// @param redirectUri as the catalogue's entry of the app writes it; a loopback one may have any
///   port
/// @param scopes e.g. `patient/Observation.rs`, `launch/patient`, `offline_access`
/// @param state tells the app whose browser came back; belongs to one browser and serves once
public record AuthorizationRequest(URI redirectUri, Set<String> scopes, String state, Pkce pkce) {

  public AuthorizationRequest {
    scopes = Set.copyOf(scopes);
  }

  public static AuthorizationRequest fresh(
      URI redirectUri, Set<String> scopes, SecureRandom random) {
    return new AuthorizationRequest(
        redirectUri, scopes, Base64Url.random(random), Pkce.fresh(random));
  }

  /// RFC 6749 §4.1.1, RFC 7636 §4.3, and the `aud` of SMART.
  Form form(ClientIdentity client, Discovery server) {
    return Form.of("response_type", "code")
        .with("client_id", client.clientId())
        .with("redirect_uri", redirectUri.toString())
        .with("scope", String.join(" ", new TreeSet<>(scopes)))
        .with("state", state)
        .with("aud", server.fhirBase().toString())
        .with("code_challenge", pkce.challenge())
        .with("code_challenge_method", Pkce.METHOD)
        .with("dpop_jkt", client.dpop() == null ? null : client.dpop().thumbprint());
  }

  /// Reads the code out of the address to which the browser came back. What carries another state
  /// (RFC 6749 §10.12) or another issuer (RFC 9207 §2.4) says nothing, not even an error.
  Answer<String> code(URI cameBack, Discovery server) {
    Form answer;
    try {
      answer = Form.parse(cameBack.getRawQuery());
    } catch (IllegalArgumentException wrong) {
      return Answer.refused(new OAuthProblem.NotUnderstood("not a query"));
    }
    if (!same(state, answer.fields().get("state"))) {
      return Answer.refused(new OAuthProblem.NotOurs("another state"));
    }
    String issuer = answer.fields().get("iss");
    if (issuer == null ? server.issInResponse() : !issuer.equals(server.issuer())) {
      return Answer.refused(new OAuthProblem.NotOurs("another issuer"));
    }
    String error = answer.fields().get("error");
    if (error != null) {
      String why = Optional.ofNullable(answer.fields().get("error_description")).orElse(error);
      return Answer.refused(OAuthCaller.problem(error, why));
    }
    String code = answer.fields().get("code");
    return code == null || code.isEmpty()
        ? Answer.refused(new OAuthProblem.NotUnderstood("neither code nor error"))
        : Answer.given(code);
  }

  private static boolean same(String expected, @Nullable String found) {
    return found != null
        && MessageDigest.isEqual(
            expected.getBytes(StandardCharsets.UTF_8), found.getBytes(StandardCharsets.UTF_8));
  }

  /// Neither state nor verifier.
  @Override
  public String toString() {
    return "AuthorizationRequest(" + redirectUri + ", " + scopes + ")";
  }
}
