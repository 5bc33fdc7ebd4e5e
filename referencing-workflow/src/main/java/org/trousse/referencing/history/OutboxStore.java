package org.trousse.referencing.history;

import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.trousse.referencing.dossier.Dossier;
import org.trousse.referencing.dossier.Event;
import org.trousse.referencing.dossier.Evidence;
import org.trousse.referencing.history.PublicationRules.Parcel;
import org.trousse.referencing.history.publication.Publication;

/// The table `referencing.outbox`. A parcel is locked while it is under way, so that no other node
/// takes it; when the carrier dies, its lock dies too and another takes the parcel again.
final class OutboxStore {
  private static final Logger LOG = LoggerFactory.getLogger(OutboxStore.class);
  private static final long FIRST_WAIT_MILLIS = 200;
  private static final int DOUBLINGS_MAX = 20;

  /// Nothing may hold up for long that an app is stopped.
  private static final Duration STANDING_WAIT_MAX = Duration.ofSeconds(2);

  private static final Duration WAIT_MAX = Duration.ofMinutes(5);

  /// Of each dossier and lane only the first that waits, so that nothing overtakes.
  private static final String TAKE =
      """
      select o.dossier, o.lane, o.version, o.body::text as body, o.tries
      from referencing.outbox o
      where o.done_at is null and o.due_at <= $1 and not exists (
        select from referencing.outbox earlier
        where earlier.dossier = o.dossier and earlier.lane = o.lane
          and earlier.version < o.version and earlier.done_at is null)
      order by o.lane <> 'standing', o.due_at limit 1
      for update skip locked\
      """;

  private static final String DONE =
      """
      update referencing.outbox set tries = tries + 1, done_at = $4
      where dossier = $1 and lane = $2 and version = $3\
      """;

  private static final String LATER =
      """
      update referencing.outbox set tries = tries + 1, due_at = $4
      where dossier = $1 and lane = $2 and version = $3\
      """;

  /// A parcel that waits is never swept, however old it is.
  private static final String SWEEP = "select referencing.forget_delivered($1, $2)";

  private final Pool pool;

  OutboxStore(Pool pool) {
    this.pool = pool;
  }

  /// Brings one parcel to where it belongs.
  @FunctionalInterface
  interface Carries {
    Future<Void> carry(SqlConnection tx, UUID dossier, Parcel parcel);
  }

  /// Takes one parcel that is due and has it carried: done, or due again later. False: there is
  /// none.
  Future<Boolean> deliverOne(Instant now, Carries carrier) {
    return pool.withTransaction(tx ->
            tx.preparedQuery(TAKE)
                .execute(Tuple.of(DossierStore.utc(now)))
                .compose(rows ->
                    rows.size() == 0
                        ? Future.succeededFuture(false)
                        : deliver(tx, rows.iterator().next(), now, carrier).map(true)))
        .map(Objects::requireNonNull);
  }

  private static Future<RowSet<Row>> deliver(
      SqlConnection tx, Row row, Instant now, Carries carrier) {
    UUID dossier = row.getUUID("dossier");
    Parcel parcel =
        new Parcel(row.getString("lane"), row.getInteger("version"), row.getString("body"));
    int tries = row.getInteger("tries");
    return Future.succeededFuture()
        // a carrier that throws is one that failed, not one that holds up all others
        .compose(begun -> carrier.carry(tx, dossier, parcel))
        .transform(carried -> {
          if (carried.succeeded()) {
            return set(tx, DONE, dossier, parcel, now);
          }
          LOG.warn("{} of {} is not delivered: {}", parcel.lane(), dossier, carried.cause());
          return set(tx, LATER, dossier, parcel, now.plus(wait(parcel.lane(), tries)));
        });
  }

  private static Future<RowSet<Row>> set(
      SqlConnection tx, String sql, UUID dossier, Parcel parcel, Instant at) {
    return tx.preparedQuery(sql)
        .execute(Tuple.of(dossier, parcel.lane(), parcel.version(), DossierStore.utc(at)));
  }

  /// Forgets parcels that were delivered before then; how many.
  Future<Integer> sweep(Instant before, int limit) {
    return pool.preparedQuery(SWEEP)
        .execute(Tuple.of(DossierStore.utc(before), limit))
        .map(rows -> rows.iterator().next().getInteger(0));
  }

  static Duration wait(String lane, int tries) {
    Duration max = lane.equals(PublicationRules.STANDING) ? STANDING_WAIT_MAX : WAIT_MAX;
    Duration next = Duration.ofMillis(FIRST_WAIT_MILLIS << Math.min(tries, DOUBLINGS_MAX));
    return next.compareTo(max) < 0 ? next : max;
  }

  /// What is public of a dossier now; empty: it was never judged.
  static Future<Optional<Publication>> publication(SqlConnection tx, UUID id) {
    return HistoryStore.find(tx, id)
        .compose(found ->
            found.isEmpty()
                ? Future.succeededFuture(Optional.empty())
                : publication(tx, found.get()));
  }

  private static Future<Optional<Publication>> publication(SqlConnection tx, Dossier dossier) {
    Evidence evidence = dossier.evidence();
    if (evidence == null) {
      return Future.succeededFuture(Optional.empty());
    }
    Future<Optional<String>> manifest =
        ManifestStore.read(tx, dossier.id(), dossier.standing().judgedManifest());
    Future<List<Event>> events = HistoryStore.events(tx, dossier.id());
    return Future.all(manifest, events)
        .map(both ->
            manifest
                .result()
                .map(text -> PublicationRules.publication(dossier, events.result(), text)));
  }
}
