package org.trousse.consent.inspect;

import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import java.time.Clock;
import java.util.Optional;
import org.trousse.consent.ConsentModule.Decision;
import org.trousse.consent.ConsentModule.NotesDecisions;
import org.trousse.consent.app.App;
import org.trousse.consent.client.ClientAuthenticationCaller;
import org.trousse.consent.client.ClientOutcome;
import org.trousse.consent.client.FormRoutes;
import org.trousse.consent.client.FormRoutes.Called;
import org.trousse.consent.client.FormRoutes.Reply;
import org.trousse.consent.client.OAuthError;
import org.trousse.consent.grant.GrantStore;
import org.trousse.consent.token.TokenStore;
import org.trousse.consent.token.TokenStore.LiveToken;

/// `POST /oauth/revoke` (RFC 7009): the app gives tokens back. The patient's grant stays.
public final class RevocationRoutes {
  public static final String PATH = "/oauth/revoke";

  private final FormRoutes forms;
  private final ClientAuthenticationCaller clients;
  private final TokenStore tokens;
  private final GrantStore grants;
  private final NotesDecisions notes;
  private final String url;
  private final Clock clock;

  /// Made of its parts.
  ///
  /// @param issuer the public URL, without a slash at its end
  public RevocationRoutes(
      FormRoutes forms,
      ClientAuthenticationCaller clients,
      TokenStore tokens,
      GrantStore grants,
      NotesDecisions notes,
      String issuer,
      Clock clock) {
    this.forms = forms;
    this.clients = clients;
    this.tokens = tokens;
    this.grants = grants;
    this.notes = notes;
    this.url = issuer + PATH;
    this.clock = clock;
  }

  public void mount(Router router) {
    forms.mount(router, PATH, this::answer);
  }

  private Future<Reply> answer(Called called) {
    return clients
        .authenticate(called.form(), called.authorization(), url)
        .compose(outcome ->
            switch (outcome) {
              case ClientOutcome.Refused(var error) -> Future.succeededFuture(Reply.of(error));
              case ClientOutcome.Known(var app, var authenticated) ->
                  called
                      .form()
                      .get("token")
                      .map(token -> revoke(app, token))
                      .orElseGet(RevocationRoutes::missing)
                      .map(reply -> reply.readableFrom(app.entry().origins()));
            });
  }

  private static Future<Reply> missing() {
    return Future.succeededFuture(Reply.of(OAuthError.invalidRequest("token is missing")));
  }

  /// RFC 7009 §2.2: 200 also for a token that is unknown or somebody else's.
  private Future<Reply> revoke(App app, String token) {
    return tokens
        .revoke(token, app.clientId())
        .compose(ended -> note(app, ended))
        .map(done -> Reply.empty());
  }

  private Future<Void> note(App app, Optional<LiveToken> ended) {
    return ended
        .map(token ->
            grants
                .find(token.grantId())
                .compose(grant ->
                    notes.note(
                        new Decision(
                            clock.instant(),
                            grant.orElseThrow().patient(),
                            "revoke",
                            app.clientId(),
                            app.entry().name(),
                            null,
                            token.id(),
                            true,
                            "the app gave its token back"))))
        .orElseGet(Future::succeededFuture);
  }
}
