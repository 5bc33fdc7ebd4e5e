package org.trousse.consent.feed;

import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The changes that doors must know. Each takes the next version under an advisory lock that is
/// held until COMMIT, so that versions commit in order and a poll can miss none. NOTIFY is a hint.
public final class ChangeStore {
  /// The channel of the hint.
  static final String CHANNEL = "trousse_consent";

  /// Any number that no other advisory lock of ours uses.
  private static final long CHANGE_LOCK = 7_264_002L;

  static final int CHANGES_MAX = 10_000;
  private static final String KEPT = "1 hour";

  private final Pool pool;

  public ChangeStore(Pool pool) {
    this.pool = pool;
  }

  /// Runs `work` in a transaction that ends with the notice of the change which it gives back; no
  /// notice for null.
  public <T> Future<Changed<T>> changing(Function<SqlConnection, Future<Changed<T>>> work) {
    return pool.withTransaction(tx ->
            work.apply(tx)
                .compose(changed -> {
                  Noted noted = changed.noted();
                  return noted == null
                      ? Future.succeededFuture(changed)
                      : note(tx, noted).map(done -> changed);
                }))
        .map(Objects::requireNonNull);
  }

  /// What a transaction did, and what of it doors must know.
  public record Changed<T>(Optional<T> value, @Nullable Noted noted) {
    public static <T> Changed<T> nothing() {
      return new Changed<>(Optional.empty(), null);
    }
  }

  /// A change before it has its version.
  public record Noted(Change.Kind kind, String key) {}

  private static Future<Void> note(SqlConnection tx, Noted noted) {
    return tx.preparedQuery("select pg_advisory_xact_lock($1)")
        .execute(Tuple.of(CHANGE_LOCK))
        .compose(locked ->
            tx.preparedQuery(
                    """
                    insert into consent.change (version, kind, key, at)
                    select coalesce(max(version), 0) + 1, $1, $2, now() from consent.change
                    returning pg_notify('trousse_consent', version::text)\
                    """)
                .execute(Tuple.of(noted.kind().name().toLowerCase(Locale.ROOT), noted.key())))
        .mapEmpty();
  }

  /// The version that stands now.
  Future<Long> version() {
    return pool.preparedQuery("select coalesce(max(version), 0) as version from consent.change")
        .execute()
        .map(rows -> rows.iterator().next().getLong("version"));
  }

  /// What changed after `version`, in order.
  Future<List<Change>> after(long version) {
    return pool.preparedQuery(
            """
            select version, kind, key from consent.change where version > $1
            order by version limit $2\
            """)
        .execute(Tuple.of(version, CHANGES_MAX))
        .map(rows -> {
          List<Change> changes = new ArrayList<>(rows.size());
          rows.forEach(row ->
              changes.add(
                  new Change(
                      row.getLong("version"),
                      Change.Kind.valueOf(row.getString("kind").toUpperCase(Locale.ROOT)),
                      row.getString("key"))));
          return changes;
        });
  }

  /// Forgets what every door has long read; the latest stays, so that versions never start again.
  public Future<Integer> sweep() {
    return pool.query(
            """
            delete from consent.change where at < now() - interval '%s'
              and version < (select max(version) from consent.change)\
            """
                .formatted(KEPT))
        .execute()
        .map(rows -> rows.rowCount());
  }
}
