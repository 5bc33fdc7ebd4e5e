package org.trousse.consent.reminder;

import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.trousse.consent.permission.Permission;
import org.trousse.consent.reminder.Reminder.Kind;

/// The table `consent.reminder`: written once for each thing to tell, taken by who sends it.
public final class ReminderStore {
  /// An app allowed for a day or once says its end when it begins: nobody is reminded.
  private static final String ENDING =
      """
      insert into consent.reminder (id, grant_id, account, kind, about, at)
      select gen_random_uuid(), g.id, g.account, 'ending',
        to_char(g.ends_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'), $1
      from consent.grant g
      where g.status <> 'ended' and g.ends_at > $1 and g.ends_at <= $2
        and g.duration not in ('once', '24h')
      on conflict (grant_id, kind, about) do nothing\
      """;

  private static final String STOLEN =
      """
      insert into consent.reminder (id, grant_id, account, kind, about, at)
      select gen_random_uuid(), g.id, g.account, 'stolen-token', g.version::text, $1
      from consent.grant g where g.status = 'suspended'
      on conflict (grant_id, kind, about) do nothing\
      """;

  private static final String OUTDATED =
      """
      select a.client_id from consent.app a where a.status = 'active' and exists (
        select from consent.grant g
        where g.client_id = a.client_id and g.status <> 'ended' and g.app_version < a.version)\
      """;

  private static final String NEW_VERSION =
      """
      insert into consent.reminder (id, grant_id, account, kind, about, at)
      select gen_random_uuid(), g.id, g.account, 'new-version', $2::int::text, $4
      from consent.grant g
      where g.client_id = $1 and g.status <> 'ended' and g.app_version < $2
        and not g.permissions @> $3::text[]
      on conflict (grant_id, kind, about) do nothing\
      """;

  /// A permission that was used or kept since it was last spoken of is spoken of anew.
  private static final String UNUSED =
      """
      insert into consent.reminder (id, grant_id, account, kind, about, at)
      select gen_random_uuid(), g.id, g.account, 'unused', $2, $3
      from consent.grant g where g.id = $1
      on conflict (grant_id, kind, about) do update set at = excluded.at, taken_at = null\
      """;

  private static final String TAKE =
      """
      update consent.reminder set taken_at = $1 where id in (
        select id from consent.reminder where taken_at is null order by at limit $2
        for update skip locked)
      returning id, grant_id, account, kind, about, at\
      """;

  private final Pool pool;
  private final Clock clock;

  public ReminderStore(Pool pool, Clock clock) {
    this.pool = pool;
    this.clock = clock;
  }

  /// The oldest that nobody took; they are the caller's to send, once.
  public Future<List<Reminder>> take(int limit) {
    return pool.preparedQuery(TAKE).execute(Tuple.of(now(), limit)).map(ReminderStore::reminders);
  }

  Future<Integer> ending() {
    OffsetDateTime soon = utc(clock.instant().plus(Reminder.BEFORE_END));
    return pool.preparedQuery(ENDING).execute(Tuple.of(now(), soon)).map(RowSet::rowCount);
  }

  Future<Integer> stolen() {
    return pool.preparedQuery(STOLEN).execute(Tuple.of(now())).map(RowSet::rowCount);
  }

  /// Apps that somebody allowed before their present version.
  Future<List<String>> outdated() {
    return pool.query(OUTDATED)
        .execute()
        .map(rows -> {
          List<String> apps = new ArrayList<>();
          rows.forEach(row -> apps.add(row.getString("client_id")));
          return apps;
        });
  }

  /// For whoever allowed an earlier version of the app less than `wants`.
  Future<Integer> newVersion(String clientId, int version, List<Permission> wants) {
    String[] words = wants.stream().map(Permission::word).toArray(String[]::new);
    return pool.preparedQuery(NEW_VERSION)
        .execute(Tuple.of(clientId, version, words, now()))
        .map(RowSet::rowCount);
  }

  Future<Void> unused(UUID grant, Permission permission) {
    return pool.preparedQuery(UNUSED).execute(Tuple.of(grant, permission.word(), now())).mapEmpty();
  }

  private OffsetDateTime now() {
    return utc(clock.instant());
  }

  private static OffsetDateTime utc(Instant at) {
    return at.atOffset(ZoneOffset.UTC);
  }

  private static List<Reminder> reminders(RowSet<Row> rows) {
    List<Reminder> all = new ArrayList<>();
    for (Row row : rows) {
      all.add(
          new Reminder(
              row.getUUID("id"),
              row.getUUID("grant_id"),
              row.getUUID("account"),
              Kind.of(row.getString("kind")),
              row.getString("about"),
              row.getOffsetDateTime("at").toInstant()));
    }
    return all;
  }
}
