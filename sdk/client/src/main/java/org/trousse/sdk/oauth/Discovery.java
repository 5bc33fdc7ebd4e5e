package org.trousse.sdk.oauth;

import java.net.URI;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.trousse.sdk.http.HttpAnswer;
import org.trousse.sdk.http.HttpCall;
import org.trousse.sdk.http.HttpLine;
import org.trousse.sdk.json.JsonObject;

/// Where an authorization server's doors are, as it says itself.
///
/// @param fhirBase without a slash at its end; the `aud` of authorization requests
/// @param authorization null where the server has none, as the next three
/// @param issInResponse whether every answer to the app names its server (RFC 9207)
public record Discovery(
    URI fhirBase,
    String issuer,
    URI token,
    @Nullable URI authorization,
    @Nullable URI pushed,
    @Nullable URI device,
    @Nullable URI revocation,
    boolean issInResponse) {

  /// Reads what the FHIR server says (SMART App Launch 2.2, `.well-known/smart-configuration`) and
  /// then what its issuer says (RFC 8414), which must name itself by the same address (§3.3).
  public static CompletableFuture<Answer<Discovery>> load(HttpLine line, URI fhirBase) {
    URI base = URI.create(fhirBase.toString().replaceFirst("/+$", ""));
    return document(line, URI.create(base + "/.well-known/smart-configuration"))
        .thenCompose(smart -> smart.thenAsk(found -> issuer(line, base, found)));
  }

  private static CompletableFuture<Answer<Discovery>> issuer(
      HttpLine line, URI base, JsonObject smart) {
    Optional<String> issuer = smart.text("issuer");
    if (issuer.isEmpty()) {
      return Answer.now(read(base, smart, JsonObject.EMPTY));
    }
    Optional<URI> place = safe(issuer.get()).map(Discovery::wellKnown);
    if (place.isEmpty()) {
      return Answer.now(Answer.refused(new OAuthProblem.NotUnderstood("the issuer needs https")));
    }
    return document(line, place.get())
        .thenApply(document ->
            document.then(said ->
                said.text("issuer").equals(issuer)
                    ? read(base, smart, said)
                    : Answer.refused(
                        new OAuthProblem.NotOurs("the issuer names another address"))));
  }

  /// RFC 8414 §3.1: the well-known part stands between host and path.
  static URI wellKnown(URI issuer) {
    String path = issuer.getRawPath() == null ? "" : issuer.getRawPath().replaceFirst("/+$", "");
    return issuer.resolve("/.well-known/oauth-authorization-server" + path);
  }

  private static CompletableFuture<Answer<JsonObject>> document(HttpLine line, URI uri) {
    return line.send(() -> HttpCall.get(uri, "application/json"))
        .handle((answer, failed) ->
            failed == null ? object(answer) : Answer.refused(OAuthCaller.unreachable(failed)));
  }

  private static Answer<JsonObject> object(HttpAnswer answer) {
    return answer.status() == 200
        ? answer
            .json()
            .<Answer<JsonObject>>map(Answer::given)
            .orElseGet(() -> Answer.refused(new OAuthProblem.NotUnderstood("no JSON object")))
        : Answer.refused(OAuthCaller.problem(answer));
  }

  private static Answer<Discovery> read(URI base, JsonObject smart, JsonObject said) {
    Optional<URI> token = endpoint(smart, said, "token_endpoint");
    if (token.isEmpty()) {
      return Answer.refused(new OAuthProblem.NotUnderstood("no safe token_endpoint"));
    }
    return Answer.given(
        new Discovery(
            base,
            said.text("issuer").orElse(base.toString()),
            token.get(),
            endpoint(smart, said, "authorization_endpoint").orElse(null),
            endpoint(smart, said, "pushed_authorization_request_endpoint").orElse(null),
            endpoint(smart, said, "device_authorization_endpoint").orElse(null),
            endpoint(smart, said, "revocation_endpoint").orElse(null),
            said.isTrue("authorization_response_iss_parameter_supported")));
  }

  /// The issuer's word counts more; an address in the clear counts as none.
  private static Optional<URI> endpoint(JsonObject smart, JsonObject said, String name) {
    return said.text(name).or(() -> smart.text(name)).flatMap(Discovery::safe);
  }

  private static Optional<URI> safe(String address) {
    try {
      return Optional.of(URI.create(address)).filter(HttpLine::isSafe);
    } catch (IllegalArgumentException notOne) {
      return Optional.empty();
    }
  }
}
