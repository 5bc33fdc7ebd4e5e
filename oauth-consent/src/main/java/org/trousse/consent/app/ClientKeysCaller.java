package org.trousse.consent.app;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import io.vertx.core.Future;
import java.net.URI;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.trousse.consent.feed.CallingLane;
import org.trousse.consent.outbound.CacheLife;
import org.trousse.consent.outbound.OutboundCaller.Fetched;

/// A client's public keys, by value or from its `jwks_uri`. What was fetched is kept for as long as
/// its server says and never longer; a kid that is not in it is looked for once more.
public final class ClientKeysCaller {
  /// An unknown kid makes us fetch at most this often for one client: assertions come from
  /// strangers.
  static final Duration FORCED_EVERY = Duration.ofSeconds(30);

  private static final int SETS_MAX = 10_000;

  /// How a set is fetched: [org.trousse.consent.outbound.OutboundCaller#get].
  @FunctionalInterface
  public interface Fetches {
    Future<Fetched> get(URI uri);
  }

  private record Kept(JWKSet keys, Instant until) {}

  private final Fetches outbound;
  private final Clock clock;
  private final Cache<URI, Kept> sets = Caffeine.newBuilder().maximumSize(SETS_MAX).build();
  private final Cache<URI, Instant> forced = Caffeine.newBuilder().maximumSize(SETS_MAX).build();
  private final Map<URI, Future<JWKSet>> underWay = new ConcurrentHashMap<>();

  public ClientKeysCaller(Fetches outbound, Clock clock) {
    this.outbound = outbound;
    this.clock = clock;
  }

  /// The keys that may be the one: those with this kid, or all when the client names none. Fails
  /// when the set cannot be fetched.
  public Future<List<JWK>> keys(App app, @Nullable String kid) {
    URI uri = app.entry().jwksUri();
    if (uri == null) {
      String value = app.entry().jwks();
      return value == null
          ? Future.succeededFuture(List.of())
          : parse(value).map(set -> withKid(set, kid));
    }
    Kept kept = sets.getIfPresent(uri);
    if (kept == null || !clock.instant().isBefore(kept.until())) {
      return fetch(uri).map(set -> withKid(set, kid));
    }
    List<JWK> found = withKid(kept.keys(), kid);
    return found.isEmpty() && mayForce(uri)
        ? fetch(uri).map(set -> withKid(set, kid))
        : Future.succeededFuture(found);
  }

  private boolean mayForce(URI uri) {
    Instant now = clock.instant();
    AtomicBoolean may = new AtomicBoolean();
    forced
        .asMap()
        .compute(
            uri,
            (same, before) -> {
              may.set(before == null || !now.isBefore(before.plus(FORCED_EVERY)));
              return may.get() ? now : before;
            });
    return may.get();
  }

  private static List<JWK> withKid(JWKSet set, @Nullable String kid) {
    return set.getKeys().stream().filter(key -> kid == null || kid.equals(key.getKeyID())).toList();
  }

  /// One fetch at a time for one address, however many ask.
  private Future<JWKSet> fetch(URI uri) {
    Future<JWKSet> other = underWay.get(uri);
    if (other != null) {
      return CallingLane.here(other);
    }
    Future<JWKSet> fetching =
        outbound
            .get(uri)
            .compose(fetched ->
                parse(fetched.body())
                    .onSuccess(set ->
                        sets.put(
                            uri,
                            new Kept(
                                set, clock.instant().plus(CacheLife.of(fetched.cacheControl()))))));
    underWay.put(uri, fetching);
    return fetching.onComplete(done -> underWay.remove(uri, fetching));
  }

  /// Only JSON within our bounds gets as far as the parser.
  private static Future<JWKSet> parse(String json) {
    try {
      return StrictJson.object(json).isEmpty()
          ? Future.failedFuture(new ParseException("no JWK Set", 0))
          : Future.succeededFuture(JWKSet.parse(json).toPublicJWKSet());
    } catch (ParseException malformed) {
      return Future.failedFuture(malformed);
    }
  }
}
