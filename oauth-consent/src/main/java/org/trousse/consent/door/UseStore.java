package org.trousse.consent.door;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.trousse.consent.permission.Permission;

/// The table `consent.use`: when each permission was last used. Doors note it in memory; a batch
/// goes to the database every few seconds, and a lost batch costs nothing but its seconds.
public final class UseStore {
  static final Duration FLUSH = Duration.ofSeconds(5);

  private static final int BATCH_MAX = 10_000;
  private static final long NO_TIMER = -1;

  private record Use(UUID grant, Permission permission) {}

  private final Vertx vertx;
  private final Pool pool;
  private final Clock clock;
  private final ConcurrentMap<Use, Instant> noted = new ConcurrentHashMap<>();
  private long timer = NO_TIMER;

  public UseStore(Vertx vertx, Pool pool, Clock clock) {
    this.vertx = vertx;
    this.pool = pool;
    this.clock = clock;
  }

  public void open() {
    timer = vertx.setPeriodic(FLUSH.toMillis(), tick -> flush());
  }

  public Future<Void> close() {
    vertx.cancelTimer(timer);
    return flush();
  }

  /// Any thread may call. Beyond a full batch nothing is noted until the next one.
  void note(UUID grant, Permission permission) {
    if (noted.size() < BATCH_MAX) {
      noted.put(new Use(grant, permission), clock.instant());
    }
  }

  Future<Void> flush() {
    Map<Use, Instant> batch = new HashMap<>(noted);
    if (batch.isEmpty()) {
      return Future.succeededFuture();
    }
    batch.forEach(noted::remove);
    List<UUID> grants = new ArrayList<>();
    List<String> permissions = new ArrayList<>();
    List<OffsetDateTime> times = new ArrayList<>();
    batch.forEach((use, at) -> {
      grants.add(use.grant());
      permissions.add(use.permission().word());
      times.add(at.atOffset(ZoneOffset.UTC));
    });
    return pool.preparedQuery(
            """
            insert into consent.use (grant_id, permission, used_at)
            select * from unnest($1::uuid[], $2::text[], $3::timestamptz[])
            order by 1, 2
            on conflict (grant_id, permission)
            do update set used_at = greatest(consent.use.used_at, excluded.used_at)\
            """)
        .execute(
            Tuple.of(
                grants.toArray(UUID[]::new),
                permissions.toArray(String[]::new),
                times.toArray(OffsetDateTime[]::new)))
        .mapEmpty();
  }

  /// When each permission of a grant was last used; none that never was.
  public Future<Map<Permission, Instant>> of(UUID grant) {
    return pool.preparedQuery("select permission, used_at from consent.use where grant_id = $1")
        .execute(Tuple.of(grant))
        .map(rows -> {
          Map<Permission, Instant> uses = new HashMap<>();
          for (Row row : rows) {
            Permission.of(row.getString("permission"))
                .ifPresent(one -> uses.put(one, row.getOffsetDateTime("used_at").toInstant()));
          }
          return uses;
        });
  }
}
