package org.trousse.platform.demo.live;

import java.time.Clock;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.trousse.platform.demo.people.DemoBody;
import org.trousse.platform.demo.people.DemoDevice;
import org.trousse.platform.demo.people.DemoPerson;
import org.trousse.sdk.device.ClockStatement;
import org.trousse.sdk.device.DeviceAccess;
import org.trousse.sdk.device.DevicePublisher;
import org.trousse.sdk.device.PublishResult;
import org.trousse.sdk.reading.Meal;
import org.trousse.sdk.reading.Payload;

/// One simulated device: says what its clock shows when it connects, then measures when it is told
/// to.
final class LiveDevice implements DevicePublisher.Listener, AutoCloseable {
  private final DemoDevice device;
  private final DemoBody body;
  private final Clock clock;
  private final ZoneId zone;
  private final Consumer<PublishResult> answers;
  private final DevicePublisher publisher;

  /// @param answers hears what became of each publication
  LiveDevice(
      DemoPerson person,
      DemoDevice device,
      DeviceAccess access,
      Clock clock,
      ZoneId zone,
      ScheduledExecutorService executor,
      RandomGenerator chance,
      Consumer<PublishResult> answers) {
    this.device = device;
    this.body = new DemoBody(person, zone);
    this.clock = clock;
    this.zone = zone;
    this.answers = answers;
    this.publisher =
        new DevicePublisher(access, DevicePublisher.Limits.USUAL, this, executor, chance);
  }

  void connect() {
    var _ = publisher.connect();
  }

  @Override
  public List<Payload> greetings() {
    return List.of(ClockStatement.exact(clock.instant(), zone).payload());
  }

  /// Measures now and sends it.
  void measure() {
    LocalDateTime now = LocalDateTime.now(clock.withZone(zone));
    LocalDate today = now.toLocalDate();
    body.take(device.kind(), now, Meal.CASUAL, today)
        .ifPresent(taken -> taken.onTheWire().forEach(this::send));
  }

  private void send(Payload payload) {
    var _ = publisher.publish(payload.codec(), payload.bytes(), null).thenAccept(answers);
  }

  @Override
  public void close() {
    publisher.close();
  }
}
