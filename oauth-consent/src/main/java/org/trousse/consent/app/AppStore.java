package org.trousse.consent.app;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.trousse.consent.feed.Change;
import org.trousse.consent.feed.ChangeStore;
import org.trousse.consent.feed.ChangeStore.Changed;
import org.trousse.consent.feed.ChangeStore.Noted;

/// The table `consent.app`.
public final class AppStore {
  /// So short that a suspended app is out within the second even if no feed says so.
  private static final Duration KEPT = Duration.ofMillis(500);

  private static final int APPS_MAX = 10_000;
  private static final int CLIENT_ID_MAX = 200;

  private static final Duration ORIGINS_KEPT = Duration.ofSeconds(5);
  private static final int ORIGINS_MAX = 10_000;
  private static final int ORIGIN_MAX = 300;

  private static final String FIND =
      "select profile, status, version, entry::text as entry from consent.app where client_id = $1";

  private static final String REGISTER =
      """
      insert into consent.app
        (client_id, profile, status, version, entry, created_at, changed_at)
      values ($1, $2, $3, $4, $5::text::jsonb, now(), now())
      on conflict (client_id) do update set profile = excluded.profile, entry = excluded.entry,
        version = excluded.version, changed_at = now()\
      """;

  private static final String SET_STATUS =
      """
      update consent.app set status = $2, changed_at = now()
      where client_id = $1 and status <> $2 and status <> 'ended'\
      """;

  /// Rulings 17: access tokens die at once; grants and refresh tokens wait.
  private static final String END_ACCESS =
      "update consent.access_token set ended_at = now() where client_id = $1 and ended_at is null";

  private static final String CLIENTS =
      "select client_id from consent.app where entry->>'software_id' = $1 and status <> 'ended'";

  private static final String KNOWS_ORIGIN =
      "select exists (select from consent.app where status = 'active' and entry->'origins' ? $1)";

  private final Pool pool;
  private final ChangeStore changes;
  private final Cache<String, Optional<App>> apps =
      Caffeine.newBuilder().maximumSize(APPS_MAX).expireAfterWrite(KEPT).build();
  private final Cache<String, Boolean> origins =
      Caffeine.newBuilder().maximumSize(ORIGINS_MAX).expireAfterWrite(ORIGINS_KEPT).build();

  public AppStore(Pool pool, ChangeStore changes) {
    this.pool = pool;
    this.changes = changes;
  }

  /// Whatever its status; empty when no app has this id.
  public Future<Optional<App>> find(String clientId) {
    Optional<App> kept = apps.getIfPresent(clientId);
    if (kept != null) {
      return Future.succeededFuture(kept);
    }
    if (clientId.length() > CLIENT_ID_MAX || clientId.indexOf('\0') >= 0) {
      return Future.succeededFuture(Optional.empty());
    }
    return pool.preparedQuery(FIND)
        .execute(Tuple.of(clientId))
        .map(rows -> first(clientId, rows))
        .onSuccess(found -> apps.put(clientId, found));
  }

  private static Optional<App> first(String clientId, RowSet<Row> rows) {
    if (rows.size() == 0) {
      return Optional.empty();
    }
    Row row = rows.iterator().next();
    return Optional.of(
        new App(
            clientId,
            SecurityProfile.of(row.getString("profile")).orElseThrow(),
            AppStatus.of(row.getString("status")),
            row.getInteger("version"),
            AppEntryJson.read(StrictJson.object(row.getString("entry")).orElseThrow())));
  }

  /// Hears of changes, so that what is kept here is not older than they are.
  public void heard(Change change) {
    if (change.kind() == Change.Kind.APP) {
      apps.invalidate(change.key());
    }
    if (change.kind() == Change.Kind.UNKNOWN) {
      apps.invalidateAll();
    }
  }

  /// The platform's own way, without a statement: begins or replaces an app (the demo's, a test's).
  public Future<Void> register(App app) {
    return changing(
            app.clientId(),
            tx ->
                tx.preparedQuery(REGISTER)
                    .execute(
                        Tuple.of(
                            app.clientId(),
                            app.profile().word(),
                            app.status().word(),
                            app.version(),
                            AppEntryJson.write(app.entry()).toString()))
                    .map(rows -> rows.rowCount() > 0))
        .mapEmpty();
  }

  /// Suspends, resumes or ends (de-references) an app, and every door knows within a second. False
  /// when nothing changed: it had that status, it ended, or there is no such app.
  public Future<Boolean> change(String clientId, AppStatus status) {
    return changing(
        clientId,
        tx ->
            tx.preparedQuery(SET_STATUS)
                .execute(Tuple.of(clientId, status.word()))
                .compose(rows ->
                    status == AppStatus.ACTIVE
                        ? Future.succeededFuture(rows.rowCount() > 0)
                        : tx.preparedQuery(END_ACCESS)
                            .execute(Tuple.of(clientId))
                            .map(ended -> rows.rowCount() > 0)));
  }

  /// The same for all clients of an app.
  ///
  /// @param softwareId names the app across its clients (RFC 7591 §2)
  public Future<Boolean> changeSoftware(String softwareId, AppStatus status) {
    return pool.preparedQuery(CLIENTS)
        .execute(Tuple.of(softwareId))
        .compose(rows -> {
          List<Future<Boolean>> changed = new ArrayList<>();
          rows.forEach(row -> changed.add(change(row.getString("client_id"), status)));
          return Future.all(changed).map(all -> all.<Boolean>list().contains(true));
        });
  }

  /// What a transaction does to an app; true when it did.
  @FunctionalInterface
  public interface Work {
    Future<Boolean> in(SqlConnection tx);
  }

  /// Does it and says so to every door, in one transaction.
  public Future<Boolean> changing(String clientId, Work work) {
    return changes
        .<Boolean>changing(tx ->
            work.in(tx)
                .map(done ->
                    new Changed<>(
                        Optional.of(done), done ? new Noted(Change.Kind.APP, clientId) : null)))
        .map(changed -> changed.value().orElse(false))
        .onSuccess(done -> apps.invalidate(clientId));
  }

  /// The web origins of every active app, by client id.
  public Future<Map<String, Set<String>>> origins() {
    return pool.preparedQuery(
            """
            select client_id, array(select jsonb_array_elements_text(entry->'origins')) as origins
            from consent.app where status = 'active' and entry ? 'origins'\
            """)
        .execute()
        .map(rows -> {
          Map<String, Set<String>> origins = new HashMap<>();
          rows.forEach(row ->
              origins.put(row.getString("client_id"), Set.of(row.getArrayOfStrings("origins"))));
          return origins;
        });
  }

  /// Whether an active app runs on this web origin.
  public Future<Boolean> knowsOrigin(String origin) {
    Boolean kept = origins.getIfPresent(origin);
    if (kept != null) {
      return Future.succeededFuture(kept);
    }
    if (origin.length() > ORIGIN_MAX || origin.indexOf('\0') >= 0) {
      return Future.succeededFuture(false);
    }
    return pool.preparedQuery(KNOWS_ORIGIN)
        .execute(Tuple.of(origin))
        .map(rows -> rows.iterator().next().getBoolean(0))
        .onSuccess(known -> origins.put(origin, known));
  }
}
