package org.trousse.consent.signin;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.trousse.consent.secret.KeyedHash;
import org.trousse.consent.secret.Secrets;
import org.trousse.consent.signin.provider.Provider;
import org.trousse.sdk.PatientId;

/// Browser sessions. A row holds the keyed hash of its cookie; what was read of it is kept for a
/// minute in the process, and forgotten at once when the feed of changes says so.
public final class SessionStore {
  /// From sign-in, whatever happens.
  public static final Duration LONGEST = Duration.ofHours(12);

  /// Without a request.
  public static final Duration IDLE_MAX = Duration.ofHours(1);

  private static final Duration SEEN_EVERY = Duration.ofMinutes(5);
  private static final Duration KEPT = Duration.ofMinutes(1);
  private static final int KEPT_MAX = 20_000;
  private static final int PER_ACCOUNT_MAX = 20;

  private static final String OPEN =
      """
      INSERT INTO consent.session (hash, id, account, patient, csrf, agent, acr, created_at,
        seen_at, ends_at, id_token)
      VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $8, $9, $10)
      """;

  private static final String FIND =
      """
      SELECT s.id, s.account, s.patient, s.csrf, s.acr, s.created_at, s.seen_at, s.ends_at,
        a.kind, a.provider, a.given, a.family, a.patient AS own, d.until
      FROM consent.session s JOIN consent.account a ON a.id = s.account
      LEFT JOIN consent.delegation d
        ON d.delegate = s.account AND d.patient = s.patient AND d.until > $4
      WHERE s.hash = $1 AND s.ends_at > $2 AND s.seen_at > $3 AND a.closed_at IS NULL
      """;

  private static final String SEEN = "UPDATE consent.session SET seen_at = $2 WHERE hash = $1";

  private static final String LIST =
      """
      SELECT id, agent, created_at, seen_at, ends_at FROM consent.session
      WHERE account = $1 AND ends_at > $2 AND seen_at > $3
      ORDER BY seen_at DESC LIMIT 20
      """;

  private static final String END =
      "DELETE FROM consent.session WHERE hash = $1 RETURNING id, id_token";

  private static final String END_ONE =
      "DELETE FROM consent.session WHERE account = $1 AND id = $2 RETURNING id";

  private static final String END_ALL =
      "DELETE FROM consent.session WHERE account = $1 RETURNING id";

  /// The oldest ones, when an account has too many.
  private static final String END_OLDEST =
      """
      DELETE FROM consent.session WHERE account = $1 AND id IN (SELECT id FROM consent.session
        WHERE account = $1 ORDER BY seen_at DESC OFFSET $2) RETURNING id
      """;

  private static final String ACT =
      "UPDATE consent.session SET patient = $2, csrf = $3 WHERE hash = $1 RETURNING id";

  private static final String PURGE =
      "DELETE FROM consent.session WHERE ends_at < $1 OR seen_at < $2";

  private final Pool pool;
  private final KeyedHash hash;
  private final NotesChange changes;
  private final BooleanSupplier fresh;
  private final Clock clock;
  private final Cache<String, SignedIn> kept =
      Caffeine.newBuilder().maximumSize(KEPT_MAX).expireAfterWrite(KEPT).build();

  /// Counts what the feed said, so that an answer that was on its way meanwhile is not kept.
  private final AtomicLong told = new AtomicLong();

  /// Writes a change for the doors, in the transaction of the change itself.
  @FunctionalInterface
  public interface NotesChange {
    /// @param kind `session` or `account`
    Future<?> note(SqlConnection transaction, String kind, String key);
  }

  /// A session to begin.
  ///
  /// @param patient for whom the person acts first; null: they choose
  /// @param idToken the provider's, to end its session with; null without one
  public record NewSession(
      UUID account,
      @Nullable PatientId patient,
      String agent,
      String acr,
      @Nullable String idToken) {
    /// Never the token.
    @Override
    public String toString() {
      return "NewSession(" + account + ")";
    }
  }

  /// One of an account's sessions, for its owner's eyes.
  public record Listed(UUID id, String agent, Instant since, Instant seen, Instant ends) {}

  /// @param fresh whether the feed of changes is confirmed; without it nothing is kept
  public SessionStore(
      Pool pool, KeyedHash hash, NotesChange changes, BooleanSupplier fresh, Clock clock) {
    this.pool = pool;
    this.hash = hash;
    this.changes = changes;
    this.fresh = fresh;
    this.clock = clock;
  }

  /// Begins a session and ends the one that the browser had (its secret changes at sign-in).
  ///
  /// @param former the browser's cookie until now; null without one
  /// @return the new cookie
  public Future<String> open(NewSession wished, @Nullable String former) {
    String cookie = Secrets.fresh();
    OffsetDateTime now = now();
    Tuple values =
        Tuple.tuple()
            .addBuffer(hashed(cookie))
            .addUUID(UUID.randomUUID())
            .addUUID(wished.account())
            .addLong(wished.patient() == null ? null : wished.patient().value())
            .addString(Secrets.fresh())
            .addString(wished.agent())
            .addString(wished.acr())
            .addOffsetDateTime(now)
            .addOffsetDateTime(now.plus(LONGEST))
            .addBuffer(
                wished.idToken() == null
                    ? null
                    : Buffer.buffer(Sealed.seal(wished.idToken(), cookie)));
    return pool.withTransaction(tx ->
            tx.preparedQuery(OPEN)
                .execute(values)
                .compose(opened -> former == null ? none() : ending(tx, END, former))
                .compose(ended -> tellAll(tx, END_OLDEST, wished.account(), PER_ACCOUNT_MAX)))
        .map(done -> {
          if (former != null) {
            forget(former);
          }
          return cookie;
        });
  }

  /// Who this cookie belongs to; empty: nobody, any more.
  public Future<Optional<SignedIn>> session(String cookie) {
    String key = key(cookie);
    SignedIn known = fresh.getAsBoolean() ? kept.getIfPresent(key) : null;
    if (known != null && known.endsAt().isAfter(clock.instant())) {
      return Future.succeededFuture(Optional.of(known));
    }
    long before = told.get();
    OffsetDateTime now = now();
    return pool.preparedQuery(FIND)
        .execute(Tuple.of(hashed(cookie), now, now.minus(IDLE_MAX), AccountStore.today(clock)))
        .compose(rows -> rows.size() == 0 ? none() : seen(cookie, rows.iterator().next()))
        .map(found -> {
          found.filter(signedIn -> told.get() == before).ifPresent(s -> kept.put(key, s));
          return found;
        });
  }

  private Future<Optional<SignedIn>> seen(String cookie, Row row) {
    Optional<SignedIn> found = Optional.of(signedIn(row));
    OffsetDateTime now = now();
    return row.getOffsetDateTime("seen_at").plus(SEEN_EVERY).isAfter(now)
        ? Future.succeededFuture(found)
        : pool.preparedQuery(SEEN).execute(Tuple.of(hashed(cookie), now)).map(done -> found);
  }

  private static <T> Future<Optional<T>> none() {
    return Future.succeededFuture(Optional.empty());
  }

  /// An account's sessions, the one last used first.
  public Future<List<Listed>> of(UUID account) {
    OffsetDateTime now = now();
    return pool.preparedQuery(LIST)
        .execute(Tuple.of(account, now, now.minus(IDLE_MAX)))
        .map(rows -> {
          List<Listed> sessions = new ArrayList<>();
          for (Row row : rows) {
            sessions.add(
                new Listed(
                    row.getUUID("id"),
                    row.getString("agent"),
                    row.getOffsetDateTime("created_at").toInstant(),
                    row.getOffsetDateTime("seen_at").toInstant(),
                    row.getOffsetDateTime("ends_at").toInstant()));
          }
          return sessions;
        });
  }

  /// Ends this session.
  ///
  /// @return the provider's token that it held
  public Future<Optional<String>> end(String cookie) {
    return pool.withTransaction(tx -> ending(tx, END, cookie))
        .map(Objects::requireNonNull)
        .map(token -> {
          forget(cookie);
          return token;
        });
  }

  private Future<Optional<String>> ending(SqlConnection tx, String sql, String cookie) {
    return tx.preparedQuery(sql)
        .execute(Tuple.of(hashed(cookie)))
        .compose(rows -> {
          Optional<String> token = Optional.empty();
          for (Row row : rows) {
            Buffer sealed = row.getBuffer("id_token");
            token = sealed == null ? token : Sealed.open(sealed.getBytes(), cookie);
          }
          Optional<String> held = token;
          return told(tx, rows).map(all -> held);
        });
  }

  /// Ends one of the account's sessions.
  ///
  /// @return whether it had such a one
  public Future<Boolean> end(UUID account, UUID session) {
    return pool.withTransaction(tx -> tellAll(tx, END_ONE, account, session))
        .map(count -> {
          forgetAll();
          return Objects.requireNonNull(count) > 0;
        });
  }

  /// Ends all of the account's sessions, this one too.
  public Future<Integer> endAll(UUID account) {
    return pool.withTransaction(tx -> tellAll(tx, END_ALL, account))
        .map(count -> {
          forgetAll();
          return Objects.requireNonNull(count);
        });
  }

  /// From now on the session acts for `patient`; whether the account may was asked before, and is
  /// asked again at each look.
  public Future<Boolean> actFor(String cookie, PatientId patient) {
    return pool.withTransaction(tx ->
            tx.preparedQuery(ACT)
                .execute(Tuple.of(hashed(cookie), patient.value(), Secrets.fresh()))
                .compose(rows -> told(tx, rows)))
        .map(count -> {
          forget(cookie);
          return Objects.requireNonNull(count) > 0;
        });
  }

  private Future<Integer> tellAll(SqlConnection tx, String sql, Object... parameters) {
    return tx.preparedQuery(sql)
        .execute(Tuple.from(parameters))
        .compose(rows -> told(tx, rows));
  }

  private Future<Integer> told(SqlConnection tx, RowSet<Row> rows) {
    Future<?> last = Future.succeededFuture();
    int count = 0;
    for (Row row : rows) {
      String id = row.getUUID("id").toString();
      last = last.compose(before -> changes.note(tx, "session", id));
      count++;
    }
    int all = count;
    return last.map(done -> all);
  }

  /// What the feed says of a session or an account: nothing read before counts any more.
  public void changed() {
    forgetAll();
  }

  private void forget(String cookie) {
    told.incrementAndGet();
    kept.invalidate(key(cookie));
  }

  private void forgetAll() {
    told.incrementAndGet();
    kept.invalidateAll();
  }

  /// Forgets sessions that are over.
  public Future<Integer> purge() {
    OffsetDateTime now = now();
    return pool.preparedQuery(PURGE)
        .execute(Tuple.of(now, now.minus(IDLE_MAX)))
        .map(RowSet::rowCount);
  }

  private SignedIn signedIn(Row row) {
    PatientId own = patient(row.getLong("own"));
    PatientId chosen = patient(row.getLong("patient"));
    LocalDate until = row.getLocalDate("until");
    boolean self = chosen != null && chosen.equals(own);
    return new SignedIn(
        row.getUUID("id"),
        row.getUUID("account"),
        Provider.Kind.of(row.getString("kind")),
        row.getString("provider"),
        row.getString("given"),
        row.getString("family"),
        own,
        self || until != null ? chosen : null,
        self ? null : until,
        row.getString("csrf"),
        row.getString("acr"),
        row.getOffsetDateTime("created_at").toInstant(),
        row.getOffsetDateTime("ends_at").toInstant());
  }

  private static @Nullable PatientId patient(@Nullable Long number) {
    return number == null ? null : new PatientId(number);
  }

  private Buffer hashed(String cookie) {
    return Buffer.buffer(hash.of(cookie));
  }

  private String key(String cookie) {
    return HexFormat.of().formatHex(hash.of(cookie));
  }

  private OffsetDateTime now() {
    return clock.instant().atOffset(ZoneOffset.UTC);
  }
}
