package org.trousse.referencing.check;

import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.trousse.referencing.check.CheckRun.Trigger;
import org.trousse.referencing.finding.Finding;

/// Runs of checks and what they found; nothing of it is ever changed or taken away. Only the nights
/// that nodes took are forgotten.
public final class CheckStore {
  /// A dossier's runs begin at least so far apart.
  static final Duration APART = Duration.ofSeconds(10);

  /// A run that has not ended by then has died with its process.
  static final Duration LOST_AFTER = Duration.ofMinutes(2);

  private static final int RUNS_MAX = 50;

  private static final String RUN =
      """
      select id, dossier, manifest_version, trigger, started_at, ended_at, looks, looked, lost
      from referencing.check_run\
      """;

  private final Pool pool;

  /// Whether a run may go on.
  sealed interface Begun {
    record Yes() implements Begun {}

    record Busy(UUID run) implements Begun {}

    record TooSoon(Duration left) implements Begun {}
  }

  public CheckStore(Pool pool) {
    this.pool = pool;
  }

  /// One run at a time for a dossier, however many nodes ask.
  Future<Begun> begin(CheckRun run) {
    return pool.<Begun>withTransaction(tx ->
            tx.preparedQuery("select pg_advisory_xact_lock(hashtextextended($1, 3))")
                .execute(Tuple.of(run.dossier().toString()))
                .compose(locked -> last(tx, run))
                .compose(last -> decide(tx, run, last)))
        .map(Objects::requireNonNull);
  }

  private static Future<Optional<CheckRun>> last(SqlConnection tx, CheckRun run) {
    return tx.preparedQuery(
            """
            update referencing.check_run set ended_at = $2, lost = true
            where dossier = $1 and ended_at is null and started_at <= $3\
            """)
        .execute(Tuple.of(run.dossier(), utc(run.started()), utc(run.started().minus(LOST_AFTER))))
        .compose(ended ->
            tx.preparedQuery(RUN + " where dossier = $1 order by started_at desc limit 1")
                .execute(Tuple.of(run.dossier())))
        .map(rows -> one(rows, List.of()));
  }

  private static Future<Begun> decide(SqlConnection tx, CheckRun run, Optional<CheckRun> last) {
    if (last.isPresent() && last.get().ended() == null) {
      return Future.succeededFuture(new Begun.Busy(last.get().id()));
    }
    Duration since =
        last.map(found -> Duration.between(found.started(), run.started())).orElse(APART);
    if (since.compareTo(APART) < 0) {
      return Future.succeededFuture(new Begun.TooSoon(APART.minus(since)));
    }
    return tx.preparedQuery(
            """
            insert into referencing.check_run
              (id, dossier, manifest_version, trigger, started_at, looks, looked, lost)
            values ($1, $2, $3, $4, $5, $6, 0, false)\
            """)
        .execute(
            Tuple.of(
                run.id(),
                run.dossier(),
                run.manifestVersion(),
                run.trigger().word(),
                utc(run.started()),
                run.looks()))
        .map(new Begun.Yes());
  }

  /// Says how far a run is; a lost word of progress harms nothing.
  Future<Void> progress(UUID run, int looked) {
    return pool.preparedQuery(
            """
            update referencing.check_run set looked = greatest(looked, $2)
            where id = $1 and ended_at is null\
            """)
        .execute(Tuple.of(run, looked))
        .mapEmpty();
  }

  /// Keeps the findings and ends the run, both or neither.
  Future<CheckRun> end(CheckRun run, Instant at, List<Finding> findings) {
    List<Tuple> rows = new ArrayList<>();
    for (Finding finding : findings) {
      rows.add(
          Tuple.of(
              run.id(),
              rows.size(),
              run.dossier(),
              finding.criterion(),
              finding.outcome().name(),
              utc(finding.at()),
              FindingJson.write(finding).toString()));
    }
    return pool.withTransaction(tx ->
            (rows.isEmpty()
                    ? Future.succeededFuture()
                    : tx.preparedQuery(
                            """
                            insert into referencing.check_finding
                              (run, position, dossier, criterion, outcome, at, body)
                            values ($1, $2, $3, $4, $5, $6, $7::text::jsonb)\
                            """)
                        .executeBatch(rows))
                .compose(kept ->
                    tx.preparedQuery(
                            """
                            update referencing.check_run
                            set ended_at = $2, looked = looks, lost = false where id = $1\
                            """)
                        .execute(Tuple.of(run.id(), utc(at)))))
        .map(ended ->
            new CheckRun(
                run.id(),
                run.dossier(),
                run.manifestVersion(),
                run.trigger(),
                run.started(),
                at,
                run.looks(),
                run.looks(),
                false,
                findings));
  }

  public Future<Optional<CheckRun>> find(UUID dossier, UUID run) {
    return pool.preparedQuery(RUN + " where dossier = $1 and id = $2")
        .execute(Tuple.of(dossier, run))
        .compose(this::withFindings)
        .map(found -> found.stream().findFirst());
  }

  /// A dossier's runs, the newest first.
  public Future<List<CheckRun>> history(UUID dossier, int limit) {
    return pool.preparedQuery(RUN + " where dossier = $1 order by started_at desc limit $2")
        .execute(Tuple.of(dossier, Math.min(limit, RUNS_MAX)))
        .compose(this::withFindings);
  }

  /// The newest finding of each criterion for one version of the manifest.
  public Future<List<Finding>> newest(UUID dossier, int manifestVersion) {
    return pool.preparedQuery(
            """
            select f.body::text as body from referencing.check_finding f join (
              select distinct on (n.criterion) n.criterion, n.run
              from referencing.check_finding n join referencing.check_run r on r.id = n.run
              where n.dossier = $1 and r.manifest_version = $2
              order by n.criterion, r.started_at desc
            ) as last on last.run = f.run and last.criterion = f.criterion
            order by f.criterion, f.position\
            """)
        .execute(Tuple.of(dossier, manifestVersion))
        .map(CheckStore::findings);
  }

  /// Whether this node is the one that checks the dossier on this day.
  Future<Boolean> claim(UUID dossier, LocalDate day) {
    return pool.preparedQuery(
            """
            insert into referencing.check_night (dossier, day) values ($1, $2)
            on conflict do nothing\
            """)
        .execute(Tuple.of(dossier, day))
        .map(rows -> rows.rowCount() == 1);
  }

  /// Gives the day back, since another run stood in the way.
  Future<Void> unclaim(UUID dossier, LocalDate day) {
    return pool.preparedQuery("delete from referencing.check_night where dossier = $1 and day = $2")
        .execute(Tuple.of(dossier, day))
        .mapEmpty();
  }

  /// Forgets nights before a day; how many.
  Future<Integer> sweep(LocalDate before, int limit) {
    return pool.preparedQuery(
            """
            delete from referencing.check_night where (dossier, day) in (
              select dossier, day from referencing.check_night
              where day < $1 order by day limit $2)\
            """)
        .execute(Tuple.of(before, limit))
        .map(RowSet::rowCount);
  }

  private Future<List<CheckRun>> withFindings(RowSet<Row> runs) {
    List<UUID> ids = new ArrayList<>();
    runs.forEach(row -> ids.add(row.getUUID("id")));
    return pool.preparedQuery(
            """
            select run, body::text as body from referencing.check_finding
            where run = any ($1) order by run, position\
            """)
        .execute(Tuple.of(ids.toArray(UUID[]::new)))
        .map(rows -> {
          List<CheckRun> all = new ArrayList<>();
          for (Row row : runs) {
            all.add(run(row, findings(rows, row.getUUID("id"))));
          }
          return all;
        });
  }

  private static List<Finding> findings(RowSet<Row> rows) {
    List<Finding> all = new ArrayList<>();
    rows.forEach(row -> all.add(FindingJson.read(row.getString("body"))));
    return all;
  }

  private static List<Finding> findings(RowSet<Row> rows, UUID run) {
    List<Finding> all = new ArrayList<>();
    for (Row row : rows) {
      if (row.getUUID("run").equals(run)) {
        all.add(FindingJson.read(row.getString("body")));
      }
    }
    return all;
  }

  private static Optional<CheckRun> one(RowSet<Row> rows, List<Finding> findings) {
    return rows.size() == 0 ? Optional.empty() : Optional.of(run(rows.iterator().next(), findings));
  }

  private static CheckRun run(Row row, List<Finding> findings) {
    return new CheckRun(
        row.getUUID("id"),
        row.getUUID("dossier"),
        row.getInteger("manifest_version"),
        Trigger.of(row.getString("trigger")),
        row.getOffsetDateTime("started_at").toInstant(),
        instant(row.getOffsetDateTime("ended_at")),
        row.getInteger("looks"),
        row.getInteger("looked"),
        row.getBoolean("lost"),
        findings);
  }

  private static OffsetDateTime utc(Instant at) {
    return at.atOffset(ZoneOffset.UTC);
  }

  private static @Nullable Instant instant(@Nullable OffsetDateTime time) {
    return time == null ? null : time.toInstant();
  }
}
