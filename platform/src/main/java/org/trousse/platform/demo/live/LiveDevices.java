package org.trousse.platform.demo.live;

import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.trousse.platform.demo.people.DemoDevice;
import org.trousse.platform.demo.people.DemoPerson;
import org.trousse.sdk.DeviceId;
import org.trousse.sdk.device.DeviceAccess;
import org.trousse.sdk.device.PublishResult;

/// All live devices of the demo. They know the gateway by its address alone, as real ones do.
public final class LiveDevices implements AutoCloseable {
  private static final int WORKERS = 2;

  private final ScheduledExecutorService executor = Executors.newScheduledThreadPool(WORKERS);
  private final List<LiveDevice> devices = new ArrayList<>();
  private final AtomicLong taken = new AtomicLong();
  private final AtomicLong notTaken = new AtomicLong();

  private LiveDevices() {}

  /// Where the devices send to.
  public record Gateway(String host, int port, Function<DeviceId, String> passwords) {}

  /// How often devices measure.
  ///
  /// @param sensor between two readings of a sensor
  /// @param othersFrom between two of the other devices, at least
  /// @param othersTo at most
  public record Cadence(Duration sensor, Duration othersFrom, Duration othersTo) {
    /// Faster than life, so that a page moves while somebody looks at it.
    public static final Cadence USUAL =
        new Cadence(Duration.ofSeconds(5), Duration.ofSeconds(20), Duration.ofSeconds(60));
  }

  /// What became of the publications so far.
  public record Counts(long taken, long notTaken) {}

  /// Connects every live device and lets it measure until [#close].
  ///
  /// @param chance staggers the devices and their reconnecting; used from several threads
  public static LiveDevices start(
      List<DemoPerson> people,
      Gateway gateway,
      Cadence cadence,
      Clock clock,
      ZoneId zone,
      RandomGenerator chance) {
    LiveDevices all = new LiveDevices();
    for (DemoPerson person : people) {
      for (DemoDevice device : person.devices()) {
        if (device.live()) {
          all.begin(person, device, gateway, cadence, clock, zone, chance);
        }
      }
    }
    return all;
  }

  public Counts counts() {
    return new Counts(taken.get(), notTaken.get());
  }

  private void begin(
      DemoPerson person,
      DemoDevice device,
      Gateway gateway,
      Cadence cadence,
      Clock clock,
      ZoneId zone,
      RandomGenerator chance) {
    DeviceAccess access =
        DeviceAccess.plain(
            gateway.host(), gateway.port(), device.id(), gateway.passwords().apply(device.id()));
    LiveDevice live =
        new LiveDevice(person, device, access, clock, zone, executor, chance, this::count);
    devices.add(live);
    live.connect();
    long every = period(device, cadence, chance).toMillis();
    long first = (long) (Math.min(every, cadence.othersFrom().toMillis()) * chance.nextDouble());
    var _ = executor.scheduleAtFixedRate(live::measure, first, every, TimeUnit.MILLISECONDS);
  }

  /// Each of the others has its own, so that they do not all speak at once.
  private static Duration period(DemoDevice device, Cadence cadence, RandomGenerator chance) {
    if (device.kind() == DemoDevice.Kind.SENSOR) {
      return cadence.sensor();
    }
    Duration span = cadence.othersTo().minus(cadence.othersFrom());
    return cadence.othersFrom().plusMillis((long) (span.toMillis() * chance.nextDouble()));
  }

  private void count(PublishResult result) {
    boolean good = result instanceof PublishResult.Acknowledged answer && answer.taken();
    (good ? taken : notTaken).incrementAndGet();
  }

  /// Stops measuring, then says goodbye for every device.
  @Override
  public void close() {
    executor.shutdownNow();
    devices.parallelStream().forEach(LiveDevice::close);
  }
}
