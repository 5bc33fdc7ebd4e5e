package org.trousse.consent.door;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.RemovalCause;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.trousse.consent.token.TokenStore.LiveToken;

/// Tokens that were looked up lately, by keyed hash and by grant. Any thread may call.
final class TokenCopies {
  private static final int TOKENS_MAX = 500_000;
  private static final Duration KEPT = Duration.ofMinutes(10);

  /// A token as a door holds it; it may end while somebody reads, or it may become unknown whether
  /// it did.
  static final class Held {
    private final LiveToken token;
    private final String appName;
    private volatile boolean ended;
    private volatile boolean doubtful;

    Held(LiveToken token, String appName) {
      this.token = token;
      this.appName = appName;
    }

    LiveToken token() {
      return token;
    }

    String appName() {
      return appName;
    }

    boolean ended() {
      return ended;
    }

    void end() {
      ended = true;
    }

    boolean doubtful() {
      return doubtful;
    }

    /// Nobody knows now: whoever reads with it asks again, and is not told that it ended.
    void doubt() {
      doubtful = true;
    }
  }

  private final ConcurrentMap<UUID, Map<String, Held>> byGrant = new ConcurrentHashMap<>();
  private final AtomicLong changes = new AtomicLong();
  private final Cache<String, Held> byHash =
      Caffeine.newBuilder()
          .maximumSize(TOKENS_MAX)
          .expireAfterWrite(KEPT)
          .executor(Runnable::run)
          .removalListener(this::removed)
          .build();

  Optional<Held> find(String hash) {
    return Optional.ofNullable(byHash.getIfPresent(hash));
  }

  /// How many changes were heard of; what is loaded across one may be older than it.
  long changes() {
    return changes.get();
  }

  /// Keeps what was loaded since `before`; false when something changed meanwhile.
  boolean keep(String hash, Held held, long before) {
    byGrant
        .computeIfAbsent(held.token().grantId(), grant -> new ConcurrentHashMap<>())
        .put(hash, held);
    byHash.put(hash, held);
    if (changes.get() == before) {
      return true;
    }
    byHash.invalidate(hash);
    return false;
  }

  /// Forgets the tokens of a grant and gives them back: who reads with one must be told.
  Collection<Held> forget(UUID grant) {
    changes.incrementAndGet();
    Map<String, Held> held = byGrant.remove(grant);
    if (held == null) {
      return List.of();
    }
    byHash.invalidateAll(held.keySet());
    return held.values();
  }

  /// Forgets the tokens of an app: who reads with one is refused by its rights.
  void forgetApp(String clientId) {
    changes.incrementAndGet();
    byHash.asMap().values().removeIf(held -> held.token().clientId().equals(clientId));
  }

  /// Forgets them all and gives them back.
  Collection<Held> forgetAll() {
    changes.incrementAndGet();
    Collection<Held> all = List.copyOf(byHash.asMap().values());
    byGrant.clear();
    byHash.invalidateAll();
    return all;
  }

  private void removed(@Nullable String hash, @Nullable Held held, RemovalCause cause) {
    if (hash == null || held == null) {
      return;
    }
    byGrant.computeIfPresent(
        held.token().grantId(),
        (grant, all) -> {
          all.remove(hash, held);
          return all.isEmpty() ? null : all;
        });
  }
}
