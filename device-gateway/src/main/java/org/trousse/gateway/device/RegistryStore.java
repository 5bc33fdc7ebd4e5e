package org.trousse.gateway.device;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.function.Consumer;
import org.trousse.sdk.DeviceId;

/// The doors' copy of the registry: a device is loaded when first needed and dropped when it
/// changes. A poll brings the changes; a copy that could not be confirmed for [#STALE_AFTER]
/// answers nothing, so that a right which ended is not honoured for long. Any thread may call.
public final class RegistryStore {
  /// How often changes are asked for.
  public static final Duration POLL = Duration.ofMillis(400);

  /// Beyond this the copy is not to be believed.
  public static final Duration STALE_AFTER = Duration.ofMillis(1_500);

  private static final int DEVICES_MAX = 500_000;
  private static final int STRIPES = 1 << 12;

  /// The registry could not be confirmed lately; whoever asks has to come back.
  public static final class Stale extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Stale() {
      super("the device registry was not confirmed within 1.5 s", null, false, false);
    }
  }

  private final Vertx feed;
  private final DeviceStore followed;
  private final DeviceStore devices;
  private final Cache<Long, KnownDevice> copies =
      Caffeine.newBuilder().maximumSize(DEVICES_MAX).build();

  /// How many changes were seen of the devices of a stripe: a load that one of them overtook may
  /// have read the row from before, and must not stay as the copy.
  private final AtomicLongArray changesSeen = new AtomicLongArray(STRIPES);

  private final List<Consumer<Long>> listeners = new CopyOnWriteArrayList<>();
  private final AtomicLong version = new AtomicLong();
  private final AtomicLong confirmedNanos = new AtomicLong();
  private final AtomicBoolean polling = new AtomicBoolean();
  private final AtomicLong timer = new AtomicLong(-1);

  /// Follows nothing yet.
  ///
  /// @param feed whose event loop no door shares: on a node that is flooded before it is warm, a
  ///   poll that waited behind readings came too late, and every door closed (docs/decisions/0009)
  /// @param followed asked by the poll, over a connection of its own for the same reason
  /// @param devices asked by the doors
  public RegistryStore(Vertx feed, DeviceStore followed, DeviceStore devices) {
    this.feed = feed;
    this.followed = followed;
    this.devices = devices;
  }

  /// Takes the registry's version and starts to follow it.
  public Future<Void> open() {
    return followed
        .version()
        .onSuccess(now -> {
          version.set(now);
          confirmedNanos.set(System.nanoTime());
          timer.set(feed.setPeriodic(POLL.toMillis(), tick -> poll()));
        })
        .mapEmpty();
  }

  public void close() {
    feed.cancelTimer(timer.get());
  }

  /// Calls `listener` with the key of each device that changes, on a thread of Vert.x.
  public void onChange(Consumer<Long> listener) {
    listeners.add(listener);
  }

  /// Whether the copy was confirmed lately.
  public boolean fresh() {
    return System.nanoTime() - confirmedNanos.get() < STALE_AFTER.toNanos();
  }

  /// The device as of now; fails with [Stale] when that is not known.
  public Future<Optional<KnownDevice>> find(DeviceId id) {
    if (!fresh()) {
      return Future.failedFuture(new Stale());
    }
    KnownDevice copy = copies.getIfPresent(id.key());
    if (copy != null) {
      return Future.succeededFuture(sameName(copy, id));
    }
    long seen = changesSeen.get(stripe(id.key()));
    return devices
        .find(id.key())
        .map(found -> {
          found.ifPresent(device -> keep(id.key(), device, seen));
          return found.flatMap(device -> sameName(device, id));
        });
  }

  /// The device as the database has it: the copy may be up to [#POLL] behind, e.g. know a password
  /// that was replaced a moment ago, here or on another node.
  public Future<Optional<KnownDevice>> findAnew(DeviceId id) {
    changesSeen.incrementAndGet(stripe(id.key()));
    copies.invalidate(id.key());
    return find(id);
  }

  /// The device if its copy is here and fresh; for a second look on a path that may not wait.
  public Optional<KnownDevice> glance(DeviceId id) {
    return fresh()
        ? Optional.ofNullable(copies.getIfPresent(id.key())).flatMap(found -> sameName(found, id))
        : Optional.empty();
  }

  /// Keeps a sensor's session start in the copy at once: its next reading may be on the wire.
  public void sessionStarted(DeviceId id, KnownDevice.SensorStart start) {
    copies.asMap().computeIfPresent(id.key(), (key, known) -> known.inSession(start));
  }

  /// Two names with one key: the second was never registered.
  private static Optional<KnownDevice> sameName(KnownDevice device, DeviceId id) {
    return device.id().equals(id) ? Optional.of(device) : Optional.empty();
  }

  /// Under the key's lock in the cache, so that an invalidation comes either before, and is seen,
  /// or after, and removes the copy.
  private void keep(long key, KnownDevice loaded, long seen) {
    copies
        .asMap()
        .compute(key, (same, standing) -> changesSeen.get(stripe(key)) == seen ? loaded : standing);
  }

  private void changed(long key) {
    changesSeen.incrementAndGet(stripe(key));
    copies.invalidate(key);
    listeners.forEach(listener -> listener.accept(key));
  }

  private static int stripe(long key) {
    return Long.hashCode(key) & (STRIPES - 1);
  }

  private void poll() {
    if (!polling.compareAndSet(false, true)) {
      return;
    }
    long asked = System.nanoTime();
    followed
        .changesAfter(version.get())
        .timeout(
            STALE_AFTER.toMillis(), TimeUnit.MILLISECONDS) // a dead line must not stop the poll
        .onSuccess(changes -> {
          for (DeviceStore.Change change : changes) {
            changed(change.device());
            version.set(change.version());
          }
          confirmedNanos.set(asked);
        })
        .onComplete(done -> polling.set(false));
  }
}
