package org.trousse.consent.exchange;

import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.trousse.consent.app.App;
import org.trousse.consent.app.SecurityProfile;
import org.trousse.consent.client.ClientAuthenticationCaller;
import org.trousse.consent.client.ClientOutcome;
import org.trousse.consent.client.Form;
import org.trousse.consent.client.FormRoutes;
import org.trousse.consent.client.FormRoutes.Called;
import org.trousse.consent.client.FormRoutes.Reply;
import org.trousse.consent.client.Limits;
import org.trousse.consent.client.OAuthError;
import org.trousse.consent.proof.ProofCaller;
import org.trousse.consent.proof.ProofOutcome;
import org.trousse.consent.token.CodeStore;
import org.trousse.consent.token.RefreshStore;
import org.trousse.consent.token.TokenOutcome;

/// `POST /oauth/token`.
public final class TokenRoutes {
  public static final String PATH = "/oauth/token";

  private static final String REFRESH = "refresh_token";

  /// A grant type of another room, e.g. RFC 8628's.
  @FunctionalInterface
  public interface Exchanges {
    /// The tokens, or why not.
    ///
    /// @param jkt of the key that the app proved; null without a proof
    Future<TokenOutcome> exchange(App app, Form form, @Nullable String jkt);
  }

  private final FormRoutes forms;
  private final ClientAuthenticationCaller clients;
  private final ProofCaller proofs;
  private final RefreshStore refreshes;
  private final Map<String, Exchanges> grantTypes;
  private final TokenLane lane;
  private final Limits perClient;
  private final String url;

  /// Made of its parts.
  ///
  /// @param others the grant types of other rooms, by name
  /// @param issuer the public URL, without a slash at its end
  public TokenRoutes(
      FormRoutes forms,
      ClientAuthenticationCaller clients,
      ProofCaller proofs,
      CodeStore codes,
      RefreshStore refreshes,
      Map<String, Exchanges> others,
      TokenLane lane,
      Limits perClient,
      String issuer) {
    this.forms = forms;
    this.clients = clients;
    this.proofs = proofs;
    this.refreshes = refreshes;
    this.grantTypes = new HashMap<>(others);
    this.grantTypes.put("authorization_code", (app, form, jkt) -> code(codes, app, form, jkt));
    this.grantTypes.put(REFRESH, (app, form, jkt) -> refresh(refreshes, app, form, jkt));
    this.lane = lane;
    this.perClient = perClient;
    this.url = issuer + PATH;
  }

  public void mount(Router router) {
    forms.mount(router, PATH, this::answer);
  }

  private Future<Reply> answer(Called called) {
    Form form = called.form();
    String grantType = form.get("grant_type").orElse("");
    boolean nameless =
        grantType.equals(REFRESH) && !form.has("client_id") && !form.has("client_assertion");
    Future<Form> named = nameless ? named(form) : Future.succeededFuture(form);
    return named
        .compose(full -> clients.authenticate(full, called.authorization(), url))
        .compose(outcome ->
            switch (outcome) {
              case ClientOutcome.Refused(var error) ->
                  Future.succeededFuture(
                      Reply.of(
                          nameless && called.authorization() == null
                              ? OAuthError.invalidGrant("the refresh token is not good")
                              : error));
              case ClientOutcome.Known(var app, var authenticated) ->
                  exchange(called, app, grantType)
                      .map(reply -> reply.readableFrom(app.entry().origins()));
            });
  }

  /// The official SMART client refreshes for public apps without `client_id`: the token names its
  /// app, and nobody else can be chosen.
  private Future<Form> named(Form form) {
    return form.get(REFRESH)
        .map(refreshes::client)
        .orElseGet(() -> Future.succeededFuture(Optional.empty()))
        .map(found -> {
          Map<String, String> values = new HashMap<>(form.values());
          found.ifPresent(clientId -> values.put("client_id", clientId));
          return new Form(values);
        });
  }

  private Future<Reply> exchange(Called called, App app, String grantType) {
    OptionalLong wait = perClient.take(app.clientId());
    Exchanges exchanges = grantTypes.get(grantType);
    if (wait.isPresent()) {
      return Future.succeededFuture(Reply.tooMany(wait.getAsLong()));
    }
    if (exchanges == null) {
      return refused(
          grantType.isEmpty()
              ? OAuthError.invalidRequest("grant_type is missing")
              : new OAuthError(400, "unsupported_grant_type", "grant_type is not one of ours"));
    }
    String word = grantType.equals(REFRESH) ? "refresh" : "token";
    String proof = called.proof();
    if (proof == null) {
      return app.profile() == SecurityProfile.FAPI2
          ? refused(OAuthError.invalidProof("a DPoP proof is needed"))
          : exchanges
              .exchange(app, called.form(), null)
              .compose(outcome -> lane.answer(app, word, outcome));
    }
    return proofs
        .prove(proof, "POST", url, null)
        .compose(outcome ->
            switch (outcome) {
              case ProofOutcome.Refused(var why) -> refused(OAuthError.invalidProof(why));
              case ProofOutcome.Proven(var jkt) ->
                  exchanges
                      .exchange(app, called.form(), jkt)
                      .compose(tokens -> lane.answer(app, word, tokens));
            });
  }

  private static Future<Reply> refused(OAuthError error) {
    return Future.succeededFuture(Reply.of(error));
  }

  private static Future<TokenOutcome> code(
      CodeStore codes, App app, Form form, @Nullable String jkt) {
    return form.get("code")
        .map(code ->
            codes.redeem(
                app,
                code,
                form.get("redirect_uri").orElse(null),
                form.get("code_verifier").orElse(null),
                jkt))
        .orElseGet(() -> missing("code"));
  }

  private static Future<TokenOutcome> refresh(
      RefreshStore refreshes, App app, Form form, @Nullable String jkt) {
    return form.get(REFRESH)
        .map(token -> refreshes.refresh(app, token, form.get("scope").orElse(null), jkt))
        .orElseGet(() -> missing(REFRESH));
  }

  private static Future<TokenOutcome> missing(String parameter) {
    return Future.succeededFuture(
        new TokenOutcome.Failed(OAuthError.invalidRequest(parameter + " is missing")));
  }
}
