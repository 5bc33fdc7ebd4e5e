package org.trousse.consent.token;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Clock;
import java.time.Instant;
import java.util.HashSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.trousse.consent.app.App;
import org.trousse.consent.app.SecurityProfile;
import org.trousse.consent.feed.Change;
import org.trousse.consent.feed.ChangeStore;
import org.trousse.consent.feed.ChangeStore.Changed;
import org.trousse.consent.feed.ChangeStore.Noted;
import org.trousse.consent.permission.Permission;
import org.trousse.consent.secret.KeyedHash;
import org.trousse.consent.token.GrantsScope.Asked;
import org.trousse.sdk.PatientId;

/// The table `consent.access_token`, and the end of tokens. Doors hear of an end as of any other
/// change of the grant.
public final class TokenStore {
  /// An access token that was neither ended nor, when it was looked up, too old.
  ///
  /// @param jkt the key that must prove itself; null: a bearer token
  public record LiveToken(
      UUID id,
      String clientId,
      UUID grantId,
      UUID family,
      Asked asked,
      Set<Permission> permissions,
      @Nullable String jkt,
      Instant issuedAt,
      Instant expiresAt) {}

  private static final String LIVE =
      """
      select t.*, f.details from consent.access_token t
      join consent.family f on f.id = t.family
      where t.ended_at is null and f.ended_at is null
      """;

  private final Pool pool;
  private final KeyedHash hash;
  private final ChangeStore changes;
  private final GrantsScope scopes;
  private final Clock clock;

  public TokenStore(
      Pool pool, KeyedHash hash, ChangeStore changes, GrantsScope scopes, Clock clock) {
    this.pool = pool;
    this.hash = hash;
    this.changes = changes;
    this.scopes = scopes;
    this.clock = clock;
  }

  /// The access token if it has not ended.
  public Future<Optional<LiveToken>> live(String token) {
    return pool.preparedQuery(LIVE + "and t.hash = $1 and t.expires_at > $2")
        .execute(Tuple.of(TokenRowStore.hashed(hash, token), TokenRowStore.utc(clock.instant())))
        .map(rows -> TokenRowStore.first(rows, TokenRowStore::live));
  }

  /// Which tokens of a grant have not ended.
  public Future<Set<UUID>> live(UUID grant) {
    return pool.preparedQuery(LIVE + "and t.grant_id = $1")
        .execute(Tuple.of(grant))
        .map(rows -> {
          Set<UUID> ids = new HashSet<>();
          rows.forEach(row -> ids.add(row.getUUID("id")));
          return ids;
        });
  }

  /// The grant of a token as its row stands.
  public Future<Optional<Standing>> standing(UUID grant) {
    return pool.withTransaction(tx -> TokenRowStore.standing(tx, grant))
        .map(Objects::requireNonNull);
  }

  /// First tokens that no code stands for (RFC 8628), within the transaction that redeems.
  ///
  /// @param jkt of the key that the app proved; null without a proof
  public Future<TokenOutcome> first(
      SqlConnection tx, App app, UUID grant, Asked asked, @Nullable String jkt) {
    Instant now = clock.instant();
    return TokenRowStore.standing(tx, grant)
        .compose(found -> {
          Standing standing = found.orElseThrow();
          var refusal = standing.refusal(now);
          return refusal.isPresent()
              ? Future.succeededFuture(new TokenOutcome.Failed(refusal.get()))
              : TokenRowStore.family(tx, grant, app.clientId(), asked, now)
                  .map(family -> mint(app, standing, family, asked, jkt, now))
                  .compose(mint -> TokenRowStore.mint(tx, hash, mint))
                  .map(minted ->
                      new TokenOutcome.Issued(
                          minted, standing, new TokenOutcome.SignIn(null, null)));
        });
  }

  private Mint mint(
      App app, Standing standing, UUID family, Asked asked, @Nullable String jkt, Instant now) {
    return Mint.first(
        standing,
        family,
        Mint.granted(scopes, asked, standing, null),
        jkt,
        app.profile() == SecurityProfile.FAPI2,
        null,
        now);
  }

  /// Ends every token of a family; doing it twice is doing it once.
  public Future<Void> endFamily(UUID family) {
    return changes
        .<UUID>changing(tx ->
            tx.preparedQuery(
                    """
                    select g.id, g.patient, g.client_id from consent.grant g
                    join consent.family f on f.grant_id = g.id where f.id = $1 for share of g\
                    """)
                .execute(Tuple.of(family))
                .compose(rows ->
                    tx.preparedQuery(
                            """
                            update consent.family set ended_at = $2
                            where id = $1 and ended_at is null\
                            """)
                        .execute(Tuple.of(family, TokenRowStore.utc(clock.instant())))
                        .map(ended -> changed(rows, ended.rowCount()))))
        .mapEmpty();
  }

  /// RFC 7009: a refresh token takes its access tokens with it, an access token goes alone. Empty
  /// when it is not a live token of this client.
  public Future<Optional<LiveToken>> revoke(String token, String clientId) {
    Buffer key = TokenRowStore.hashed(hash, token);
    return pool.preparedQuery(
            """
            select family from consent.refresh_token
            where hash = $1 and client_id = $2 and ended_at is null\
            """)
        .execute(Tuple.of(key, clientId))
        .map(rows -> TokenRowStore.first(rows, row -> row.getUUID("family")))
        .compose(family ->
            family.isPresent()
                ? lookedUp(family.get()).compose(one -> endFamily(family.get()).map(done -> one))
                : revokeAccess(key, clientId));
  }

  private Future<Optional<LiveToken>> lookedUp(UUID family) {
    return pool.preparedQuery(LIVE + "and t.family = $1 order by t.issued_at desc limit 1")
        .execute(Tuple.of(family))
        .map(rows -> TokenRowStore.first(rows, TokenRowStore::live));
  }

  private Future<Optional<LiveToken>> revokeAccess(Buffer key, String clientId) {
    return changes
        .<LiveToken>changing(tx ->
            tx.preparedQuery(
                    """
                    update consent.access_token t set ended_at = $3
                    from consent.grant g, consent.family f
                    where t.hash = $1 and t.client_id = $2 and t.ended_at is null
                      and g.id = t.grant_id and f.id = t.family
                    returning t.*, g.patient, f.details\
                    """)
                .execute(Tuple.of(key, clientId, TokenRowStore.utc(clock.instant())))
                .map(rows -> {
                  Optional<LiveToken> ended = TokenRowStore.first(rows, TokenRowStore::live);
                  Noted noted =
                      TokenRowStore.first(rows, row -> noted(row, "grant_id")).orElse(null);
                  return new Changed<>(ended, noted);
                }))
        .map(Changed::value);
  }

  private static Changed<UUID> changed(Iterable<Row> rows, int ended) {
    Noted noted =
        ended == 0 ? null : TokenRowStore.first(rows, row -> noted(row, "id")).orElse(null);
    return new Changed<>(Optional.empty(), noted);
  }

  private static Noted noted(Row row, String grant) {
    Change.GrantKey key =
        new Change.GrantKey(
            row.getUUID(grant), new PatientId(row.getLong("patient")), row.getString("client_id"));
    return new Noted(Change.Kind.GRANT, key.text());
  }

  /// Forgets what is a day past its end; the replay of so old a code is just unknown.
  public Future<Void> sweep() {
    return pool.withTransaction(tx ->
            tx.query("delete from consent.code where expires_at < now() - interval '1 day'")
                .execute()
                .compose(done ->
                    tx.query(
                            """
                            with access as (delete from consent.access_token
                              where expires_at < now() - interval '1 day')
                            delete from consent.refresh_token
                              where expires_at < now() - interval '1 day'\
                            """)
                        .execute())
                .compose(done ->
                    tx.query(
                            """
                            delete from consent.family f
                            where f.created_at < now() - interval '2 days'
                              and not exists (select from consent.code where family = f.id)
                              and not exists (select from consent.access_token
                                where family = f.id)
                              and not exists (select from consent.refresh_token
                                where family = f.id)\
                            """)
                        .execute()))
        .map(Objects::requireNonNull)
        .mapEmpty();
  }
}
