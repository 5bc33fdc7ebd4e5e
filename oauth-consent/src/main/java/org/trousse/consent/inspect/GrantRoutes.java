package org.trousse.consent.inspect;

import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.trousse.consent.ConsentModule.Decision;
import org.trousse.consent.ConsentModule.NotesDecisions;
import org.trousse.consent.door.DoorLane;
import org.trousse.consent.door.Opening;
import org.trousse.consent.door.Opening.Opened;
import org.trousse.consent.door.Presented;
import org.trousse.consent.grant.Grant;
import org.trousse.consent.grant.GrantStore;
import org.trousse.consent.permission.Permission;

/// `/oauth/grants/{grant_id}` (OAuth 2.0 Grant Management): an app reads its own grant, or gives it
/// back. A live token of that grant is the key.
public final class GrantRoutes {
  public static final String PATH = "/oauth/grants/";

  /// How a set of permissions is said in scopes and `authorization_details`.
  public interface SaysPermissions {
    String scope(Set<Permission> permissions);

    /// A JSON array; null for none.
    @Nullable String details(Grant grant);
  }

  private final DoorLane door;
  private final GrantStore grants;
  private final SaysPermissions words;
  private final NotesDecisions notes;
  private final String issuer;
  private final Clock clock;

  /// Made of its parts.
  ///
  /// @param issuer the public URL, without a slash at its end
  public GrantRoutes(
      DoorLane door,
      GrantStore grants,
      SaysPermissions words,
      NotesDecisions notes,
      String issuer,
      Clock clock) {
    this.door = door;
    this.grants = grants;
    this.words = words;
    this.notes = notes;
    this.issuer = issuer;
    this.clock = clock;
  }

  public void mount(Router router) {
    router.get(PATH + ":grant").handler(ctx -> opened(ctx, opened -> query(ctx, opened)));
    router.delete(PATH + ":grant").handler(ctx -> opened(ctx, opened -> revoke(ctx, opened)));
  }

  private interface Then {
    Future<Void> with(Opened opened);
  }

  private void opened(RoutingContext ctx, Then then) {
    ctx.response().putHeader(HttpHeaders.CACHE_CONTROL, "no-store");
    presented(ctx)
        .map(door::open)
        .orElseGet(() -> refused("invalid_token", "a token is needed"))
        .compose(opening ->
            switch (opening) {
              case Opening.Stale() ->
                  ctx.response().setStatusCode(503).putHeader("Retry-After", "2").end();
              case Opening.Refused refusal -> challenge(ctx, refusal);
              case Opened opened ->
                  opened.grantId().toString().equals(ctx.pathParam("grant"))
                      ? then.with(opened)
                      : end(ctx, 404, new JsonObject().put("error", "not_found"));
            })
        .onFailure(ctx::fail);
  }

  private static Future<Opening> refused(String error, String description) {
    return Future.succeededFuture(new Opening.Refused(error, description, false));
  }

  private Optional<Presented> presented(RoutingContext ctx) {
    String authorization = ctx.request().getHeader(HttpHeaders.AUTHORIZATION);
    String[] parts = authorization == null ? new String[0] : authorization.split(" ", 2);
    if (parts.length != 2) {
      return Optional.empty();
    }
    List<String> proofs = ctx.request().headers().getAll("DPoP");
    return Optional.of(
        new Presented(
            parts[0],
            parts[1].strip(),
            proofs.isEmpty() ? null : String.join(",", proofs),
            ctx.request().method().name(),
            issuer + ctx.request().path()));
  }

  /// RFC 6750 §3, RFC 9449 §7.1.
  private static Future<Void> challenge(RoutingContext ctx, Opening.Refused refusal) {
    String scheme = refusal.dpop() ? "DPoP" : "Bearer";
    ctx.response()
        .putHeader(
            "WWW-Authenticate",
            scheme
                + " error=\""
                + refusal.error()
                + "\", error_description=\""
                + refusal.description()
                + "\"");
    return end(ctx, 401, new JsonObject().put("error", refusal.error()));
  }

  private Future<Void> query(RoutingContext ctx, Opened opened) {
    return grants
        .find(opened.grantId())
        .compose(found -> {
          Grant grant = found.orElseThrow();
          JsonObject scope = new JsonObject().put("scope", words.scope(grant.permissions()));
          JsonObject json = new JsonObject().put("scopes", new JsonArray().add(scope));
          String details = words.details(grant);
          return end(
              ctx,
              200,
              details == null ? json : json.put("authorization_details", new JsonArray(details)));
        });
  }

  /// Tokens of both kinds are dead before the answer leaves.
  private Future<Void> revoke(RoutingContext ctx, Opened opened) {
    return grants
        .end(opened.grantId(), null, "app")
        .compose(done ->
            notes.note(
                new Decision(
                    clock.instant(),
                    opened.patient(),
                    "revoke",
                    opened.clientId(),
                    opened.appName(),
                    null,
                    opened.tokenId(),
                    true,
                    "the app gave its grant back")))
        .compose(done -> ctx.response().setStatusCode(204).end());
  }

  private static Future<Void> end(RoutingContext ctx, int status, JsonObject body) {
    HttpServerResponse response = ctx.response().setStatusCode(status);
    return response.putHeader(HttpHeaders.CONTENT_TYPE, "application/json").end(body.encode());
  }
}
