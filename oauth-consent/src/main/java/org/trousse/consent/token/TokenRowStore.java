package org.trousse.consent.token;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonArray;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.trousse.consent.app.AppStatus;
import org.trousse.consent.grant.Duration;
import org.trousse.consent.grant.GrantState;
import org.trousse.consent.grant.GrantStatus;
import org.trousse.consent.permission.Permission;
import org.trousse.consent.secret.KeyedHash;
import org.trousse.consent.secret.Secrets;
import org.trousse.consent.token.GrantsScope.Asked;
import org.trousse.consent.token.TokenOutcome.Minted;
import org.trousse.consent.token.TokenStore.LiveToken;
import org.trousse.sdk.PatientId;

/// Families, tokens and the grants below them as rows, within somebody's transaction.
final class TokenRowStore {
  private static final String STANDING =
      """
      select g.id, g.version, g.patient, g.client_id, g.status, a.status as app_status,
        g.permissions, g.history_from, g.ends_at, g.account, g.offline, g.duration,
        not exists (select from consent.account c
          where c.patient = g.patient and c.closed_at is not null) as account_open,
        coalesce((select c.patient = g.patient from consent.account c where c.id = g.account),
          false) as own
      from consent.grant g join consent.app a using (client_id)
      where g.id = %s for share of g\
      """;

  private TokenRowStore() {}

  /// The grant of whatever has this hash, kept as it is until the transaction ends.
  ///
  /// @param table `code` or `refresh_token`
  static Future<Optional<Standing>> standing(SqlConnection tx, String table, Buffer hash) {
    String id = "(select grant_id from consent." + table + " where hash = $1)";
    return tx.preparedQuery(STANDING.formatted(id))
        .execute(Tuple.of(hash))
        .map(rows -> first(rows, TokenRowStore::standing));
  }

  static Future<Optional<Standing>> standing(SqlConnection tx, UUID grant) {
    return tx.preparedQuery(STANDING.formatted("$1"))
        .execute(Tuple.of(grant))
        .map(rows -> first(rows, TokenRowStore::standing));
  }

  private static Standing standing(Row row) {
    GrantState state =
        new GrantState(
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
    return new Standing(
        state,
        row.getUUID("account"),
        row.getBoolean("own"),
        row.getBoolean("offline"),
        Duration.of(row.getString("duration")).orElseThrow());
  }

  static Future<UUID> family(
      SqlConnection tx, UUID grant, String clientId, Asked asked, Instant now) {
    UUID id = UUID.randomUUID();
    return tx.preparedQuery(
            """
            insert into consent.family (id, grant_id, client_id, asked, details, created_at)
            values ($1, $2, $3, $4, $5::text::jsonb, $6)\
            """)
        .execute(Tuple.of(id, grant, clientId, asked.scope(), asked.details(), utc(now)))
        .map(done -> id);
  }

  static Future<Minted> mint(SqlConnection tx, KeyedHash hash, Mint mint) {
    UUID id = UUID.randomUUID();
    String access = Secrets.fresh();
    Mint.Refresh refresh = mint.refresh();
    String second = refresh == null ? null : Secrets.fresh();
    Minted minted =
        new Minted(access, id, second, mint.granted(), mint.jkt() != null, mint.accessEnds());
    Future<Void> kept =
        tx.preparedQuery(
                """
                insert into consent.access_token (hash, id, client_id, grant_id, family, scope,
                  permissions, jkt, issued_at, expires_at)
                values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)\
                """)
            .execute(
                Tuple.tuple()
                    .addBuffer(hashed(hash, access))
                    .addUUID(id)
                    .addString(mint.clientId())
                    .addUUID(mint.grantId())
                    .addUUID(mint.family())
                    .addString(mint.granted().scope())
                    .addArrayOfString(words(mint.granted().permissions()))
                    .addString(mint.jkt())
                    .addOffsetDateTime(utc(mint.at()))
                    .addOffsetDateTime(utc(mint.accessEnds())))
            .mapEmpty();
    return refresh == null || second == null
        ? kept.map(done -> minted)
        : kept.compose(done -> keep(tx, hashed(hash, second), mint, refresh)).map(done -> minted);
  }

  private static Future<Void> keep(SqlConnection tx, Buffer hash, Mint mint, Mint.Refresh refresh) {
    return tx.preparedQuery(
            """
            insert into consent.refresh_token (hash, id, client_id, grant_id, family, scope, jkt,
              session, issued_at, expires_at)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)\
            """)
        .execute(
            Tuple.tuple()
                .addBuffer(hash)
                .addUUID(UUID.randomUUID())
                .addString(mint.clientId())
                .addUUID(mint.grantId())
                .addUUID(mint.family())
                .addString(mint.granted().scope())
                .addString(refresh.jkt())
                .addUUID(refresh.session())
                .addOffsetDateTime(utc(mint.at()))
                .addOffsetDateTime(utc(refresh.ends())))
        .mapEmpty();
  }

  static LiveToken live(Row row) {
    return new LiveToken(
        row.getUUID("id"),
        row.getString("client_id"),
        row.getUUID("grant_id"),
        row.getUUID("family"),
        new Asked(row.getString("scope"), details(row)),
        permissions(row),
        row.getString("jkt"),
        row.getOffsetDateTime("issued_at").toInstant(),
        row.getOffsetDateTime("expires_at").toInstant());
  }

  static @Nullable String details(Row row) {
    return row.getValue("details") instanceof JsonArray array ? Json.encode(array) : null;
  }

  static Buffer hashed(KeyedHash hash, String secret) {
    return Buffer.buffer(hash.of(secret));
  }

  private static Set<Permission> permissions(Row row) {
    return Arrays.stream(row.getArrayOfStrings("permissions"))
        .map(word -> Permission.of(word).orElseThrow())
        .collect(Collectors.toUnmodifiableSet());
  }

  private static String[] words(Set<Permission> permissions) {
    return permissions.stream().sorted().map(Permission::word).toArray(String[]::new);
  }

  static OffsetDateTime utc(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }

  static @Nullable Instant instant(@Nullable OffsetDateTime time) {
    return time == null ? null : time.toInstant();
  }

  static <T> Optional<T> first(Iterable<Row> rows, Function<Row, T> read) {
    Iterator<Row> all = rows.iterator();
    return all.hasNext() ? Optional.of(read.apply(all.next())) : Optional.empty();
  }
}
