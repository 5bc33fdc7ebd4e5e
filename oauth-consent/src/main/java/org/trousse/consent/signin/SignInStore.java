package org.trousse.consent.signin;

import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import org.trousse.consent.secret.KeyedHash;
import org.trousse.consent.signin.provider.Departure;

/// People on their way to an identity provider and back. A way back can be taken once, by the
/// browser that left.
public final class SignInStore {
  static final Duration TIME_TO_COME_BACK = Duration.ofMinutes(10);

  private static final String LEAVE =
      """
      INSERT INTO consent.sign_in (hash, provider, nonce, verifier, browser, return_to, expires_at)
      VALUES ($1, $2, $3, $4, $5, $6, $7)
      """;

  private static final String TAKE =
      """
      DELETE FROM consent.sign_in WHERE hash = $1 AND provider = $2
      RETURNING nonce, verifier, browser, return_to, expires_at
      """;

  private static final String PURGE = "DELETE FROM consent.sign_in WHERE expires_at < $1";

  private final Pool pool;
  private final KeyedHash hash;
  private final Clock clock;

  /// What was noted when the browser left.
  record Left(String nonce, String verifier, String returnTo) {
    /// Nothing of it.
    @Override
    public String toString() {
      return "Left(…)";
    }
  }

  public SignInStore(Pool pool, KeyedHash hash, Clock clock) {
    this.pool = pool;
    this.hash = hash;
    this.clock = clock;
  }

  Future<Void> leave(String provider, Departure departure, String returnTo) {
    Instant expires = clock.instant().plus(TIME_TO_COME_BACK);
    return pool.preparedQuery(LEAVE)
        .execute(
            Tuple.of(
                hash.of(departure.state()),
                provider,
                departure.nonce(),
                departure.verifier(),
                hash.of(departure.browser()),
                returnTo,
                expires.atOffset(ZoneOffset.UTC)))
        .mapEmpty();
  }

  /// Empty: unknown, used before, too late, from another provider or another browser.
  Future<Optional<Left>> take(String provider, String state, String browser) {
    return pool.preparedQuery(TAKE)
        .execute(Tuple.of(hash.of(state), provider))
        .map(rows -> found(rows, browser));
  }

  private Optional<Left> found(RowSet<Row> rows, String browser) {
    for (Row row : rows) {
      boolean inTime = row.getOffsetDateTime("expires_at").toInstant().isAfter(clock.instant());
      boolean same = MessageDigest.isEqual(row.getBuffer("browser").getBytes(), hash.of(browser));
      if (inTime && same) {
        return Optional.of(
            new Left(
                row.getString("nonce"), row.getString("verifier"), row.getString("return_to")));
      }
    }
    return Optional.empty();
  }

  /// Forgets who never came back.
  public Future<Integer> purge() {
    return pool.preparedQuery(PURGE)
        .execute(Tuple.of(clock.instant().atOffset(ZoneOffset.UTC)))
        .map(RowSet::rowCount);
  }
}
