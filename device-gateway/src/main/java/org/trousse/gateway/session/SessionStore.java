package org.trousse.gateway.session;

import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.util.List;
import java.util.Set;

/// The table `gateway.session`: what makes Session Present truthful across connections, nodes and
/// restarts.
public final class SessionStore {
  /// One for a principal and a client id.
  public record Key(long principal, String clientId) {}

  /// What a CONNECT finds.
  ///
  /// @param present whether the session stood already, not expired: the client may resend
  public record Opened(boolean present, Set<String> subscriptions) {}

  /// A row outlives the connection that holds it by this much, in case its node dies.
  private static final long HELD_SECONDS = 3_600;

  private static final String OPEN =
      """
      with stood as (
        select subscriptions from gateway.session
        where principal = $1 and client_id = $2 and expires_at > now()),
      kept as (
        insert into gateway.session (principal, client_id, expiry_s, expires_at, subscriptions)
        values ($1, $2, $3::bigint, now() + make_interval(secs => $3::bigint + $4::bigint), '{}')
        on conflict (principal, client_id) do update set
          expiry_s = excluded.expiry_s, expires_at = excluded.expires_at,
          subscriptions = coalesce((select subscriptions from stood), '{}')
        returning 1)
      select (select subscriptions from stood) as subscriptions,
        exists (select from stood) as present, (select count(*) from kept) as kept\
      """;

  private static final String RENEW =
      """
      update gateway.session set expires_at = now() + make_interval(secs => expiry_s + $3::bigint)
      where principal = any ($1) and client_id = any ($2)\
      """;

  private final Pool pool;

  public SessionStore(Pool pool) {
    this.pool = pool;
  }

  /// Continues the session, or begins it when there is none.
  public Future<Opened> resume(Key key, long expirySeconds) {
    return pool.preparedQuery(OPEN)
        .execute(Tuple.of(key.principal(), key.clientId(), expirySeconds, HELD_SECONDS))
        .map(rows -> {
          Row row = rows.iterator().next();
          String[] subscriptions = row.getArrayOfStrings("subscriptions");
          return new Opened(
              row.getBoolean("present"), subscriptions == null ? Set.of() : Set.of(subscriptions));
        });
  }

  /// Ends what stood and begins anew.
  public Future<Opened> restart(Key key, long expirySeconds) {
    Future<Void> ended = end(key);
    return expirySeconds == 0
        ? ended.map(gone -> new Opened(false, Set.of()))
        : ended.compose(gone -> resume(key, expirySeconds));
  }

  public Future<Void> subscribed(Key key, Set<String> subscriptions) {
    return pool.preparedQuery(
            "update gateway.session set subscriptions = $3 where principal = $1 and client_id = $2")
        .execute(Tuple.of(key.principal(), key.clientId(), subscriptions.toArray(String[]::new)))
        .mapEmpty();
  }

  /// The connection ended; the session lasts `expirySeconds` more.
  public Future<Void> closed(Key key, long expirySeconds) {
    if (expirySeconds == 0) {
      return end(key);
    }
    return pool.preparedQuery(
            """
            update gateway.session set expiry_s = $3::bigint,
              expires_at = now() + make_interval(secs => $3::bigint)
            where principal = $1 and client_id = $2\
            """)
        .execute(Tuple.of(key.principal(), key.clientId(), expirySeconds))
        .mapEmpty();
  }

  /// Keeps the sessions of living connections from expiring.
  public Future<Void> renew(List<Key> keys) {
    if (keys.isEmpty()) {
      return Future.succeededFuture();
    }
    return pool.preparedQuery(RENEW)
        .execute(
            Tuple.of(
                keys.stream().map(Key::principal).toArray(Long[]::new),
                keys.stream().map(Key::clientId).toArray(String[]::new),
                HELD_SECONDS))
        .mapEmpty();
  }

  /// Removes what has expired.
  public Future<Void> sweep() {
    return pool.query("delete from gateway.session where expires_at < now()").execute().mapEmpty();
  }

  private Future<Void> end(Key key) {
    return pool.preparedQuery("delete from gateway.session where principal = $1 and client_id = $2")
        .execute(Tuple.of(key.principal(), key.clientId()))
        .mapEmpty();
  }
}
