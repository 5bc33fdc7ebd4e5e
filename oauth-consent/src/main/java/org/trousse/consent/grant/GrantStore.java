package org.trousse.consent.grant;

import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.trousse.consent.feed.Change;
import org.trousse.consent.feed.ChangeStore;
import org.trousse.consent.feed.ChangeStore.Changed;
import org.trousse.consent.feed.ChangeStore.Noted;
import org.trousse.consent.permission.Permission;
import org.trousse.sdk.PatientId;

/// Grants and their versions. A change and the notice of it are one transaction.
public final class GrantStore {
  private static final String LIVE =
      "select * from consent.grant where patient = $1 and client_id = $2 and status <> 'ended'";

  private static final String CLOSE_ACCOUNT =
      """
      with closed as (
        update consent.account set closed_at = $2 where patient = $1 and closed_at is null
        returning id),
      signed_out as (
        delete from consent.session where account in (select id from closed))
      select id from closed\
      """;

  private final Pool pool;
  private final ChangeStore changes;
  private final Clock clock;

  public GrantStore(Pool pool, ChangeStore changes, Clock clock) {
    this.pool = pool;
    this.changes = changes;
    this.clock = clock;
  }

  /// Keeps the patient's answer: a new version of the live grant of this app on this record, or a
  /// new grant. The version waits for its receipt, see [#keepReceipt].
  public Future<Grant> give(NewGrant answer) {
    return changes
        .<Grant>changing(tx ->
            tx.preparedQuery(LIVE + " for update")
                .execute(Tuple.of(answer.patient().value(), answer.clientId()))
                .compose(rows -> {
                  Instant now = now();
                  Optional<Grant> live = GrantRowStore.first(rows, GrantRowStore::grant);
                  Grant next =
                      live.map(grant -> GrantRules.amend(grant, answer, now))
                          .orElseGet(() -> fresh(answer, now));
                  String change = live.isPresent() ? "amended" : "given";
                  return GrantRowStore.keep(tx, next, live.isEmpty())
                      .compose(kept ->
                          GrantRowStore.keepVersion(
                              tx, next, change, answer.account(), answer, now))
                      .map(kept -> changed(next));
                }))
        .map(changed -> changed.value().orElseThrow());
  }

  private static Grant fresh(NewGrant answer, Instant now) {
    return new Grant(
        UUID.randomUUID(),
        answer.patient(),
        answer.clientId(),
        answer.appVersion(),
        answer.account(),
        GrantStatus.ACTIVE,
        1,
        Set.copyOf(answer.permissions()),
        answer.historyFrom(),
        answer.offline(),
        answer.duration(),
        now,
        answer.end(now),
        null,
        null);
  }

  /// Keeps the signed receipt of a version.
  public Future<Void> keepReceipt(UUID id, int version, String receipt) {
    return pool.preparedQuery(
            "update consent.grant_version set receipt = $3 where grant_id = $1 and version = $2")
        .execute(Tuple.of(id, version, receipt))
        .mapEmpty();
  }

  /// Empty when there is none that is active.
  public Future<Optional<Grant>> pause(UUID id, UUID account) {
    return change(id, "paused", account, GrantRules::pause);
  }

  /// Empty when it was not paused or suspended, or its time is over.
  public Future<Optional<Grant>> resume(UUID id, UUID account) {
    return change(id, "resumed", account, grant -> GrantRules.resume(grant, now()));
  }

  /// By the platform, which saw a stolen token. Empty when it had ended.
  public Future<Optional<Grant>> suspend(UUID id) {
    return change(id, "suspended", null, GrantRules::suspend);
  }

  /// Ends it and everything that came of it. Empty when it had ended.
  ///
  /// @param account who ends it; null: the platform or the app
  public Future<Optional<Grant>> end(UUID id, @Nullable UUID account, String reason) {
    return change(id, "ended", account, grant -> GrantRules.end(grant, reason, now()));
  }

  /// Closes the account of this record's owner: their sessions and every app are out at once. Gives
  /// back the grants that it ended; asked again, it ends those that were left.
  public Future<List<Grant>> closeAccount(PatientId patient) {
    return changes
        .<Boolean>changing(tx ->
            tx.preparedQuery(CLOSE_ACCOUNT)
                .execute(Tuple.of(patient.value(), GrantRowStore.utc(now())))
                .map(rows ->
                    rows.rowCount() == 0
                        ? Changed.<Boolean>nothing()
                        : new Changed<>(
                            Optional.of(true), new Noted(Change.Kind.ACCOUNT, patient.text()))))
        .compose(closed -> of(patient))
        .compose(all -> endAll(all.stream().map(Grant::id).toList(), "account"));
  }

  /// Takes permissions away. Empty when none of them was there.
  public Future<Optional<Grant>> narrow(UUID id, UUID account, Set<Permission> without) {
    return change(id, "narrowed", account, grant -> GrantRules.narrow(grant, without, now()));
  }

  /// A new duration from now on. Empty when it had ended or would end earlier.
  public Future<Optional<Grant>> extend(UUID id, UUID account, Duration duration) {
    return change(id, "extended", account, grant -> GrantRules.extend(grant, duration, now()));
  }

  /// The patient saw what this version of the app asks for and allows no more. Empty when they had
  /// answered or it had ended.
  public Future<Optional<Grant>> keep(UUID id, UUID account, int appVersion) {
    return change(id, "kept", account, grant -> GrantRules.keep(grant, appVersion));
  }

  private Future<Optional<Grant>> change(
      UUID id, String word, @Nullable UUID account, Function<Grant, Optional<Grant>> rule) {
    return changes.<Grant>changing(tx -> change(tx, id, word, account, rule)).map(Changed::value);
  }

  private Future<Changed<Grant>> change(
      SqlConnection tx,
      UUID id,
      String word,
      @Nullable UUID account,
      Function<Grant, Optional<Grant>> rule) {
    return tx.preparedQuery("select * from consent.grant where id = $1 for update")
        .execute(Tuple.of(id))
        .compose(rows -> {
          Optional<Grant> next = GrantRowStore.first(rows, GrantRowStore::grant).flatMap(rule);
          if (next.isEmpty()) {
            return Future.succeededFuture(Changed.<Grant>nothing());
          }
          Grant grant = next.get();
          String change = grant.status() == GrantStatus.ENDED ? "ended" : word;
          return GrantRowStore.keep(tx, grant, false)
              .compose(kept -> GrantRowStore.keepVersion(tx, grant, change, account, null, now()))
              .compose(kept ->
                  grant.status() == GrantStatus.ENDED
                      ? GrantRowStore.endTokens(tx, grant.id())
                      : Future.succeededFuture())
              .map(done -> changed(grant));
        });
  }

  private static Changed<Grant> changed(Grant grant) {
    Change.GrantKey key = new Change.GrantKey(grant.id(), grant.patient(), grant.clientId());
    return new Changed<>(Optional.of(grant), new Noted(Change.Kind.GRANT, key.text()));
  }

  public Future<Optional<Grant>> find(UUID id) {
    return pool.preparedQuery("select * from consent.grant where id = $1")
        .execute(Tuple.of(id))
        .map(rows -> GrantRowStore.first(rows, GrantRowStore::grant));
  }

  /// The grant of this app on this record that has not ended.
  public Future<Optional<Grant>> live(PatientId patient, String clientId) {
    return pool.preparedQuery(LIVE)
        .execute(Tuple.of(patient.value(), clientId))
        .map(rows -> GrantRowStore.first(rows, GrantRowStore::grant));
  }

  /// Every grant on this record, ended ones too, the newest first.
  public Future<List<Grant>> of(PatientId patient) {
    return pool.preparedQuery(
            "select * from consent.grant where patient = $1 order by given_at desc, id")
        .execute(Tuple.of(patient.value()))
        .map(rows -> GrantRowStore.all(rows, GrantRowStore::grant));
  }

  /// A grant's whole past, the first version first.
  public Future<List<GrantVersion>> versions(UUID id) {
    return pool.preparedQuery(
            "select * from consent.grant_version where grant_id = $1 order by version")
        .execute(Tuple.of(id))
        .map(rows -> GrantRowStore.all(rows, GrantRowStore::version));
  }

  /// Who could do what on this record at a moment: the versions that stood then and were active.
  public Future<List<GrantVersion>> on(PatientId patient, Instant moment) {
    return pool.preparedQuery(
            """
            select * from (
              select distinct on (v.grant_id) v.* from consent.grant_version v
              join consent.grant g on g.id = v.grant_id
              where g.patient = $1 and v.at <= $2
              order by v.grant_id, v.version desc) stood
            where status = 'active' and ends_at > $2\
            """)
        .execute(Tuple.of(patient.value(), GrantRowStore.utc(moment)))
        .map(rows -> GrantRowStore.all(rows, GrantRowStore::version));
  }

  /// A version and when the next one took its place; null when none has.
  public record Stood(GrantVersion version, @Nullable Instant until) {}

  /// Who could do what on this record at any time from `from` to before `to`, the oldest first.
  public Future<List<Stood>> during(PatientId patient, Instant from, Instant to) {
    return pool.preparedQuery(
            """
            select * from (
              select v.*, lead(v.at) over (partition by v.grant_id order by v.version) as until
              from consent.grant_version v join consent.grant g on g.id = v.grant_id
              where g.patient = $1) stood
            where status = 'active' and at < $3 and ends_at > $2 and coalesce(until > $2, true)
            order by at, grant_id, version\
            """)
        .execute(Tuple.of(patient.value(), GrantRowStore.utc(from), GrantRowStore.utc(to)))
        .map(rows -> GrantRowStore.all(rows, GrantStore::stood));
  }

  private static Stood stood(Row row) {
    OffsetDateTime until = row.getOffsetDateTime("until");
    return new Stood(GrantRowStore.version(row), until == null ? null : until.toInstant());
  }

  /// Ends what has come to its end, by time or with its app, a few at a time; doors refused
  /// already. Gives back the grants that it ended.
  public Future<List<Grant>> endDue(int limit) {
    return pool.preparedQuery(
            """
            select g.id from consent.grant g join consent.app a using (client_id)
            where g.status <> 'ended' and (g.ends_at <= $1 or a.status = 'ended') limit $2\
            """)
        .execute(Tuple.of(GrantRowStore.utc(now()), limit))
        .compose(rows -> endAll(GrantRowStore.all(rows, row -> row.getUUID("id")), "time"));
  }

  private Future<List<Grant>> endAll(List<UUID> ids, String reason) {
    List<Future<Optional<Grant>>> ends = ids.stream().map(id -> end(id, null, reason)).toList();
    return Future.all(ends)
        .map(done -> ends.stream().flatMap(end -> end.result().stream()).toList());
  }

  private Instant now() {
    return clock.instant();
  }
}
