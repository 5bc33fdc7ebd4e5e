package org.trousse.consent.grant;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.trousse.consent.app.AppStatus;
import org.trousse.consent.permission.Permission;
import org.trousse.sdk.PatientId;

/// Grants as rows, within somebody's transaction.
final class GrantRowStore {
  private GrantRowStore() {}

  static Future<Void> keep(SqlConnection tx, Grant grant, boolean fresh) {
    String sql =
        fresh
            ? """
            insert into consent.grant (id, patient, client_id, app_version, account, status,
              version, permissions, history_from, offline, duration, given_at, ends_at, ended_at,
              end_reason)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)\
            """
            : """
            update consent.grant set app_version = $4, account = $5, status = $6, version = $7,
              permissions = $8, history_from = $9, offline = $10, duration = $11, given_at = $12,
              ends_at = $13, ended_at = $14, end_reason = $15
            where id = $1 and patient = $2 and client_id = $3\
            """;
    return tx.preparedQuery(sql).execute(tuple(grant)).mapEmpty();
  }

  /// @param shown the answer whose text this version rests on; null when nothing was shown
  static Future<Void> keepVersion(
      SqlConnection tx,
      Grant grant,
      String change,
      @Nullable UUID account,
      @Nullable NewGrant shown,
      Instant at) {
    Tuple row =
        Tuple.tuple()
            .addUUID(grant.id())
            .addInteger(grant.version())
            .addOffsetDateTime(utc(at))
            .addUUID(account)
            .addString(change)
            .addString(grant.status().word())
            .addArrayOfString(words(grant.permissions()))
            .addOffsetDateTime(utc(grant.historyFrom()))
            .addOffsetDateTime(utc(grant.endsAt()))
            .addString(shown == null ? null : shown.language())
            .addString(shown == null ? null : shown.shown());
    return tx.preparedQuery(
            """
            insert into consent.grant_version (grant_id, version, at, account, change, status,
              permissions, history_from, ends_at, language, shown)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)\
            """)
        .execute(row)
        .mapEmpty();
  }

  /// Everything that came of a grant dies with it.
  static Future<Void> endTokens(SqlConnection tx, UUID grant) {
    return tx.preparedQuery(
            """
            with access as (
              update consent.access_token set ended_at = now()
              where grant_id = $1 and ended_at is null)
            update consent.refresh_token set ended_at = now()
            where grant_id = $1 and ended_at is null\
            """)
        .execute(Tuple.of(grant))
        .mapEmpty();
  }

  private static Tuple tuple(Grant grant) {
    return Tuple.tuple()
        .addUUID(grant.id())
        .addLong(grant.patient().value())
        .addString(grant.clientId())
        .addInteger(grant.appVersion())
        .addUUID(grant.account())
        .addString(grant.status().word())
        .addInteger(grant.version())
        .addArrayOfString(words(grant.permissions()))
        .addOffsetDateTime(utc(grant.historyFrom()))
        .addBoolean(grant.offline())
        .addString(grant.duration().word())
        .addOffsetDateTime(utc(grant.givenAt()))
        .addOffsetDateTime(utc(grant.endsAt()))
        .addOffsetDateTime(utc(grant.endedAt()))
        .addString(grant.endReason());
  }

  static Grant grant(Row row) {
    return new Grant(
        row.getUUID("id"),
        new PatientId(row.getLong("patient")),
        row.getString("client_id"),
        row.getInteger("app_version"),
        row.getUUID("account"),
        GrantStatus.of(row.getString("status")),
        row.getInteger("version"),
        permissions(row),
        instant(row.getOffsetDateTime("history_from")),
        row.getBoolean("offline"),
        Duration.of(row.getString("duration")).orElseThrow(),
        row.getOffsetDateTime("given_at").toInstant(),
        row.getOffsetDateTime("ends_at").toInstant(),
        instant(row.getOffsetDateTime("ended_at")),
        row.getString("end_reason"));
  }

  static GrantVersion version(Row row) {
    return new GrantVersion(
        row.getUUID("grant_id"),
        row.getInteger("version"),
        row.getOffsetDateTime("at").toInstant(),
        row.getUUID("account"),
        row.getString("change"),
        GrantStatus.of(row.getString("status")),
        permissions(row),
        instant(row.getOffsetDateTime("history_from")),
        row.getOffsetDateTime("ends_at").toInstant(),
        row.getString("language"),
        row.getString("shown"),
        row.getString("receipt"));
  }

  static GrantState state(Row row) {
    return new GrantState(
        row.getUUID("id"),
        row.getInteger("version"),
        new PatientId(row.getLong("patient")),
        row.getString("client_id"),
        GrantStatus.of(row.getString("status")),
        AppStatus.of(row.getString("app_status")),
        row.getBoolean("account_open"),
        permissions(row),
        instant(row.getOffsetDateTime("history_from")),
        row.getOffsetDateTime("ends_at").toInstant());
  }

  private static Set<Permission> permissions(Row row) {
    return Arrays.stream(row.getArrayOfStrings("permissions"))
        .map(word -> Permission.of(word).orElseThrow())
        .collect(Collectors.toUnmodifiableSet());
  }

  private static String[] words(Set<Permission> permissions) {
    return permissions.stream().sorted().map(Permission::word).toArray(String[]::new);
  }

  static @Nullable OffsetDateTime utc(@Nullable Instant instant) {
    return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
  }

  private static @Nullable Instant instant(@Nullable OffsetDateTime time) {
    return time == null ? null : time.toInstant();
  }

  static <T> Optional<T> first(Iterable<Row> rows, Function<Row, T> read) {
    return all(rows, read).stream().findFirst();
  }

  static <T> List<T> all(Iterable<Row> rows, Function<Row, T> read) {
    List<T> all = new ArrayList<>();
    rows.forEach(row -> all.add(read.apply(row)));
    return all;
  }
}
