package org.trousse.sdk.oauth;

import java.net.URI;
import java.net.http.HttpClient;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.trousse.sdk.http.Form;
import org.trousse.sdk.http.HttpLine;
import org.trousse.sdk.json.JsonObject;

/// One app at its authorization server. Safe to use from several threads; nothing is kept but the
/// server's nonces.
public final class OAuthClient {
  private final OAuthCaller caller;
  private final HttpLine line;

  private OAuthClient(OAuthCaller caller, HttpLine line) {
    this.caller = caller;
    this.line = line;
  }

  /// Asks the FHIR server for its authorization server, once for the life of a program.
  ///
  /// @param http follows no redirect, as the JDK's client unless told
  public static CompletableFuture<Answer<OAuthClient>> discover(
      HttpClient http, URI fhirBase, ClientIdentity client, Clock clock) {
    HttpLine line = new HttpLine(http, client.dpop(), clock);
    return Discovery.load(line, fhirBase)
        .thenApply(found ->
            found.then(server ->
                Answer.given(new OAuthClient(new OAuthCaller(server, client, line, clock), line))));
  }

  public Discovery server() {
    return caller.server();
  }

  /// Where the app sends its requests to the record: with proofs, where it has a key.
  public HttpLine line() {
    return line;
  }

  Clock clock() {
    return caller.clock();
  }

  /// The address to open in the patient's browser. A FAPI 2.0 app pushes its request first (RFC
  /// 9126), so that the browser carries only a name of it.
  public CompletableFuture<Answer<URI>> authorizationUrl(AuthorizationRequest request) {
    URI endpoint = server().authorization();
    if (endpoint == null) {
      return Answer.now(
          Answer.refused(new OAuthProblem.NotUnderstood("no safe authorization_endpoint")));
    }
    Form form = request.form(caller.client(), server());
    if (caller.client().family() != ClientIdentity.Family.FAPI2) {
      return Answer.now(Answer.given(with(endpoint, form)));
    }
    return caller
        .post(server().pushed(), form)
        .thenApply(answer -> answer.then(json -> pushed(endpoint, json)));
  }

  /// RFC 9126 §4.
  private Answer<URI> pushed(URI endpoint, JsonObject json) {
    Optional<String> name = json.text("request_uri");
    return name.isEmpty()
        ? Answer.refused(new OAuthProblem.NotUnderstood("no request_uri"))
        : Answer.given(
            with(
                endpoint,
                Form.of("client_id", caller.client().clientId()).with("request_uri", name.get())));
  }

  private static URI with(URI endpoint, Form form) {
    String mark = endpoint.getRawQuery() == null ? "?" : "&";
    return URI.create(endpoint + mark + form.encoded());
  }

  /// Redeems the code with which the browser came back, once.
  ///
  /// @param cameBack the whole address that the app was called at
  public CompletableFuture<Answer<TokenSet>> exchange(AuthorizationRequest request, URI cameBack) {
    return request
        .code(cameBack, server())
        .thenAsk(code ->
            caller.tokens(
                Form.of("grant_type", "authorization_code")
                    .with("code", code)
                    .with("redirect_uri", request.redirectUri().toString())
                    .with("code_verifier", request.pkce().verifier())));
  }

  /// New tokens for old (RFC 6749 §6). Use a [TokenKeeper], which sees to it that this happens
  /// once.
  public CompletableFuture<Answer<TokenSet>> refresh(TokenSet older) {
    String secret = older.refresh();
    if (secret == null) {
      return Answer.now(Answer.refused(new OAuthProblem.ConsentEnded("given for once")));
    }
    return caller
        .tokens(Form.of("grant_type", "refresh_token").with("refresh_token", secret))
        .thenApply(OAuthClient::atRefresh)
        .thenApply(answer -> answer.then(newer -> Answer.given(newer.after(older))));
  }

  /// At a refresh nobody is asked: `invalid_grant` says that the permission ended, and
  /// `access_denied` that it rests.
  private static Answer<TokenSet> atRefresh(Answer<TokenSet> answer) {
    OAuthProblem problem = answer.refusal().orElse(null);
    if (problem instanceof OAuthProblem.InvalidGrant ended) {
      return Answer.refused(new OAuthProblem.ConsentEnded(ended.why()));
    }
    return problem instanceof OAuthProblem.AccessDenied rests
        ? Answer.refused(new OAuthProblem.Paused(rests.why()))
        : answer;
  }

  /// Gives the tokens back (RFC 7009): the refresh token, and with it those it made.
  public CompletableFuture<Answer<Boolean>> revoke(TokenSet tokens) {
    String refresh = tokens.refresh();
    Form form =
        refresh == null
            ? Form.of("token", tokens.access().secret()).with("token_type_hint", "access_token")
            : Form.of("token", refresh).with("token_type_hint", "refresh_token");
    return caller
        .post(server().revocation(), form)
        .thenApply(answer -> answer.then(done -> Answer.given(true)));
  }

  /// For a device that has no browser (RFC 8628).
  ///
  /// @param executor runs the waiting; closed by whoever made it
  public DeviceFlow deviceFlow(ScheduledExecutorService executor) {
    return new DeviceFlow(
        caller,
        (wait, work) -> {
          var unused = executor.schedule(work, wait.toMillis(), TimeUnit.MILLISECONDS);
        });
  }
}
