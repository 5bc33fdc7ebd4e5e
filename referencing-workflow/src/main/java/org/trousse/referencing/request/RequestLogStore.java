package org.trousse.referencing.request;

import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/// The table `referencing.request`. A log must never be what slows a door: what cannot be written
/// soon is left out, and counted.
public final class RequestLogStore {
  public static final Duration KEPT = Duration.ofDays(7);
  public static final int PAGE_MAX = 200;

  static final int UNDER_WAY_MAX = 64;

  private final Pool pool;
  private final Clock clock;
  private final AtomicInteger underWay = new AtomicInteger();
  private final AtomicLong leftOut = new AtomicLong();

  public RequestLogStore(Pool pool, Clock clock) {
    this.pool = pool;
    this.clock = clock;
  }

  /// Writes a line after its answer has left; true when it stands.
  Future<Boolean> add(LoggedRequest line) {
    if (underWay.incrementAndGet() > UNDER_WAY_MAX) {
      underWay.decrementAndGet();
      leftOut.incrementAndGet();
      return Future.succeededFuture(false);
    }
    return pool.preparedQuery(
            """
            insert into referencing.request (organisation, at, id, api_key, method, path, status,
              problem, ms)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9)\
            """)
        .execute(
            Tuple.tuple()
                .addUUID(line.organisation())
                .addOffsetDateTime(utc(line.at()))
                .addUUID(line.id())
                .addUUID(line.apiKey())
                .addString(line.method())
                .addString(line.path())
                .addShort((short) line.status())
                .addString(line.problem())
                .addInteger(line.ms()))
        .map(done -> true)
        .otherwise(failed -> {
          leftOut.incrementAndGet();
          return false;
        })
        .onComplete(done -> underWay.decrementAndGet());
  }

  /// An organisation's lines before an instant, the latest first; at most [#PAGE_MAX].
  public Future<List<LoggedRequest>> of(UUID organisation, Instant before) {
    return pool.preparedQuery(
            """
            select * from referencing.request
            where organisation = $1 and at < $2 and at >= $3 order by at desc, id limit $4\
            """)
        .execute(Tuple.of(organisation, utc(before), utc(clock.instant().minus(KEPT)), PAGE_MAX))
        .map(rows -> {
          List<LoggedRequest> lines = new ArrayList<>();
          for (Row row : rows) {
            lines.add(line(row));
          }
          return lines;
        });
  }

  /// Forgets what is older than seven days.
  public Future<Integer> sweep() {
    return pool.preparedQuery("delete from referencing.request where at < $1")
        .execute(Tuple.of(utc(clock.instant().minus(KEPT))))
        .map(rows -> rows.rowCount());
  }

  /// How many lines were left out since the start.
  public long leftOut() {
    return leftOut.get();
  }

  private static OffsetDateTime utc(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }

  private static LoggedRequest line(Row row) {
    return new LoggedRequest(
        row.getUUID("organisation"),
        row.getOffsetDateTime("at").toInstant(),
        row.getUUID("id"),
        row.getUUID("api_key"),
        row.getString("method"),
        row.getString("path"),
        row.getShort("status"),
        row.getString("problem"),
        row.getInteger("ms"));
  }
}
