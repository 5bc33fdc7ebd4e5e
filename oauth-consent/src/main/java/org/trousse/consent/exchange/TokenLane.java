package org.trousse.consent.exchange;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.trousse.consent.ConsentModule.Decision;
import org.trousse.consent.ConsentModule.NotesDecisions;
import org.trousse.consent.app.App;
import org.trousse.consent.client.FormRoutes.Reply;
import org.trousse.consent.grant.GrantStore;
import org.trousse.consent.secret.KeyedHash;
import org.trousse.consent.token.GrantsScope;
import org.trousse.consent.token.Standing;
import org.trousse.consent.token.TokenOutcome;
import org.trousse.consent.token.TokenOutcome.Issued;
import org.trousse.consent.token.TokenStore;
import org.trousse.sdk.PatientId;

/// Makes an exchange's outcome known: to the audit trail first, then to the app.
public final class TokenLane {
  /// Signs a JWT.
  @FunctionalInterface
  public interface Signs {
    /// The compact form.
    ///
    /// @param alg e.g. `RS256`
    Future<String> sign(String alg, String typ, Map<String, Object> claims);
  }

  /// How an app calls people (rulings 22).
  public interface NamesPeople {
    /// The id of `Patient` for this app.
    String patient(String clientId, PatientId patient);

    /// `fhirUser`, relative to the FHIR base, e.g. `Patient/1`.
    ///
    /// @param own whether it is that person's own record
    String user(String clientId, UUID account, PatientId patient, boolean own);
  }

  /// What it needs of others.
  public record Needs(Signs signs, NamesPeople names, NotesDecisions notes) {}

  private final TokenStore tokens;
  private final GrantStore grants;
  private final KeyedHash hash;
  private final Needs needs;
  private final String issuer;
  private final Clock clock;

  /// Made of its parts.
  ///
  /// @param issuer the public URL, without a slash at its end
  public TokenLane(
      TokenStore tokens,
      GrantStore grants,
      KeyedHash hash,
      Needs needs,
      String issuer,
      Clock clock) {
    this.tokens = tokens;
    this.grants = grants;
    this.hash = hash;
    this.needs = needs;
    this.issuer = issuer;
    this.clock = clock;
  }

  /// The answer, once what it tells is on record.
  ///
  /// @param what the audit trail's word: `token` or `refresh`
  Future<Reply> answer(App app, String what, TokenOutcome outcome) {
    return switch (outcome) {
      case TokenOutcome.Failed(var error) -> Future.succeededFuture(Reply.of(error));
      case TokenOutcome.Stolen stolen -> stolen(app, stolen);
      case Issued issued ->
          needs
              .notes()
              .note(decision(app, what, issued.standing(), issued.minted().tokenId()))
              .compose(noted -> idToken(app, issued))
              .map(idToken -> Reply.of(json(app, issued, idToken)));
    };
  }

  /// RFC 9700 §4.14.2 and RFC 6749 §4.1.2: what came of it ends before anybody is answered.
  private Future<Reply> stolen(App app, TokenOutcome.Stolen stolen) {
    Standing standing = stolen.standing();
    Future<?> suspended =
        stolen.suspends() && standing != null
            ? grants.suspend(standing.state().id())
            : Future.succeededFuture();
    return suspended
        .compose(done -> tokens.endFamily(stolen.family()))
        .compose(done ->
            standing == null
                ? Future.succeededFuture()
                : needs.notes().note(reuse(app, standing, stolen.suspends())))
        .map(done -> Reply.of(stolen.error()));
  }

  private Decision reuse(App app, Standing standing, boolean suspended) {
    return new Decision(
        clock.instant(),
        standing.state().patient(),
        "deny",
        app.clientId(),
        app.entry().name(),
        null,
        null,
        false,
        suspended ? "a refresh token came twice: suspended" : "a code came twice: tokens ended");
  }

  private Decision decision(App app, String what, Standing standing, UUID tokenId) {
    return new Decision(
        clock.instant(),
        standing.state().patient(),
        what,
        app.clientId(),
        app.entry().name(),
        null,
        tokenId,
        true,
        "");
  }

  private Future<Optional<String>> idToken(App app, Issued issued) {
    TokenOutcome.SignIn signIn = issued.signIn();
    GrantsScope.Granted granted = issued.minted().granted();
    if (signIn == null || !granted.has("openid")) {
      return Future.succeededFuture(Optional.empty());
    }
    Standing standing = issued.standing();
    Map<String, Object> claims =
        IdTokenClaims.of(
            issuer,
            app.clientId(),
            IdTokenClaims.subject(hash, app.clientId(), standing.account()),
            signIn.nonce(),
            signIn.authTime(),
            granted.has("fhirUser") ? fhirUser(app, standing) : null,
            clock.instant());
    return needs.signs().sign(app.entry().idTokenAlg(), "JWT", claims).map(Optional::of);
  }

  private String fhirUser(App app, Standing standing) {
    return issuer
        + "/fhir/"
        + needs
            .names()
            .user(app.clientId(), standing.account(), standing.state().patient(), standing.own());
  }

  /// RFC 6749 §5.1, SMART App Launch 2.2, RFC 9396 §7, and the grant's id of Grant Management.
  private JsonObject json(App app, Issued issued, Optional<String> idToken) {
    var minted = issued.minted();
    GrantsScope.Granted granted = minted.granted();
    JsonObject json =
        new JsonObject()
            .put("access_token", minted.access())
            .put("token_type", minted.bound() ? "DPoP" : "Bearer")
            .put("expires_in", seconds(Duration.between(clock.instant(), minted.ends())))
            .put("scope", granted.scope())
            .put("grant_id", issued.standing().state().id().toString());
    put(json, "refresh_token", minted.refresh());
    idToken.ifPresent(token -> json.put("id_token", token));
    if (granted.patient()) {
      PatientId patient = issued.standing().state().patient();
      json.put("patient", needs.names().patient(app.clientId(), patient))
          .put("need_patient_banner", true);
    }
    String details = granted.details();
    if (details != null) {
      json.put("authorization_details", new JsonArray(details));
    }
    return json;
  }

  private static long seconds(Duration left) {
    return Math.max(0, left.toSeconds());
  }

  private static void put(JsonObject json, String name, @Nullable String value) {
    if (value != null) {
      json.put(name, value);
    }
  }
}
