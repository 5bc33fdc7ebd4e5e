package org.trousse.referencing.drill;

import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The table `referencing.drill`.
public final class DrillStore {
  /// What an incident's notice may take, and so its rehearsal's.
  static final Duration ANSWER_WITHIN = Duration.ofHours(24);

  private final Pool pool;

  /// One rehearsal.
  ///
  /// @param answered null: not yet
  /// @param status of the answer; 0: it came later, signed
  public record Drill(
      UUID id, UUID dossier, Instant sent, @Nullable Instant answered, int status) {}

  public DrillStore(Pool pool) {
    this.pool = pool;
  }

  /// The drill of this address that is under way or was answered in the last 24 hours, else a new
  /// one.
  Future<Drill> current(UUID dossier, URI address, UUID newId, Instant now) {
    return pool.withTransaction(tx ->
            tx.preparedQuery("select pg_advisory_xact_lock(hashtextextended($1, 4))")
                .execute(Tuple.of(dossier.toString()))
                .compose(locked ->
                    tx.preparedQuery(
                            """
                            insert into referencing.drill (id, dossier, address, sent_at)
                            select $1, $2, $3, $4 where not exists (
                              select from referencing.drill
                              where dossier = $2 and address = $3
                                and coalesce(answered_at, sent_at) > $5)\
                            """)
                        .execute(
                            Tuple.of(
                                newId,
                                dossier,
                                address.toString(),
                                utc(now),
                                utc(now.minus(ANSWER_WITHIN)))))
                .compose(inserted ->
                    tx.preparedQuery(
                            """
                            select id, dossier, sent_at, answered_at, status
                            from referencing.drill where dossier = $1 and address = $2
                            order by sent_at desc limit 1\
                            """)
                        .execute(Tuple.of(dossier, address.toString()))))
        .map(Objects::requireNonNull)
        .map(rows -> drill(rows.iterator().next()));
  }

  /// A drill whose answer may still come.
  public Future<Optional<Drill>> find(UUID id) {
    return pool.preparedQuery(
            "select id, dossier, sent_at, answered_at, status from referencing.drill where id = $1")
        .execute(Tuple.of(id))
        .map(DrillStore::first);
  }

  /// Whether this was its first answer, and in time.
  Future<Boolean> answered(UUID id, int status, Instant at) {
    return pool.preparedQuery(
            """
            update referencing.drill set answered_at = $2, status = $3
            where id = $1 and answered_at is null and sent_at >= $4\
            """)
        .execute(Tuple.of(id, utc(at), status, utc(at.minus(ANSWER_WITHIN))))
        .map(rows -> rows.rowCount() == 1);
  }

  private static Optional<Drill> first(RowSet<Row> rows) {
    return rows.size() == 0 ? Optional.empty() : Optional.of(drill(rows.iterator().next()));
  }

  private static Drill drill(Row row) {
    OffsetDateTime answered = row.getOffsetDateTime("answered_at");
    Integer status = row.getInteger("status");
    return new Drill(
        row.getUUID("id"),
        row.getUUID("dossier"),
        row.getOffsetDateTime("sent_at").toInstant(),
        answered == null ? null : answered.toInstant(),
        status == null ? 0 : status);
  }

  private static OffsetDateTime utc(Instant at) {
    return at.atOffset(ZoneOffset.UTC);
  }
}
