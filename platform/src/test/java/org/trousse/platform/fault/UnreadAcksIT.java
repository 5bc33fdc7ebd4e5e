package org.trousse.platform.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.trousse.platform.Main;

/// A client that never reads its acknowledgements: vertx-mqtt alone would keep them all in the
/// heap. Beside it the red control, a platform whose back-pressure does nothing.
@Tag("alone")
final class UnreadAcksIT {
  private static final int FLOOD_SECONDS = 15;
  private static final int GLANCE_MILLIS = 250;
  private static final long GROWTH_MAX_BYTES = 32L << 20;
  private static final String HEAP = "256m";
  private static final int START_SECONDS = 60;

  private static final String NO_PRESSURE =
      """
      package org.trousse.gateway.mqtt;

      final class BackPressureLane {
        BackPressureLane(io.vertx.mqtt.MqttEndpoint endpoint) {}

        void pause() {}

        void resume() {}

        void afterWrite() {}
      }
      """;

  @TempDir private static Path folder;

  @BeforeAll
  static void an_installation_with_meters() {
    try (Wiring wiring = Wiring.open(folder.resolve("data"), 0, record -> record)) {
      wiring.registerMeters();
    }
  }

  @Test
  void a_client_that_reads_nothing_cannot_grow_the_heap() throws Exception {
    try (PlatformChild platform = platform(Optional.empty());
        DeafMeter deaf = deaf(platform);
        ChildHeap heap = new ChildHeap(platform.pid())) {
      long before = heap.heldBytes();
      deaf.flood();

      long growth = most(heap, before, Long.MAX_VALUE);

      System.out.printf(
          "UnreadAcksIT: %,d messages sent, heap %,d KiB before, grown by %,d KiB at most%n",
          deaf.sent(), before >> 10, growth >> 10);
      assertThat(growth).isLessThan(GROWTH_MAX_BYTES);
      assertThat(deaf.connected()).as("slowed down, not thrown out").isTrue();
      assertThat(deaf.sent()).as("it did send").isPositive();
      assertThat(acknowledges(platform, new LoadDevice(1))).isTrue();
    }
  }

  @Test
  void would_find_out_a_door_without_back_pressure() throws Exception {
    try (PlatformChild platform = platform(Optional.of(compiled(NO_PRESSURE)));
        DeafMeter deaf = deaf(platform);
        ChildHeap heap = new ChildHeap(platform.pid())) {
      long before = heap.heldBytes();
      deaf.flood();

      long growth = most(heap, before, GROWTH_MAX_BYTES);

      System.out.printf(
          "UnreadAcksIT: without back-pressure: %,d messages, grown by %,d KiB%n",
          deaf.sent(), growth >> 10);
      assertThat(growth).isGreaterThanOrEqualTo(GROWTH_MAX_BYTES);
    }
  }

  private static PlatformChild platform(Optional<Path> before) throws IOException {
    return new PlatformChild(
        folder.resolve("data"),
        new PlatformChild.Way(Main.class, HEAP, before),
        RandomGenerator.getDefault());
  }

  /// Waits for the door to open.
  private static DeafMeter deaf(PlatformChild platform) throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS);
    while (true) {
      try {
        return new DeafMeter(platform.mqttPort(), new LoadDevice(0));
      } catch (IOException closed) {
        if (System.nanoTime() > end || !platform.alive()) {
          throw new AssertionError(platform.lastWords(), closed);
        }
        TimeUnit.MILLISECONDS.sleep(GLANCE_MILLIS);
      }
    }
  }

  /// The largest growth while the flood lasts, or the first beyond `enough`.
  private static long most(ChildHeap heap, long before, long enough) throws InterruptedException {
    long most = 0;
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(FLOOD_SECONDS);
    while (System.nanoTime() < end && most < enough) {
      TimeUnit.MILLISECONDS.sleep(GLANCE_MILLIS);
      most = Math.max(most, heap.heldBytes() - before);
    }
    return most;
  }

  private static boolean acknowledges(PlatformChild platform, LoadDevice device)
      throws IOException {
    try (MeterLine line = new MeterLine(platform.mqttPort(), device)) {
      line.publish(device, 1, device.payload(1), false);
      line.flush();
      return line.acknowledged().equals(new MeterLine.Acknowledged(1, 0));
    }
  }

  /// A folder with a class of our own in place of the gateway's.
  private static Path compiled(String source) throws IOException {
    Path file = Files.writeString(folder.resolve("BackPressureLane.java"), source);
    Path classes = Files.createDirectory(folder.resolve("classes"));
    String path = System.getProperty("java.class.path");
    List<String> words =
        List.of("-proc:none", "-cp", path, "-d", classes.toString(), file.toString());
    int status =
        ToolProvider.getSystemJavaCompiler().run(null, null, null, words.toArray(String[]::new));
    assertThat(status).isZero();
    return classes;
  }
}
