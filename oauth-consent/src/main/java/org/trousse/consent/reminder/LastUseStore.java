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
import org.jspecify.annotations.Nullable;
import org.trousse.consent.permission.Permission;
import org.trousse.sdk.PatientId;

/// Reads what doors wrote of use, beside what patients allowed and kept.
public final class LastUseStore {
  /// A permission is allowed since the first version of the unbroken row that holds it.
  private static final String LAST_USE =
      """
      select g.id, g.patient, g.client_id, p.word, u.used_at, k.kept_at,
        (select min(v.at) from consent.grant_version v
         where v.grant_id = g.id and v.version > coalesce(
           (select max(w.version) from consent.grant_version w
            where w.grant_id = g.id and not p.word = any (w.permissions)), 0)) as since
      from consent.grant g cross join lateral unnest(g.permissions) as p (word)
        left join consent.use u on u.grant_id = g.id and u.permission = p.word
        left join consent.kept k on k.grant_id = g.id and k.permission = p.word
      """;

  private static final String OF_PATIENT =
      LAST_USE + " where g.patient = $1 and g.status <> 'ended'";

  private static final String UNUSED =
      "select * from ("
          + LAST_USE
          + """
           where g.status = 'active' and g.id between $1 and $2 and g.given_at <= $3) as lasting
          where greatest(since, used_at, kept_at) <= $3 and not exists (
            select from consent.reminder r where r.grant_id = lasting.id and r.kind = 'unused'
              and r.about = lasting.word and r.at > greatest(since, used_at, kept_at))
          limit $4\
          """;

  private final Pool pool;
  private final Clock clock;

  /// A permission of somebody's grant.
  record Idle(PatientId patient, String clientId, LastUse use) {
    /// Never whose.
    @Override
    public String toString() {
      return "Idle(" + use.permission() + ")";
    }
  }

  public LastUseStore(Pool pool, Clock clock) {
    this.pool = pool;
    this.clock = clock;
  }

  /// Every permission of the grants on this record that have not ended.
  public Future<List<LastUse>> of(PatientId patient) {
    return pool.preparedQuery(OF_PATIENT)
        .execute(Tuple.of(patient.value()))
        .map(rows -> idle(rows).stream().map(Idle::use).toList());
  }

  /// The patient wants to leave this permission as it is.
  public Future<Void> keep(UUID grant, Permission permission) {
    return pool.preparedQuery(
            """
            insert into consent.kept (grant_id, permission, kept_at) values ($1, $2, $3)
            on conflict (grant_id, permission) do update set kept_at = excluded.kept_at\
            """)
        .execute(Tuple.of(grant, permission.word(), utc(clock.instant())))
        .mapEmpty();
  }

  /// What nobody used since `since` and no reminder speaks of, among the grants from one id to
  /// another.
  Future<List<Idle>> unused(UUID from, UUID to, Instant since, int limit) {
    return pool.preparedQuery(UNUSED)
        .execute(Tuple.of(from, to, utc(since), limit))
        .map(LastUseStore::idle);
  }

  /// A use that the record's log knows of and the doors did not count: a device sent it.
  Future<Void> used(UUID grant, Permission permission, Instant at) {
    return pool.preparedQuery(
            """
            insert into consent.use (grant_id, permission, used_at) values ($1, $2, $3)
            on conflict (grant_id, permission)
            do update set used_at = greatest(consent.use.used_at, excluded.used_at)\
            """)
        .execute(Tuple.of(grant, permission.word(), utc(at)))
        .mapEmpty();
  }

  private static List<Idle> idle(RowSet<Row> rows) {
    List<Idle> all = new ArrayList<>();
    for (Row row : rows) {
      LastUse use =
          new LastUse(
              row.getUUID("id"),
              Permission.of(row.getString("word")).orElseThrow(),
              row.getOffsetDateTime("since").toInstant(),
              instant(row.getOffsetDateTime("used_at")),
              instant(row.getOffsetDateTime("kept_at")));
      all.add(new Idle(new PatientId(row.getLong("patient")), row.getString("client_id"), use));
    }
    return all;
  }

  private static OffsetDateTime utc(Instant at) {
    return at.atOffset(ZoneOffset.UTC);
  }

  private static @Nullable Instant instant(@Nullable OffsetDateTime time) {
    return time == null ? null : time.toInstant();
  }
}
