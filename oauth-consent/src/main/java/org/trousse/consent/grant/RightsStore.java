package org.trousse.consent.grant;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Tuple;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Function;
import java.util.function.Predicate;
import org.trousse.consent.feed.CallingLane;
import org.trousse.consent.feed.Change;
import org.trousse.consent.feed.FeedLane;
import org.trousse.consent.permission.DataKind;
import org.trousse.consent.permission.Permission;
import org.trousse.sdk.PatientId;
import org.trousse.sdk.measure.Measure;

/// The doors' copy of what was allowed: a grant is loaded when first needed and dropped when
/// something about it changes. Nothing is answered from a copy whose feed is not fresh. Any thread
/// may call.
public final class RightsStore {
  private static final int GRANTS_MAX = 500_000;

  /// Rulings 16: the door has to refuse, and the caller to come back.
  public static final class Stale extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Stale() {
      super("rights were not confirmed within 1.5 s", null, false, false);
    }
  }

  private static final String STATE =
      """
      select g.id, g.version, g.patient, g.client_id, g.status, a.status as app_status,
        g.permissions, g.history_from, g.ends_at,
        not exists (select from consent.account c
          where c.patient = g.patient and c.closed_at is not null) as account_open
      from consent.grant g join consent.app a using (client_id)
      """;

  private record OnRecord(PatientId patient, String clientId) {}

  private final FeedLane feed;
  private final Clock clock;
  private final Copies<UUID> byId;
  private final Copies<OnRecord> live;

  public RightsStore(Pool pool, FeedLane feed, Clock clock) {
    this.feed = feed;
    this.clock = clock;
    this.byId =
        new Copies<>(id ->
            pool.preparedQuery(STATE + "where g.id = $1")
                .execute(Tuple.of(id))
                .map(rows -> GrantRowStore.first(rows, GrantRowStore::state)));
    this.live =
        new Copies<>(key ->
            pool.preparedQuery(
                    STATE + "where g.patient = $1 and g.client_id = $2 and g.status <> 'ended'")
                .execute(Tuple.of(key.patient().value(), key.clientId()))
                .map(rows -> GrantRowStore.first(rows, GrantRowStore::state)));
    feed.onChange(this::changed);
  }

  /// The grant as of now, ended or not; fails with [Stale] when that is not known.
  public Future<Optional<GrantState>> grant(UUID id) {
    return feed.fresh() ? byId.get(id) : Future.failedFuture(new Stale());
  }

  /// The grant if its copy is here and fresh; for a second look on a path that may not wait.
  public Optional<GrantState> glance(UUID id) {
    return feed.fresh() ? byId.glance(id) : Optional.empty();
  }

  /// The grant of this app on this record that did not end; fails with [Stale] when that is not
  /// known. For who asks without a token.
  public Future<Optional<GrantState>> standing(String clientId, PatientId patient) {
    return feed.fresh()
        ? live.get(new OnRecord(patient, clientId))
        : Future.failedFuture(new Stale());
  }

  /// May this app add such a reading to this record? Never fails for want of freshness: see
  /// [Verdict#STALE].
  public Future<Verdict> mayAdd(String clientId, PatientId patient, Measure measure) {
    return feed.fresh()
        ? live.get(new OnRecord(patient, clientId)).map(state -> verdict(state, measure))
        : Future.succeededFuture(Verdict.STALE);
  }

  /// The same from the copy alone; STALE when it is not here.
  public Verdict glanceAdd(String clientId, PatientId patient, Measure measure) {
    OnRecord key = new OnRecord(patient, clientId);
    return feed.fresh() && live.holds(key) ? verdict(live.glance(key), measure) : Verdict.STALE;
  }

  private Verdict verdict(Optional<GrantState> state, Measure measure) {
    Permission permission = Permission.add(DataKind.of(measure));
    return state.map(grant -> grant.may(permission, clock.instant())).orElse(Verdict.ENDED);
  }

  /// Whether answers can be given at all.
  public boolean fresh() {
    return feed.fresh();
  }

  private void changed(Change change) {
    switch (change.kind()) {
      case GRANT ->
          change
              .grant()
              .ifPresent(key -> {
                byId.forget(key.id());
                live.forget(new OnRecord(key.patient(), key.clientId()));
              });
      case APP -> forgetWhere(state -> state.clientId().equals(change.key()));
      case ACCOUNT -> forgetWhere(state -> state.patient().text().equals(change.key()));
      case UNKNOWN -> forgetWhere(state -> true);
      case SESSION -> {}
    }
  }

  private void forgetWhere(Predicate<GrantState> concerned) {
    byId.forgetWhere(concerned);
    live.forgetWhere(concerned);
  }

  /// Loaded once at a time for each key. A copy whose key changed while it was loaded is loaded
  /// again: it may be older than the change.
  private static final class Copies<K> {
    private final Function<K, Future<Optional<GrantState>>> load;
    private final Cache<K, Optional<GrantState>> copies =
        Caffeine.newBuilder().maximumSize(GRANTS_MAX).build();
    private final ConcurrentMap<K, Future<Optional<GrantState>>> loading =
        new ConcurrentHashMap<>();

    Copies(Function<K, Future<Optional<GrantState>>> load) {
      this.load = load;
    }

    Future<Optional<GrantState>> get(K key) {
      Optional<GrantState> copy = copies.getIfPresent(key);
      return copy == null ? load(key) : Future.succeededFuture(copy);
    }

    private Future<Optional<GrantState>> load(K key) {
      Promise<Optional<GrantState>> promise = Promise.promise();
      Future<Optional<GrantState>> mine = promise.future();
      Future<Optional<GrantState>> other = loading.putIfAbsent(key, mine);
      if (other != null) {
        return CallingLane.here(other);
      }
      load.apply(key)
          .compose(found -> {
            // what is put stands only if the key did not change meanwhile
            copies.put(key, found);
            if (loading.remove(key, mine)) {
              return Future.succeededFuture(found);
            }
            copies.invalidate(key);
            return load(key);
          })
          .onFailure(failed -> loading.remove(key, mine))
          .onComplete(promise);
      return mine;
    }

    boolean holds(K key) {
      return copies.getIfPresent(key) != null;
    }

    Optional<GrantState> glance(K key) {
      Optional<GrantState> copy = copies.getIfPresent(key);
      return copy == null ? Optional.empty() : copy;
    }

    /// What somebody used is loaded again at once, so that a glance finds it.
    void forget(K key) {
      loading.remove(key);
      if (copies.asMap().remove(key) != null) {
        load(key);
      }
    }

    /// Loads under way may hold one of them too, and where there was none there may be one now.
    void forgetWhere(Predicate<GrantState> concerned) {
      loading.clear();
      copies.asMap().values().removeIf(copy -> copy.map(concerned::test).orElse(true));
    }
  }
}
