package org.trousse.referencing.history;

import io.vertx.core.Future;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.trousse.referencing.dossier.Decision;
import org.trousse.referencing.dossier.Decision.Decided;
import org.trousse.referencing.dossier.Dossier;
import org.trousse.referencing.dossier.Event;
import org.trousse.referencing.dossier.clock.ClockRules;
import org.trousse.referencing.dossier.refusal.Refusals;
import org.trousse.referencing.evidence.EvidenceStore;

/// Writes dossiers: events, what they make of the dossier, verdicts and the outbox, in one
/// transaction for each act.
public final class DossierStore {
  private static final String UNIQUE = "23505";

  private static final String LOCK =
      "select body::text as body from referencing.dossier where id = $1 for update";

  private static final String LAST =
      """
      select body::text as body from referencing.dossier where software = $1
      order by begun_at desc, open desc limit 1\
      """;

  private static final String BEGIN =
      """
      insert into referencing.dossier (id, reference, software, organisation, state, open, version,
        due_at, begun_at, changed_at, body)
      values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $9, $10::text::jsonb)\
      """;

  private static final String KEEP =
      """
      update referencing.dossier set state = $2, open = $3, version = $4, due_at = $5,
        changed_at = $6, body = $7::text::jsonb
      where id = $1 and version = $8\
      """;

  private static final String EVENT =
      """
      insert into referencing.event (dossier, number, at, actor_kind, actor, kind, body)
      values ($1, $2, $3, $4, $5, $6, $7::text::jsonb)\
      """;

  private static final String VERDICT =
      """
      insert into referencing.verdict (dossier, criterion, version, at, word, body)
      values ($1, $2, $3, $4, $5, $6::text::jsonb)\
      """;

  private static final String PARCEL =
      """
      insert into referencing.outbox (dossier, lane, version, body, due_at)
      values ($1, $2, $3, $4::text::jsonb, $5)\
      """;

  private static final String DUE =
      "select id from referencing.dossier where due_at <= $1 order by due_at limit $2";

  private static final String POSTPONE =
      "update referencing.dossier set due_at = $2 where id = $1 and due_at < $2";

  private final Pool pool;

  public DossierStore(Pool pool) {
    this.pool = pool;
  }

  /// Begins a dossier, if the rules allow it after the app's last one.
  ///
  /// @param decide gets the last dossier of the app, or null
  Future<Decision> begin(String software, Function<@Nullable Dossier, Decision> decide) {
    return keepingOneOpen(
        pool.withTransaction(tx ->
                tx.preparedQuery(LAST)
                    .execute(Tuple.of(software))
                    .map(rows -> decide.apply(dossier(rows).orElse(null)))
                    .compose(decision -> keep(tx, null, decision)))
            .map(Objects::requireNonNull));
  }

  /// Changes a dossier as the rules decide; nobody else changes it meanwhile.
  Future<Decision> change(UUID id, Function<Dossier, Decision> decide) {
    return keepingOneOpen(
        pool.withTransaction(tx -> change(tx, id, decide)).map(Objects::requireNonNull));
  }

  /// The same in a transaction that does something else too.
  static Future<Decision> change(SqlConnection tx, UUID id, Function<Dossier, Decision> decide) {
    return tx.preparedQuery(LOCK)
        .execute(Tuple.of(id))
        .compose(rows -> {
          Optional<Dossier> found = dossier(rows);
          return found.isEmpty()
              ? Future.succeededFuture(Refusals.UNKNOWN)
              : keep(tx, found.get(), decide.apply(found.get()));
        });
  }

  /// Two dossiers of one app that open at the same moment: the second is refused.
  private static Future<Decision> keepingOneOpen(Future<Decision> kept) {
    return kept.recover(failed ->
        failed instanceof PgException refused
                && UNIQUE.equals(refused.getSqlState())
                && "dossier_open".equals(refused.getConstraint())
            ? Future.succeededFuture(Refusals.OPEN_ALREADY)
            : Future.failedFuture(failed));
  }

  private static Future<Decision> keep(
      SqlConnection tx, @Nullable Dossier before, Decision decision) {
    if (!(decision instanceof Decided(var events, var after)) || events.isEmpty()) {
      return Future.succeededFuture(decision);
    }
    OffsetDateTime now = utc(events.getLast().at());
    List<Future<?>> all = new ArrayList<>();
    all.add(tx.preparedQuery(EVENT).executeBatch(events.stream().map(DossierStore::row).toList()));
    all.add(before == null ? insert(tx, after, now) : update(tx, before, after, now));
    List<Tuple> verdicts = events.stream().flatMap(event -> verdict(event).stream()).toList();
    if (!verdicts.isEmpty()) {
      all.add(tx.preparedQuery(VERDICT).executeBatch(verdicts));
    }
    List<Tuple> parcels =
        PublicationRules.parcels(events, after).stream()
            .map(one -> Tuple.of(after.id(), one.lane(), one.version(), one.body(), now))
            .toList();
    if (!parcels.isEmpty()) {
      all.add(tx.preparedQuery(PARCEL).executeBatch(parcels));
    }
    if (handedIn(events)) {
      UUID organisation = after.identity().organisation();
      all.add(EvidenceStore.submitted(tx, organisation, after.id(), now.toInstant()));
    }
    return Future.all(all).map(decision);
  }

  private static boolean handedIn(List<Event> events) {
    return events.stream()
        .anyMatch(event -> event.fact() instanceof Event.Moved moved && moved.move().handsIn());
  }

  private static Future<RowSet<Row>> insert(SqlConnection tx, Dossier dossier, OffsetDateTime now) {
    return tx.preparedQuery(BEGIN)
        .execute(
            Tuple.of(
                dossier.id(),
                dossier.identity().reference(),
                dossier.identity().software(),
                dossier.identity().organisation(),
                dossier.state().name(),
                !dossier.state().ended(),
                dossier.version(),
                due(dossier),
                now,
                HistoryJson.write(dossier)));
  }

  private static Future<RowSet<Row>> update(
      SqlConnection tx, Dossier before, Dossier after, OffsetDateTime now) {
    return tx.preparedQuery(KEEP)
        .execute(
            Tuple.of(
                after.id(),
                after.state().name(),
                !after.state().ended(),
                after.version(),
                due(after),
                now,
                HistoryJson.write(after),
                before.version()))
        .compose(rows ->
            rows.rowCount() == 1
                ? Future.succeededFuture(rows)
                : Future.failedFuture(
                    new IllegalStateException("a dossier changed under its lock: " + after.id())));
  }

  private static @Nullable OffsetDateTime due(Dossier dossier) {
    return ClockRules.next(dossier).map(DossierStore::utc).orElse(null);
  }

  private static Tuple row(Event event) {
    return Tuple.of(
        event.dossier(),
        event.number(),
        utc(event.at()),
        event.actor().kind(),
        event.actor().account(),
        HistoryJson.kind(event.fact()),
        HistoryJson.write(event.fact()));
  }

  private static Optional<Tuple> verdict(Event event) {
    return event.fact() instanceof Event.Judged(var verdict)
        ? Optional.of(
            Tuple.of(
                event.dossier(),
                verdict.criterion(),
                verdict.version(),
                utc(verdict.at()),
                verdict.word().name(),
                HistoryJson.write(verdict)))
        : Optional.empty();
  }

  /// Dossiers of which a clock asks something, the longest waiting first.
  Future<List<UUID>> due(Instant now, int limit) {
    return pool.preparedQuery(DUE)
        .execute(Tuple.of(utc(now), limit))
        .map(rows -> {
          List<UUID> ids = new ArrayList<>();
          rows.forEach(row -> ids.add(row.getUUID("id")));
          return ids;
        });
  }

  /// Looks at a dossier's clocks later.
  Future<Void> postpone(UUID id, Instant until) {
    return pool.preparedQuery(POSTPONE).execute(Tuple.of(id, utc(until))).mapEmpty();
  }

  static Optional<Dossier> dossier(RowSet<Row> rows) {
    return rows.size() == 0
        ? Optional.empty()
        : Optional.of(HistoryJson.read(Dossier.class, rows.iterator().next().getString("body")));
  }

  static OffsetDateTime utc(Instant at) {
    return at.atOffset(ZoneOffset.UTC);
  }
}
