package org.trousse.referencing.history;

import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.trousse.referencing.dossier.Actor;
import org.trousse.referencing.dossier.Dossier;
import org.trousse.referencing.dossier.Event;
import org.trousse.referencing.dossier.State;
import org.trousse.referencing.dossier.Verdict;

/// Reads dossiers and their history.
public final class HistoryStore {
  private static final int EVENTS_MAX = 100_000;
  private static final int LIST_MAX = 500;

  private static final String WHOLE = "select body::text as body from referencing.dossier ";

  private static final String FIND =
      "select body::text as body from referencing.dossier where id = $1";

  private static final String SUMMARY =
      "select id, reference, software, organisation, state, version, due_at, begun_at, changed_at"
          + " from referencing.dossier ";

  private static final String EVENT_COLUMNS =
      "select dossier, number, at, actor_kind, actor, kind, body::text as body"
          + " from referencing.event ";

  private static final String EVENTS =
      EVENT_COLUMNS + "where dossier = $1 order by number limit $2";

  private static final String PAGE =
      EVENT_COLUMNS + "where dossier = $1 and number < $2 order by number desc limit $3";

  private static final String MOVES =
      EVENT_COLUMNS + "where dossier = $1 and kind = 'Moved' order by number limit $2";

  private static final String TIMES =
      EVENT_COLUMNS
          + "where kind in ('Begun', 'Moved', 'Stopped', 'Resumed') and dossier in (select id from"
          + " referencing.dossier where changed_at >= $1) order by dossier, number limit $2";

  private static final String VERDICTS =
      "select body::text as body from referencing.verdict where dossier = $1 and criterion = $2"
          + " order by version";

  private final Pool pool;

  public HistoryStore(Pool pool) {
    this.pool = pool;
  }

  /// A dossier in a list.
  ///
  /// @param due when a clock next asks for something; null: never
  public record Summary(
      UUID id,
      String reference,
      String software,
      UUID organisation,
      State state,
      int version,
      @Nullable Instant due,
      Instant begun,
      Instant changed) {}

  public Future<Optional<Dossier>> find(UUID id) {
    return find(pool, id);
  }

  static Future<Optional<Dossier>> find(SqlClient client, UUID id) {
    return client.preparedQuery(FIND).execute(Tuple.of(id)).map(DossierStore::dossier);
  }

  /// An organisation's dossiers, the newest first.
  public Future<List<Summary>> of(UUID organisation) {
    return pool.preparedQuery(SUMMARY + "where organisation = $1 order by begun_at desc limit $2")
        .execute(Tuple.of(organisation, LIST_MAX))
        .map(HistoryStore::summaries);
  }

  /// An app's dossiers, the newest first.
  public Future<List<Summary>> of(String software) {
    return pool.preparedQuery(SUMMARY + "where software = $1 order by begun_at desc limit $2")
        .execute(Tuple.of(software, LIST_MAX))
        .map(HistoryStore::summaries);
  }

  /// Dossiers in any of these states, what is due first.
  public Future<List<Summary>> in(List<State> states) {
    String[] names = states.stream().map(State::name).toArray(String[]::new);
    return pool.preparedQuery(
            SUMMARY + "where state = any ($1) order by due_at nulls last, begun_at limit $2")
        .execute(Tuple.of(names, LIST_MAX))
        .map(HistoryStore::summaries);
  }

  /// The same with all that is known of them.
  public Future<List<Dossier>> dossiers(List<State> states) {
    String[] names = states.stream().map(State::name).toArray(String[]::new);
    return pool.preparedQuery(
            WHOLE + "where state = any ($1) order by due_at nulls last, begun_at limit $2")
        .execute(Tuple.of(names, LIST_MAX))
        .map(HistoryStore::dossiers);
  }

  /// An organisation's, the newest first, with all that is known of them.
  public Future<List<Dossier>> dossiers(UUID organisation) {
    return pool.preparedQuery(WHOLE + "where organisation = $1 order by begun_at desc limit $2")
        .execute(Tuple.of(organisation, LIST_MAX))
        .map(HistoryStore::dossiers);
  }

  private static List<Dossier> dossiers(RowSet<Row> rows) {
    List<Dossier> all = new ArrayList<>();
    rows.forEach(row -> all.add(HistoryJson.read(Dossier.class, row.getString("body"))));
    return all;
  }

  private static List<Summary> summaries(RowSet<Row> rows) {
    List<Summary> all = new ArrayList<>();
    for (Row row : rows) {
      OffsetDateTime due = row.getOffsetDateTime("due_at");
      all.add(
          new Summary(
              row.getUUID("id"),
              row.getString("reference"),
              row.getString("software"),
              row.getUUID("organisation"),
              State.valueOf(row.getString("state")),
              row.getInteger("version"),
              due == null ? null : due.toInstant(),
              row.getOffsetDateTime("begun_at").toInstant(),
              row.getOffsetDateTime("changed_at").toInstant()));
    }
    return all;
  }

  /// A dossier's whole history, in order.
  public Future<List<Event>> events(UUID dossier) {
    return events(pool, dossier);
  }

  static Future<List<Event>> events(SqlClient client, UUID dossier) {
    return client
        .preparedQuery(EVENTS)
        .execute(Tuple.of(dossier, EVENTS_MAX))
        .map(HistoryStore::events);
  }

  /// One part of a dossier's history; nothing else of it is read.
  public Future<HistoryPage> page(UUID dossier, HistoryPage.Ask ask) {
    return pool.preparedQuery(PAGE)
        .execute(Tuple.of(dossier, ask.before(), ask.size() + 1))
        .map(rows -> HistoryPage.of(events(rows), ask));
  }

  /// A dossier's moves from state to state, in order.
  public Future<List<Event>> moves(UUID dossier) {
    return pool.preparedQuery(MOVES)
        .execute(Tuple.of(dossier, EVENTS_MAX))
        .map(HistoryStore::events);
  }

  /// What [org.trousse.referencing.dossier.clock.Statistics] needs of the dossiers that changed
  /// since then.
  public Future<List<List<Event>>> times(Instant since) {
    return pool.preparedQuery(TIMES)
        .execute(Tuple.of(DossierStore.utc(since), EVENTS_MAX))
        .map(rows -> {
          Map<UUID, List<Event>> all = new LinkedHashMap<>();
          events(rows)
              .forEach(event ->
                  all.computeIfAbsent(event.dossier(), id -> new ArrayList<>()).add(event));
          return List.copyOf(all.values());
        });
  }

  private static List<Event> events(RowSet<Row> rows) {
    List<Event> all = new ArrayList<>();
    for (Row row : rows) {
      all.add(
          HistoryJson.event(
              row.getUUID("dossier"),
              row.getInteger("number"),
              row.getOffsetDateTime("at").toInstant(),
              new Actor.Trace(row.getString("actor_kind"), row.getUUID("actor")),
              row.getString("kind"),
              row.getString("body")));
    }
    return all;
  }

  /// Every verdict that one criterion ever had, in order: what two officers compare.
  public Future<List<Verdict>> verdicts(UUID dossier, String criterion) {
    return pool.preparedQuery(VERDICTS)
        .execute(Tuple.of(dossier, criterion))
        .map(rows -> {
          List<Verdict> all = new ArrayList<>();
          rows.forEach(row -> all.add(HistoryJson.read(Verdict.class, row.getString("body"))));
          return all;
        });
  }
}
