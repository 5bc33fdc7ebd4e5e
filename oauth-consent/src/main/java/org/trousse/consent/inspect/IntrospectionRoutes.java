package org.trousse.consent.inspect;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import java.time.Clock;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.trousse.consent.ConsentModule.Decision;
import org.trousse.consent.ConsentModule.NotesDecisions;
import org.trousse.consent.client.ClientAuthenticationCaller;
import org.trousse.consent.client.ClientOutcome;
import org.trousse.consent.client.FormRoutes;
import org.trousse.consent.client.FormRoutes.Called;
import org.trousse.consent.client.FormRoutes.Reply;
import org.trousse.consent.client.OAuthError;
import org.trousse.consent.door.DoorLane;
import org.trousse.consent.door.Opening;
import org.trousse.consent.door.Presented;
import org.trousse.consent.exchange.IdTokenClaims;
import org.trousse.consent.exchange.TokenLane.NamesPeople;
import org.trousse.consent.grant.Verdict;
import org.trousse.consent.permission.Permission;
import org.trousse.consent.secret.KeyedHash;
import org.trousse.consent.token.GrantsScope;
import org.trousse.consent.token.Standing;
import org.trousse.consent.token.TokenStore;
import org.trousse.consent.token.TokenStore.LiveToken;

/// `POST /oauth/introspect` (RFC 7662, SMART App Launch 2.2): what a token is worth at this moment,
/// told to the app that it was made for.
public final class IntrospectionRoutes {
  public static final String PATH = "/oauth/introspect";

  private final FormRoutes forms;
  private final ClientAuthenticationCaller clients;
  private final DoorLane door;
  private final TokenStore tokens;
  private final GrantsScope scopes;
  private final NamesPeople names;
  private final NotesDecisions notes;
  private final KeyedHash hash;
  private final String issuer;
  private final Clock clock;

  /// Made of its parts.
  ///
  /// @param issuer the public URL, without a slash at its end
  public IntrospectionRoutes(
      FormRoutes forms,
      ClientAuthenticationCaller clients,
      DoorLane door,
      TokenStore tokens,
      GrantsScope scopes,
      NamesPeople names,
      NotesDecisions notes,
      KeyedHash hash,
      String issuer,
      Clock clock) {
    this.forms = forms;
    this.clients = clients;
    this.door = door;
    this.tokens = tokens;
    this.scopes = scopes;
    this.names = names;
    this.notes = notes;
    this.hash = hash;
    this.issuer = issuer;
    this.clock = clock;
  }

  public void mount(Router router) {
    forms.mount(router, PATH, this::answer);
  }

  private Future<Reply> answer(Called called) {
    Optional<String> token = called.form().get("token");
    return caller(called)
        .compose(caller -> {
          if (caller.isEmpty()) {
            return Future.succeededFuture(Reply.of(OAuthError.invalidClient()));
          }
          return token.isEmpty()
              ? Future.succeededFuture(Reply.of(OAuthError.invalidRequest("token is missing")))
              : introspect(caller.get(), token.get());
        });
  }

  /// RFC 7662 §2.1: the caller authenticates as a client, or with a live token of the same app.
  private Future<Optional<String>> caller(Called called) {
    String authorization = called.authorization();
    if (authorization == null) {
      return clients
          .authenticate(called.form(), null, issuer + PATH)
          .map(outcome ->
              outcome instanceof ClientOutcome.Known(var app, var authenticated) && authenticated
                  ? Optional.of(app.clientId())
                  : Optional.empty());
    }
    String[] parts = authorization.split(" ", 2);
    if (parts.length != 2) {
      return Future.succeededFuture(Optional.empty());
    }
    return door.open(
            new Presented(parts[0], parts[1].strip(), called.proof(), "POST", issuer + PATH))
        .map(opening ->
            opening instanceof Opening.Opened opened
                ? Optional.of(opened.clientId())
                : Optional.empty());
  }

  private Future<Reply> introspect(String caller, String token) {
    return tokens
        .live(token)
        .map(found -> found.filter(live -> live.clientId().equals(caller)))
        .compose(found ->
            found
                .map(live ->
                    tokens
                        .standing(live.grantId())
                        .compose(standing -> told(live, standing.orElseThrow())))
                .orElseGet(IntrospectionRoutes::inactive));
  }

  /// RFC 7662 §2.2: nothing else is told of a token that is not good.
  private static Future<Reply> inactive() {
    return Future.succeededFuture(Reply.of(new JsonObject().put("active", false)));
  }

  private Future<Reply> told(LiveToken token, Standing standing) {
    return standing.state().live(clock.instant()) == Verdict.ALLOWED
        ? notes.note(decision(token, standing)).map(noted -> Reply.of(json(token, standing)))
        : inactive();
  }

  private Decision decision(LiveToken token, Standing standing) {
    return new Decision(
        clock.instant(),
        standing.state().patient(),
        "introspect",
        token.clientId(),
        null,
        null,
        token.id(),
        true,
        "");
  }

  private JsonObject json(LiveToken token, Standing standing) {
    Set<Permission> now = new HashSet<>(token.permissions());
    now.retainAll(standing.state().permissions());
    GrantsScope.Granted granted = scopes.grant(token.asked(), now, standing.state().historyFrom());
    JsonObject json =
        new JsonObject()
            .put("active", true)
            .put("scope", granted.scope())
            .put("client_id", token.clientId())
            .put("token_type", token.jkt() == null ? "Bearer" : "DPoP")
            .put("iat", token.issuedAt().getEpochSecond())
            .put("exp", token.expiresAt().getEpochSecond())
            .put("iss", issuer);
    if (token.jkt() != null) {
      json.put("cnf", new JsonObject().put("jkt", token.jkt()));
    }
    if (granted.patient()) {
      json.put("patient", names.patient(token.clientId(), standing.state().patient()));
    }
    if (granted.has("openid")) {
      json.put("sub", IdTokenClaims.subject(hash, token.clientId(), standing.account()));
    }
    if (granted.has("fhirUser")) {
      json.put("fhirUser", user(token, standing));
    }
    String details = granted.details();
    return details == null ? json : json.put("authorization_details", new JsonArray(details));
  }

  private String user(LiveToken token, Standing standing) {
    return issuer
        + "/fhir/"
        + names.user(
            token.clientId(), standing.account(), standing.state().patient(), standing.own());
  }
}
