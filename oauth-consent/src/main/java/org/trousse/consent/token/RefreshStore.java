package org.trousse.consent.token;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Clock;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.trousse.consent.app.App;
import org.trousse.consent.client.OAuthError;
import org.trousse.consent.permission.Permission;
import org.trousse.consent.secret.KeyedHash;
import org.trousse.consent.secret.Sealed;
import org.trousse.consent.token.GrantsScope.Asked;
import org.trousse.consent.token.TokenOutcome.Minted;

/// The table `consent.refresh_token`: each exchange under a lock on its family, so that of many at
/// once one makes the successor and the others are given the same.
public final class RefreshStore {
  private static final String FIND =
      """
      select r.*, f.asked, f.details, f.ended_at as family_ended,
        r.session is not null and not exists (select from consent.session s
          where s.id = r.session and s.ends_at > $2) as session_gone
      from consent.refresh_token r join consent.family f on f.id = r.family
      where r.hash = $1 for update of f, r\
      """;

  private final Pool pool;
  private final KeyedHash hash;
  private final GrantsScope scopes;
  private final Clock clock;

  public RefreshStore(Pool pool, KeyedHash hash, GrantsScope scopes, Clock clock) {
    this.pool = pool;
    this.hash = hash;
    this.scopes = scopes;
    this.clock = clock;
  }

  /// Whose refresh token this is: a public app need not say (SMART App Launch 2.2).
  public Future<Optional<String>> client(String token) {
    return pool.preparedQuery("select client_id from consent.refresh_token where hash = $1")
        .execute(Tuple.of(TokenRowStore.hashed(hash, token)))
        .map(rows -> TokenRowStore.first(rows, row -> row.getString("client_id")));
  }

  /// Exchanges a refresh token.
  ///
  /// @param scope null: all that the grant holds now
  /// @param jkt of the key that the app proved; null without a proof
  public Future<TokenOutcome> refresh(
      App app, String token, @Nullable String scope, @Nullable String jkt) {
    RefreshRules.Ask ask = new RefreshRules.Ask(app, token, scope, jkt, clock.instant());
    Buffer key = TokenRowStore.hashed(hash, token);
    return pool.withTransaction(tx ->
            TokenRowStore.standing(tx, "refresh_token", key)
                .compose(standing ->
                    find(tx, key, ask.now())
                        .compose(found ->
                            keep(
                                new Under(tx, key, standing, ask),
                                RefreshRules.decide(found, standing, ask, scopes)))))
        .map(Objects::requireNonNull);
  }

  /// One exchange within its transaction.
  private record Under(
      SqlConnection tx, Buffer key, Optional<Standing> standing, RefreshRules.Ask ask) {
    TokenOutcome issued(Minted minted) {
      return new TokenOutcome.Issued(minted, standing.orElseThrow(), null);
    }
  }

  private static Future<Optional<RefreshRules.Found>> find(
      SqlConnection tx, Buffer key, Instant now) {
    return tx.preparedQuery(FIND)
        .execute(Tuple.of(key, TokenRowStore.utc(now)))
        .map(rows -> TokenRowStore.first(rows, RefreshStore::found));
  }

  private Future<TokenOutcome> keep(Under under, RefreshRules.Decision decision) {
    return switch (decision) {
      case RefreshRules.Decision.Refuse(var error) ->
          Future.succeededFuture(new TokenOutcome.Failed(error));
      case RefreshRules.Decision.Stolen(var family) ->
          Future.succeededFuture(
              new TokenOutcome.Stolen(
                  family,
                  true,
                  under.standing().orElse(null),
                  OAuthError.invalidGrant("the refresh token was replaced")));
      case RefreshRules.Decision.Rotate(var mint) -> rotate(under, mint);
      case RefreshRules.Decision.Keep(var mint, var idleEnds) ->
          under
              .tx()
              .preparedQuery("update consent.refresh_token set expires_at = $2 where hash = $1")
              .execute(Tuple.of(under.key(), TokenRowStore.utc(idleEnds)))
              .compose(done -> TokenRowStore.mint(under.tx(), hash, mint))
              .map(under::issued);
      case RefreshRules.Decision.Again(var successor) -> again(under, successor);
    };
  }

  private Future<TokenOutcome> rotate(Under under, Mint mint) {
    return TokenRowStore.mint(under.tx(), hash, mint)
        .compose(minted ->
            under
                .tx()
                .preparedQuery(
                    """
                    update consent.refresh_token set replaced_at = $2, successor = $3
                    where hash = $1\
                    """)
                .execute(
                    Tuple.of(
                        under.key(),
                        TokenRowStore.utc(mint.at()),
                        Sealed.seal(under.ask().token(), json(minted).encode())))
                .map(done -> under.issued(minted)));
  }

  /// The same answer once more, unless the app used the successor already: then it heard us.
  private Future<TokenOutcome> again(Under under, String successor) {
    Minted minted = minted(new JsonObject(Sealed.open(under.ask().token(), successor)));
    return under
        .tx()
        .preparedQuery(
            """
            update consent.refresh_token set retries = retries + 1
            where hash = $1 and exists (select from consent.refresh_token n
              where n.hash = $2 and n.replaced_at is null and n.ended_at is null)\
            """)
        .execute(
            Tuple.of(
                under.key(), TokenRowStore.hashed(hash, Objects.requireNonNull(minted.refresh()))))
        .map(rows ->
            rows.rowCount() == 1
                ? under.issued(minted)
                : new TokenOutcome.Failed(
                    OAuthError.invalidGrant("the refresh token was replaced")));
  }

  private static JsonObject json(Minted minted) {
    return new JsonObject()
        .put("access", minted.access())
        .put("id", minted.tokenId().toString())
        .put("refresh", minted.refresh())
        .put("scope", minted.granted().scope())
        .put("details", minted.granted().details())
        .put(
            "permissions",
            new JsonArray(minted.granted().permissions().stream().map(Permission::word).toList()))
        .put("bound", minted.bound())
        .put("ends", minted.ends().toString());
  }

  private static Minted minted(JsonObject json) {
    Set<Permission> permissions =
        json.getJsonArray("permissions").stream()
            .map(word -> Permission.of((String) word).orElseThrow())
            .collect(Collectors.toSet());
    return new Minted(
        json.getString("access"),
        UUID.fromString(json.getString("id")),
        json.getString("refresh"),
        new GrantsScope.Granted(json.getString("scope"), permissions, json.getString("details")),
        json.getBoolean("bound"),
        Instant.parse(json.getString("ends")));
  }

  private static RefreshRules.Found found(Row row) {
    return new RefreshRules.Found(
        row.getString("client_id"),
        row.getUUID("family"),
        new Asked(row.getString("asked"), TokenRowStore.details(row)),
        row.getString("scope"),
        row.getString("jkt"),
        row.getUUID("session"),
        row.getBoolean("session_gone"),
        row.getOffsetDateTime("expires_at").toInstant(),
        TokenRowStore.instant(row.getOffsetDateTime("replaced_at")),
        row.getString("successor"),
        row.getInteger("retries"),
        row.getOffsetDateTime("ended_at") != null || row.getOffsetDateTime("family_ended") != null);
  }
}
