package org.trousse.platform.bench.load;

import java.io.IOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Supplier;
import org.trousse.sdk.DeviceId;

/// One thread of the load generator with its share of the connections. Everything but [#on] runs on
/// that thread.
final class LoadLoop implements LoadConnection.Hears, Runnable {
  private static final int HANDSHAKES_MAX = 100;
  private static final long IDLE_MS = 50;

  /// What happened since a stage began.
  ///
  /// @param reasons negative acknowledgements by their code, ended connections by their cause
  record Tally(Latencies latencies, Map<String, Integer> reasons) {
    Tally() {
      this(new Latencies(), new TreeMap<>());
    }

    void add(Tally other) {
      latencies.add(other.latencies);
      other.reasons.forEach((why, count) -> reasons.merge(why, count, Integer::sum));
    }
  }

  private final int port;
  private final Selector selector;
  private final GlucoseBytes readings;
  private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
  private final List<LoadConnection> connections = new ArrayList<>();
  private final Map<DeviceId, Integer> numbers = new HashMap<>();
  private final List<LoadConnection> touched = new ArrayList<>();
  private Tally tally = new Tally();
  private Stage stage = new Stage.Quiet();
  private List<DeviceId> toConnect = List.of();
  private int asked;
  private int answered;
  private int turn;
  private long sent;
  private boolean over;

  /// What the loop does.
  sealed interface Stage {
    /// Hears, and says nothing.
    record Quiet() implements Stage {}

    /// Keeps every window full.
    record Saturate() implements Stage {}

    /// So many a second; a reading's wait begins when it was due, not when there was room for it.
    record Pace(double perSecond, long startNanos) implements Stage {}
  }

  LoadLoop(int port, GlucoseBytes readings) throws IOException {
    this.port = port;
    this.readings = readings;
    this.selector = Selector.open();
  }

  /// Runs `task` on the loop and waits for its answer.
  <T> T on(Supplier<T> task) {
    CompletableFuture<T> answer = new CompletableFuture<>();
    tasks.add(() -> {
      try {
        answer.complete(task.get());
      } catch (RuntimeException failed) {
        answer.completeExceptionally(failed);
      }
    });
    selector.wakeup();
    return answer.join();
  }

  Void connect(List<DeviceId> devices) {
    toConnect = devices;
    asked = 0;
    answered = 0;
    dial();
    return null;
  }

  /// Not all at once: the platform gives each five seconds.
  private void dial() {
    try {
      while (asked < toConnect.size() && asked - answered < HANDSHAKES_MAX) {
        connections.add(dial(toConnect.get(asked++)));
      }
    } catch (IOException refused) {
      throw new java.io.UncheckedIOException(refused);
    }
  }

  private LoadConnection dial(DeviceId device) throws IOException {
    int number = numbers.getOrDefault(device, 0);
    return new LoadConnection(port, selector, device, number, readings, this);
  }

  boolean connected() {
    return answered == toConnect.size();
  }

  int open() {
    return (int) connections.stream().filter(LoadConnection::isReady).count();
  }

  /// Begins a stage with a fresh tally and gives the one before back.
  Tally begin(Stage next) {
    Tally before = tally;
    tally = new Tally();
    sent = 0;
    stage = next;
    if (next instanceof Stage.Saturate) {
      connections.forEach(this::fill);
      flush();
    }
    return before;
  }

  int inFlight() {
    return connections.stream().mapToInt(LoadConnection::inFlight).sum();
  }

  Void disconnect() {
    for (LoadConnection connection : connections) {
      numbers.put(connection.device(), connection.number());
      connection.close();
    }
    connections.clear();
    return null;
  }

  Void stop() {
    over = true;
    return disconnect();
  }

  @Override
  public void run() {
    try (selector) {
      while (!over) {
        selector.select(LoadLoop::serve, stage instanceof Stage.Pace ? 1 : IDLE_MS);
        for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
          task.run();
        }
        if (stage instanceof Stage.Pace pace) {
          send(pace);
        }
        flush();
      }
    } catch (IOException broken) {
      throw new java.io.UncheckedIOException(broken);
    }
  }

  private static void serve(SelectionKey key) {
    ((LoadConnection) key.attachment()).serve();
  }

  private void fill(LoadConnection connection) {
    long now = System.nanoTime();
    while (connection.hasRoom()) {
      connection.publish(now);
    }
    touched.add(connection);
  }

  /// What is due by now, one device after the other; what finds no room stays due.
  private void send(Stage.Pace pace) {
    double nanosEach = 1e9 / pace.perSecond();
    long due = (long) ((System.nanoTime() - pace.startNanos()) / nanosEach);
    int full = 0;
    while (sent < due && full < connections.size()) {
      LoadConnection next = connections.get(turn++ % connections.size());
      if (next.hasRoom()) {
        next.publish(pace.startNanos() + (long) (sent++ * nanosEach));
        touched.add(next);
        full = 0;
      } else {
        full++;
      }
    }
  }

  private void flush() {
    touched.forEach(LoadConnection::flush);
    touched.clear();
  }

  @Override
  public void accepted(LoadConnection connection) {
    answered++;
    dial();
  }

  @Override
  public void acknowledged(LoadConnection connection, long sentNanos, int reason) {
    long now = System.nanoTime();
    if (reason == 0) {
      tally.latencies().add(now - sentNanos);
    } else {
      tally.reasons().merge("PUBACK 0x%02x".formatted(reason), 1, Integer::sum);
    }
    if (stage instanceof Stage.Saturate && connection.hasRoom()) {
      connection.publish(now);
      touched.add(connection);
    }
  }

  @Override
  public void ended(LoadConnection connection, String why) {
    tally.reasons().merge("connection ended, " + why, 1, Integer::sum);
    if (answered < toConnect.size()) {
      answered++;
      dial();
    }
  }
}
