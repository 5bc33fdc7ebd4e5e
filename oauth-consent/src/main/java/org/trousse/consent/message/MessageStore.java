package org.trousse.consent.message;

import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.trousse.consent.app.AppEntry.Text;
import org.trousse.consent.message.AppMessage.Kind;
import org.trousse.sdk.PatientId;

/// The tables `consent.app_message` and `consent.understood`, and the reminders that come of them.
public final class MessageStore {
  /// Messages about one record that a page looks at; people have a few apps.
  private static final int SENT_MAX = 100;

  /// Random ids are never this one.
  private static final UUID BEFORE_ALL = new UUID(0, 0);

  private static final String KEEP =
      """
      insert into consent.app_message
        (about, software, kind, at, reason_fr, reason_en, client, reached)
      values ($1, $2, $3, $4, $5, $6, '', $7) on conflict (about) do nothing\
      """;

  private static final String TAKE =
      """
      select about, software, kind, at, client, reached from consent.app_message
      where done_at is null order by at, about limit 1 for update skip locked\
      """;

  /// The part is a window on all grants, so that it is no longer where most have ended. Told are
  /// those who had the app when it happened: a grant that ended with its app is among them.
  private static final String TELL =
      """
      with part as (
        select id, account, status, ends_at, ended_at from consent.grant
        where client_id = $1 and id > $2 order by id limit $3),
      told as (
        insert into consent.reminder (id, grant_id, account, kind, about, at)
        select gen_random_uuid(), p.id, p.account, $4, $5, $7 from part p
        where (p.status <> 'ended' or p.ended_at >= $6) and p.ends_at > $6
          and exists (select from consent.grant_version v
            where v.grant_id = p.id and v.version = 1 and v.at <= $6)
        on conflict (grant_id, kind, about) do nothing
        returning 1)
      select (select count(*) from part) as size, (select count(*) from told) as told,
        (select id from part order by id desc limit 1) as reached\
      """;

  private static final String NEXT_CLIENT =
      """
      select client_id from consent.app where entry->>'software_id' = $1 and client_id > $2
      order by client_id limit 1\
      """;

  private static final String GO_ON =
      "update consent.app_message set client = $2, reached = $3 where about = $1";

  private static final String DONE = "update consent.app_message set done_at = $2 where about = $1";

  /// Of each grant the last message, whoever was reminded of it.
  private static final String SENT =
      """
      select * from (
        select distinct on (g.id) m.about, m.kind, m.at, m.reason_fr, m.reason_en, g.id as grant_id,
          g.client_id, g.status <> 'ended' as live,
          exists (select from consent.understood u where u.patient = g.patient
            and u.about = m.about and u.account = $2) as understood
        from consent.grant g
          join consent.reminder r on r.grant_id = g.id
            and r.kind in ('app-suspended', 'app-restored', 'app-ended')
          join consent.app_message m on m.about = r.about
        where g.patient = $1
        order by g.id, m.at desc, m.about desc) last
      order by at desc, grant_id limit $3\
      """;

  private static final String UNDERSTAND =
      """
      insert into consent.understood (patient, about, account, at) values ($1, $2, $3, $4)
      on conflict do nothing\
      """;

  private final Pool pool;
  private final Clock clock;

  /// What one turn did.
  ///
  /// @param worked false: no message waits
  /// @param told reminders written
  public record Turn(boolean worked, int told) {}

  public MessageStore(Pool pool, Clock clock) {
    this.pool = pool;
    this.clock = clock;
  }

  /// Keeps a message; false: it came before.
  Future<Boolean> keep(AppMessage message) {
    return pool.preparedQuery(KEEP)
        .execute(
            Tuple.of(
                message.about(),
                message.software(),
                message.kind().word(),
                utc(message.at()),
                message.reason().french(),
                message.reason().english(),
                BEFORE_ALL))
        .map(rows -> rows.rowCount() == 1);
  }

  /// Writes the reminders of one part of one app's grants, the oldest message first. What a crash
  /// undoes is done again; another node takes another message.
  Future<Turn> tell(int part) {
    return pool.withTransaction(tx ->
            tx.preparedQuery(TAKE)
                .execute()
                .compose(rows ->
                    rows.size() == 0
                        ? Future.succeededFuture(new Turn(false, 0))
                        : tell(tx, rows.iterator().next(), part)))
        .map(Objects::requireNonNull);
  }

  private Future<Turn> tell(SqlConnection tx, Row message, int part) {
    Tuple window =
        Tuple.of(
            message.getString("client"),
            message.getUUID("reached"),
            part,
            message.getString("kind"),
            message.getString("about"),
            message.getOffsetDateTime("at"));
    window.addOffsetDateTime(now());
    return tx.preparedQuery(TELL)
        .execute(window)
        .compose(rows -> {
          Row did = rows.iterator().next();
          Turn turn = new Turn(true, did.getInteger("told"));
          Future<?> reached =
              did.getInteger("size") < part
                  ? nextClient(tx, message)
                  : goOn(tx, message, message.getString("client"), did.getUUID("reached"));
          return reached.map(turn);
        });
  }

  private Future<?> nextClient(SqlConnection tx, Row message) {
    return tx.preparedQuery(NEXT_CLIENT)
        .execute(Tuple.of(message.getString("software"), message.getString("client")))
        .compose(rows ->
            rows.size() == 0
                ? tx.preparedQuery(DONE).execute(Tuple.of(message.getString("about"), now()))
                : goOn(tx, message, rows.iterator().next().getString("client_id"), BEFORE_ALL));
  }

  private static Future<RowSet<Row>> goOn(
      SqlConnection tx, Row message, String client, UUID reached) {
    return tx.preparedQuery(GO_ON).execute(Tuple.of(message.getString("about"), client, reached));
  }

  /// The last message about each grant on a record, the newest first.
  ///
  /// @param account who looks
  Future<List<Sent>> sent(PatientId patient, UUID account) {
    return pool.preparedQuery(SENT)
        .execute(Tuple.of(patient.value(), account, SENT_MAX))
        .map(rows -> {
          List<Sent> all = new ArrayList<>();
          rows.forEach(row -> all.add(sent(row)));
          return all;
        });
  }

  private static Sent sent(Row row) {
    return new Sent(
        row.getString("about"),
        Kind.of(row.getString("kind")),
        row.getUUID("grant_id"),
        row.getString("client_id"),
        row.getBoolean("live"),
        row.getOffsetDateTime("at").toInstant(),
        new Text(row.getString("reason_fr"), row.getString("reason_en")),
        row.getBoolean("understood"));
  }

  /// Somebody has read a message about a record.
  public Future<Void> understand(PatientId patient, String about, UUID account) {
    return pool.preparedQuery(UNDERSTAND)
        .execute(Tuple.of(patient.value(), about, account, now()))
        .mapEmpty();
  }

  private OffsetDateTime now() {
    return utc(clock.instant());
  }

  private static OffsetDateTime utc(Instant at) {
    return at.atOffset(ZoneOffset.UTC);
  }
}
