package org.trousse.consent.token;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.trousse.consent.app.App;
import org.trousse.consent.client.OAuthError;
import org.trousse.consent.secret.KeyedHash;
import org.trousse.consent.secret.Secrets;
import org.trousse.consent.token.GrantsScope.Asked;

/// The table `consent.code`: authorization codes, each good once and for a minute.
public final class CodeStore {
  /// RFC 9700 and FAPI 2.0 §5.3.2.1: no longer than this.
  static final Duration LIFE = Duration.ofSeconds(60);

  private final Pool pool;
  private final KeyedHash hash;
  private final GrantsScope scopes;
  private final Clock clock;

  public CodeStore(Pool pool, KeyedHash hash, GrantsScope scopes, Clock clock) {
    this.pool = pool;
    this.hash = hash;
    this.scopes = scopes;
    this.clock = clock;
  }

  /// A fresh code, 256 bits.
  public Future<String> issue(NewCode code) {
    String secret = Secrets.fresh();
    Instant now = clock.instant();
    return pool.withTransaction(tx ->
            TokenRowStore.family(tx, code.grantId(), code.clientId(), code.asked(), now)
                .compose(family ->
                    tx.preparedQuery(
                            """
                            insert into consent.code (hash, client_id, grant_id, family, content,
                              expires_at)
                            values ($1, $2, $3, $4, $5, $6)\
                            """)
                        .execute(
                            Tuple.of(
                                TokenRowStore.hashed(hash, secret),
                                code.clientId(),
                                code.grantId(),
                                family,
                                json(code),
                                TokenRowStore.utc(now.plus(LIFE)))))
                .map(done -> secret))
        .map(Objects::requireNonNull);
  }

  /// Exchanges a code; of many at once one wins, and whoever comes after shows that it leaked.
  ///
  /// @param jkt of the key that the app proved; null without a proof
  public Future<TokenOutcome> redeem(
      App app,
      String code,
      @Nullable String redirectUri,
      @Nullable String verifier,
      @Nullable String jkt) {
    Buffer key = TokenRowStore.hashed(hash, code);
    CodeRules.Ask ask = new CodeRules.Ask(app, redirectUri, verifier, jkt, clock.instant());
    return pool.withTransaction(tx ->
            TokenRowStore.standing(tx, "code", key)
                .compose(standing ->
                    find(tx, key)
                        .compose(found ->
                            keep(
                                tx,
                                key,
                                standing,
                                CodeRules.decide(found, standing, ask, scopes)))))
        .map(Objects::requireNonNull);
  }

  private static Future<Optional<CodeRules.Found>> find(SqlConnection tx, Buffer key) {
    return tx.preparedQuery(
            """
            select c.*, f.asked, f.details, f.ended_at as family_ended
            from consent.code c join consent.family f on f.id = c.family
            where c.hash = $1 for update of f, c\
            """)
        .execute(Tuple.of(key))
        .map(rows -> TokenRowStore.first(rows, CodeStore::found));
  }

  private Future<TokenOutcome> keep(
      SqlConnection tx, Buffer key, Optional<Standing> standing, CodeRules.Decision decision) {
    return switch (decision) {
      case CodeRules.Decision.Refuse(var error) ->
          Future.succeededFuture(new TokenOutcome.Failed(error));
      case CodeRules.Decision.Replayed(var family) ->
          Future.succeededFuture(
              new TokenOutcome.Stolen(
                  family,
                  false,
                  standing.orElse(null),
                  OAuthError.invalidGrant("the code was used")));
      case CodeRules.Decision.Redeem(var mint, var signIn) ->
          tx.preparedQuery("update consent.code set redeemed_at = $2 where hash = $1")
              .execute(Tuple.of(key, TokenRowStore.utc(mint.at())))
              .compose(done -> TokenRowStore.mint(tx, hash, mint))
              .map(minted -> new TokenOutcome.Issued(minted, standing.orElseThrow(), signIn));
    };
  }

  private static JsonObject json(NewCode code) {
    return new JsonObject()
        .put("redirect_uri", code.redirectUri())
        .put("challenge", code.challenge())
        .put("jkt", code.jkt())
        .put("nonce", code.nonce())
        .put("auth_time", code.authTime().toString())
        .put("session", code.session() == null ? null : code.session().toString());
  }

  private static CodeRules.Found found(Row row) {
    JsonObject content = row.getJsonObject("content");
    String session = content.getString("session");
    NewCode code =
        new NewCode(
            row.getString("client_id"),
            row.getUUID("grant_id"),
            content.getString("redirect_uri"),
            content.getString("challenge"),
            content.getString("jkt"),
            content.getString("nonce"),
            new Asked(row.getString("asked"), TokenRowStore.details(row)),
            Instant.parse(content.getString("auth_time")),
            session == null ? null : UUID.fromString(session));
    return new CodeRules.Found(
        code,
        row.getUUID("family"),
        row.getOffsetDateTime("family_ended") != null,
        row.getOffsetDateTime("redeemed_at") != null,
        row.getOffsetDateTime("expires_at").toInstant());
  }
}
