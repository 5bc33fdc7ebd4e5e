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
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.trousse.consent.feed.Change;
import org.trousse.consent.feed.ChangeStore;
import org.trousse.consent.feed.ChangeStore.Changed;
import org.trousse.consent.feed.ChangeStore.Noted;
import org.trousse.consent.feed.FeedLane;
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
      "DELETE FROM consent.session WHERE account = $1 AND id = $2 RETURNING id, id_token";

  private static final String END_ALL =
      "DELETE FROM consent.session WHERE account = $1 RETURNING id, id_token";

  /// The oldest ones, when an account has too many.
  private static final String END_OLDEST =
      """
      DELETE FROM consent.session WHERE account = $1 AND id IN (SELECT id FROM consent.session
        WHERE account = $1 ORDER BY seen_at DESC OFFSET $2) RETURNING id, id_token
      """;

  private static final String ACT =
      "UPDATE consent.session SET patient = $2, csrf = $3 WHERE hash = $1 RETURNING id, id_token";

  private static final String ACT_FOR_NOBODY =
      "UPDATE consent.session SET patient = NULL, csrf = $2 WHERE hash = $1 RETURNING id, id_token";

  private static final String PURGE =
      "DELETE FROM consent.session WHERE ends_at < $1 OR seen_at < $2";

  private static final Future<Touched> NOTHING =
      Future.succeededFuture(new Touched(List.of(), null));

  private final Pool pool;
  private final KeyedHash hash;
  private final ChangeStore changes;
  private final FeedLane feed;
  private final Clock clock;
  private final Cache<String, SignedIn> kept =
      Caffeine.newBuilder().maximumSize(KEPT_MAX).expireAfterWrite(KEPT).build();

  /// Counts what was forgotten, so that an answer that was on its way meanwhile is not kept.
  private final AtomicLong forgotten = new AtomicLong();

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

  /// @param feed while it is not fresh, nothing that is kept is believed
  public SessionStore(Pool pool, KeyedHash hash, ChangeStore changes, FeedLane feed, Clock clock) {
    this.pool = pool;
    this.hash = hash;
    this.changes = changes;
    this.feed = feed;
    this.clock = clock;
    feed.onChange(this::changed);
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
    return changes
        .<String>changing(tx ->
            tx.preparedQuery(OPEN)
                .execute(values)
                .compose(opened -> former == null ? NOTHING : run(tx, END, hashed(former)))
                .compose(ended ->
                    run(tx, END_OLDEST, wished.account(), PER_ACCOUNT_MAX)
                        .map(oldest -> {
                          List<UUID> ids = new ArrayList<>(ended.ids());
                          ids.addAll(oldest.ids());
                          return new Changed<>(Optional.of(cookie), noted(ids));
                        })))
        .map(changed -> {
          forget();
          return cookie;
        });
  }

  /// Who this cookie belongs to; empty: nobody, any more.
  public Future<Optional<SignedIn>> session(String cookie) {
    String key = key(cookie);
    SignedIn known = feed.fresh() ? kept.getIfPresent(key) : null;
    if (known != null && known.endsAt().isAfter(clock.instant())) {
      return Future.succeededFuture(Optional.of(known));
    }
    long before = forgotten.get();
    OffsetDateTime now = now();
    return pool.preparedQuery(FIND)
        .execute(Tuple.of(hashed(cookie), now, now.minus(IDLE_MAX), AccountStore.today(clock)))
        .compose(rows ->
            rows.size() == 0
                ? Future.succeededFuture(Optional.<SignedIn>empty())
                : seen(cookie, rows.iterator().next()))
        .map(found -> {
          found.filter(signedIn -> forgotten.get() == before).ifPresent(s -> kept.put(key, s));
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
    return change(END, hashed(cookie)).map(ended -> ended.token(cookie));
  }

  /// Ends one of the account's sessions.
  ///
  /// @return whether it had such a one
  public Future<Boolean> end(UUID account, UUID session) {
    return change(END_ONE, account, session).map(ended -> !ended.ids().isEmpty());
  }

  /// Ends all of the account's sessions, this one too; how many there were.
  public Future<Integer> endAll(UUID account) {
    return change(END_ALL, account).map(ended -> ended.ids().size());
  }

  /// From now on the session acts for `patient`, and no form that was shown before is taken.
  /// Whether the account may is asked before, and again at each look.
  public Future<Boolean> actFor(String cookie, PatientId patient) {
    return change(ACT, hashed(cookie), patient.value(), Secrets.fresh())
        .map(acting -> !acting.ids().isEmpty());
  }

  /// Acts for nobody from now on, and no form that was shown before is taken: a mandate has ended.
  public Future<Boolean> actForNobody(String cookie) {
    return change(ACT_FOR_NOBODY, hashed(cookie), Secrets.fresh())
        .map(done -> !done.ids().isEmpty());
  }

  /// The sessions that a statement touched.
  private record Touched(List<UUID> ids, @Nullable Buffer sealed) {
    Optional<String> token(String cookie) {
      return sealed == null ? Optional.empty() : Sealed.open(sealed.getBytes(), cookie);
    }
  }

  private Future<Touched> change(String sql, Object... parameters) {
    return changes
        .<Touched>changing(tx ->
            run(tx, sql, parameters)
                .map(touched -> new Changed<>(Optional.of(touched), noted(touched.ids()))))
        .map(changed -> {
          forget();
          return changed.value().orElseThrow();
        });
  }

  private static Future<Touched> run(SqlConnection tx, String sql, Object... parameters) {
    return tx.preparedQuery(sql)
        .execute(Tuple.from(parameters))
        .map(rows -> {
          List<UUID> ids = new ArrayList<>();
          Buffer sealed = null;
          for (Row row : rows) {
            ids.add(row.getUUID("id"));
            sealed = row.getBuffer("id_token");
          }
          return new Touched(ids, sealed);
        });
  }

  private static @Nullable Noted noted(List<UUID> ids) {
    return ids.isEmpty()
        ? null
        : new Noted(
            Change.Kind.SESSION, ids.stream().map(UUID::toString).collect(Collectors.joining(" ")));
  }

  private void changed(Change change) {
    switch (change.kind()) {
      case SESSION, ACCOUNT, UNKNOWN -> forget();
      case GRANT, APP -> {}
    }
  }

  /// Everything: sessions change seldom beside how often they are asked for, and a row is read
  /// again within a millisecond.
  private void forget() {
    forgotten.incrementAndGet();
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
