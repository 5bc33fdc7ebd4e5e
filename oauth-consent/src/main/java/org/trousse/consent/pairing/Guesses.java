package org.trousse.consent.pairing;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.Bucket;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

/// How many wrong codes are borne (RFC 8628 §5.1): of one account, of one address, of everybody.
/// Each try is taken in advance, so that many at once count too; a right one is given back.
public final class Guesses {
  static final int PER_ACCOUNT = 5;
  static final int PER_ADDRESS = 20;
  static final int OF_ALL = 300;
  static final Duration WINDOW = Duration.ofMinutes(10);

  private static final int BUCKETS_MAX = 100_000;

  private final Bucket all = bucket(OF_ALL);
  private final Cache<String, Bucket> accounts = cache();
  private final Cache<String, Bucket> addresses = cache();

  private static Cache<String, Bucket> cache() {
    return Caffeine.newBuilder().maximumSize(BUCKETS_MAX).expireAfterAccess(WINDOW).build();
  }

  /// False: no more for now.
  public boolean take(String account, String address) {
    return of(account, address).stream().allMatch(bucket -> bucket.tryConsume(1));
  }

  /// It was right: gives the try back.
  public void right(String account, String address) {
    of(account, address).forEach(bucket -> bucket.addTokens(1));
  }

  /// The narrowest first: whoever is stopped by it takes nothing from everybody.
  private List<Bucket> of(String account, String address) {
    return List.of(
        Objects.requireNonNull(accounts.get(account, one -> bucket(PER_ACCOUNT))),
        Objects.requireNonNull(addresses.get(address, one -> bucket(PER_ADDRESS))),
        all);
  }

  private static Bucket bucket(int tries) {
    return Bucket.builder()
        .addLimit(limit -> limit.capacity(tries).refillIntervally(tries, WINDOW))
        .build();
  }
}
