package org.trousse.consent.pairing;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonArray;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Iterator;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.trousse.consent.app.App;
import org.trousse.consent.secret.KeyedHash;
import org.trousse.consent.secret.Secrets;
import org.trousse.consent.token.GrantsScope.Asked;
import org.trousse.consent.token.TokenOutcome;
import org.trousse.consent.token.TokenStore;

/// The table `consent.device_code`: from the device's request to its one redemption.
public final class PairingStore {
  /// More than this many waiting for one app are no devices of patients.
  static final int WAITING_MAX = 1_000;

  /// What a device asked for.
  ///
  /// @param device what it calls itself
  /// @param address where the request came from, coarse
  record NewPairing(String clientId, Asked asked, String device, String address) {}

  /// The two codes.
  record Codes(String deviceCode, UserCode userCode) {
    /// Neither of them.
    @Override
    public String toString() {
      return "Codes(…)";
    }
  }

  /// What waits for a person.
  record Waiting(String clientId, Asked asked, String device, String address, Instant createdAt) {}

  private final Pool pool;
  private final KeyedHash hash;
  private final TokenStore tokens;
  private final Clock clock;

  public PairingStore(Pool pool, KeyedHash hash, TokenStore tokens, Clock clock) {
    this.pool = pool;
    this.hash = hash;
    this.tokens = tokens;
    this.clock = clock;
  }

  /// Empty when too many wait for this app already.
  Future<Optional<Codes>> begin(NewPairing pairing) {
    Codes codes = new Codes(Secrets.fresh(), UserCode.fresh());
    Instant now = clock.instant();
    return pool.preparedQuery(
            """
            insert into consent.device_code (hash, user_code, client_id, scope, details, device,
              address, created_at, expires_at, interval_s, status)
            select $1, $2, $3, $4, $5::text::jsonb, $6, $7, $8, $9, $10, 'pending'
            where (select count(*) from (select from consent.device_code
              where client_id = $3 and expires_at > $8 limit $11) waiting) < $11\
            """)
        .execute(
            Tuple.tuple()
                .addBuffer(Buffer.buffer(hash.of(codes.deviceCode())))
                .addBuffer(hashed(codes.userCode()))
                .addString(pairing.clientId())
                .addString(pairing.asked().scope())
                .addString(pairing.asked().details())
                .addString(pairing.device())
                .addString(pairing.address())
                .addOffsetDateTime(utc(now))
                .addOffsetDateTime(utc(now.plus(PollRules.LIFE)))
                .addInteger((int) PollRules.INTERVAL.toSeconds())
                .addInteger(WAITING_MAX))
        .map(rows -> rows.rowCount() == 1 ? Optional.of(codes) : Optional.empty());
  }

  /// What a poll gets; of many at once one redeems.
  Future<TokenOutcome> poll(App app, String deviceCode, @Nullable String jkt) {
    Buffer key = Buffer.buffer(hash.of(deviceCode));
    return pool.withTransaction(tx ->
            tx.preparedQuery("select * from consent.device_code where hash = $1 for update")
                .execute(Tuple.of(key))
                .map(rows -> first(rows, PairingStore::found))
                .compose(found ->
                    keep(
                        tx,
                        key,
                        app,
                        jkt,
                        PollRules.decide(found, app.clientId(), clock.instant()))))
        .map(Objects::requireNonNull);
  }

  private Future<TokenOutcome> keep(
      SqlConnection tx, Buffer key, App app, @Nullable String jkt, PollRules.Decision decision) {
    return switch (decision) {
      case PollRules.Decision.Refuse(var error) ->
          Future.succeededFuture(new TokenOutcome.Failed(error));
      case PollRules.Decision.Wait(var error, var interval) ->
          tx.preparedQuery(
                  "update consent.device_code set polled_at = $2, interval_s = $3 where hash = $1")
              .execute(Tuple.of(key, utc(clock.instant()), (int) interval.toSeconds()))
              .map(done -> new TokenOutcome.Failed(error));
      case PollRules.Decision.Redeem(var grant, var asked) ->
          tokens
              .first(tx, app, grant, asked, jkt)
              .compose(outcome ->
                  outcome instanceof TokenOutcome.Issued
                      ? redeemed(tx, key).map(done -> outcome)
                      : Future.succeededFuture(outcome));
    };
  }

  private static Future<Void> redeemed(SqlConnection tx, Buffer key) {
    return tx.preparedQuery("update consent.device_code set status = 'redeemed' where hash = $1")
        .execute(Tuple.of(key))
        .mapEmpty();
  }

  Future<Optional<Waiting>> waiting(UserCode code) {
    return pool.preparedQuery(
            """
            select * from consent.device_code
            where user_code = $1 and status = 'pending' and expires_at > $2\
            """)
        .execute(Tuple.of(hashed(code), utc(clock.instant())))
        .map(rows -> first(rows, PairingStore::waiting));
  }

  /// Takes the decision, which nobody can take twice; false when it was taken or is too late.
  Future<Boolean> decide(UserCode code, boolean approved) {
    return pool.preparedQuery(
            """
            update consent.device_code set status = $2
            where user_code = $1 and status = 'pending' and expires_at > $3\
            """)
        .execute(Tuple.of(hashed(code), approved ? "approved" : "denied", utc(clock.instant())))
        .map(rows -> rows.rowCount() == 1);
  }

  /// What the decision came to.
  Future<Void> granted(UserCode code, UUID grant) {
    return pool.preparedQuery("update consent.device_code set grant_id = $2 where user_code = $1")
        .execute(Tuple.of(hashed(code), grant))
        .mapEmpty();
  }

  /// Forgets what nobody polls for any more.
  public Future<Integer> sweep() {
    return pool.preparedQuery("delete from consent.device_code where expires_at < $1")
        .execute(Tuple.of(utc(clock.instant().minus(Duration.ofHours(1)))))
        .map(rows -> rows.rowCount());
  }

  private Buffer hashed(UserCode code) {
    return Buffer.buffer(hash.of("user code " + code.letters()));
  }

  private static OffsetDateTime utc(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }

  private static <T> Optional<T> first(Iterable<Row> rows, Function<Row, T> read) {
    Iterator<Row> all = rows.iterator();
    return all.hasNext() ? Optional.of(read.apply(all.next())) : Optional.empty();
  }

  private static Asked asked(Row row) {
    Object details = row.getValue("details");
    return new Asked(
        row.getString("scope"), details instanceof JsonArray array ? Json.encode(array) : null);
  }

  private static Waiting waiting(Row row) {
    return new Waiting(
        row.getString("client_id"),
        asked(row),
        row.getString("device"),
        row.getString("address"),
        row.getOffsetDateTime("created_at").toInstant());
  }

  private static PollRules.Found found(Row row) {
    OffsetDateTime polled = row.getOffsetDateTime("polled_at");
    return new PollRules.Found(
        row.getString("client_id"),
        asked(row),
        row.getOffsetDateTime("expires_at").toInstant(),
        Duration.ofSeconds(row.getInteger("interval_s")),
        polled == null ? null : polled.toInstant(),
        PollRules.Status.valueOf(row.getString("status").toUpperCase(Locale.ROOT)),
        row.getUUID("grant_id"));
  }
}
