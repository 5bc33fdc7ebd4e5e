package org.trousse.platform.bench.load;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.trousse.platform.bench.load.LoadLoop.Stage;
import org.trousse.platform.bench.load.LoadLoop.Tally;
import org.trousse.sdk.DeviceId;

/// Synthetic meters that publish over MQTT 5, QoS 1, from two threads of this process.
public final class LoadGenerator implements AutoCloseable {
  private static final int LOOPS = 2;
  private static final int[] RAMP = {500, 1_000, 2_000, 4_000, 8_000, 12_000};
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final Duration DRAIN = Duration.ofSeconds(15);

  private final List<LoadLoop> loops = new ArrayList<>();

  public LoadGenerator(int port) throws IOException {
    GlucoseBytes readings = new GlucoseBytes(Instant.now());
    for (int loop = 0; loop < LOOPS; loop++) {
      loops.add(new LoadLoop(port, readings));
      Thread.ofPlatform().name("load-" + loop).daemon().start(loops.getLast());
    }
  }

  /// A stage's outcome.
  ///
  /// @param unanswered readings without an acknowledgement long after the stage
  public record Outcome(
      double seconds,
      long acknowledged,
      Latencies latencies,
      Map<String, Integer> reasons,
      int unanswered) {
    public double perSecond() {
      return acknowledged / seconds;
    }

    /// Empty when every acknowledgement was positive and every connection stayed.
    public String complaints() {
      String lost = unanswered == 0 ? "" : " %,d unanswered".formatted(unanswered);
      return reasons.isEmpty() ? lost : " " + reasons + lost;
    }
  }

  /// Opens a connection for each of the first `count` meters, unless all of them stand.
  public void connect(int count) throws InterruptedException {
    if (open() == count) {
      return;
    }
    disconnect();
    for (int loop = 0; loop < LOOPS; loop++) {
      LoadLoop one = loops.get(loop);
      List<DeviceId> devices =
          IntStream.iterate(loop, number -> number < count, number -> number + LOOPS)
              .mapToObj(Fleet::device)
              .toList();
      one.on(() -> one.connect(devices));
    }
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!loops.stream().allMatch(loop -> loop.on(loop::connected)) && System.nanoTime() < end) {
      Thread.sleep(20);
    }
    int open = open();
    if (open != count) {
      throw new IllegalStateException(
          "%,d of %,d connections stand: %s".formatted(open, count, begin(new Stage.Quiet())));
    }
  }

  public int open() {
    return loops.stream().mapToInt(loop -> loop.on(loop::open)).sum();
  }

  /// Lets the virtual machines on both sides learn what is hot: slowly, then as fast as they can.
  public void warmUp(int connections, int seconds) throws InterruptedException {
    for (int perSecond : RAMP) {
      connect(connections);
      pace(perSecond, Math.max(1, seconds / RAMP.length));
    }
    connect(connections);
    saturate(seconds);
    disconnect();
  }

  /// As fast as acknowledgements come back. Those that come after the last second do not count.
  public Outcome saturate(int seconds) throws InterruptedException {
    begin(new Stage.Quiet());
    long start = System.nanoTime();
    begin(new Stage.Saturate());
    Thread.sleep(Duration.ofSeconds(seconds));
    Tally tally = begin(new Stage.Quiet());
    double lasted = (System.nanoTime() - start) / 1e9;
    int unanswered = drain();
    return new Outcome(
        lasted, tally.latencies().total(), tally.latencies(), tally.reasons(), unanswered);
  }

  /// So many a second. Latencies are those of all readings, also of those that came late.
  public Outcome pace(double perSecond, int seconds) throws InterruptedException {
    begin(new Stage.Quiet());
    long start = System.nanoTime();
    for (LoadLoop loop : loops) {
      loop.on(() -> loop.begin(new Stage.Pace(perSecond / LOOPS, start)));
    }
    Thread.sleep(Duration.ofSeconds(seconds));
    Tally tally = begin(new Stage.Quiet());
    double lasted = (System.nanoTime() - start) / 1e9;
    long inTime = tally.latencies().total();
    int unanswered = drain();
    tally.add(begin(new Stage.Quiet()));
    return new Outcome(lasted, inTime, tally.latencies(), tally.reasons(), unanswered);
  }

  private int drain() throws InterruptedException {
    long end = System.nanoTime() + DRAIN.toNanos();
    while (inFlight() > 0 && System.nanoTime() < end) {
      Thread.sleep(5);
    }
    return inFlight();
  }

  private int inFlight() {
    return loops.stream().mapToInt(loop -> loop.on(loop::inFlight)).sum();
  }

  /// The tally until now.
  private Tally begin(Stage stage) {
    Tally all = new Tally();
    loops.forEach(loop -> all.add(loop.on(() -> loop.begin(stage))));
    return all;
  }

  public void disconnect() {
    loops.forEach(loop -> loop.on(loop::disconnect));
  }

  /// The threads end by themselves as soon as they have heard it.
  @Override
  public void close() {
    loops.forEach(loop -> loop.on(loop::stop));
  }
}
