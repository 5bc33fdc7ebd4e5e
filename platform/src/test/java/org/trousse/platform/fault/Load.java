package org.trousse.platform.fault;

import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/// Meters that publish without a pause, each on a connection of its own with one writer. What is
/// not acknowledged is sent again after every loss of the connection, first and in its order.
final class Load implements AutoCloseable {
  private static final int WINDOW = 24;
  private static final int PACKET_IDS = 65_535;
  private static final long AGAIN_MILLIS = 50;
  private static final long IDLE_MILLIS = 5;

  private final int port;
  private final Ledger ledger;
  private final ExecutorService threads = Executors.newFixedThreadPool(LoadDevice.COUNT);
  private final List<Meter> meters;
  private final Queue<String> refused = new ConcurrentLinkedQueue<>();
  private volatile boolean producing = true;
  private volatile boolean over;

  Load(int port, Ledger ledger) {
    this.port = port;
    this.ledger = ledger;
    this.meters = LoadDevice.all().map(Meter::new).toList();
    meters.forEach(threads::execute);
  }

  /// Goes on with new readings.
  void produce() {
    producing = true;
  }

  /// Sends nothing new and waits until all that was sent is acknowledged.
  void drain(Duration limit) throws InterruptedException {
    producing = false;
    long end = System.nanoTime() + limit.toNanos();
    for (Meter meter : meters) {
      while (!meter.quiet) {
        if (System.nanoTime() > end) {
          throw new AssertionError("not everything is acknowledged after " + limit);
        }
        TimeUnit.MILLISECONDS.sleep(IDLE_MILLIS);
      }
    }
    ledger.settle();
  }

  /// PUBACKs that said no: there must be none.
  List<String> refused() {
    return List.copyOf(refused);
  }

  /// How many readings a device has sent; their numbers begin with 0.
  int sent(int device) {
    return meters.get(device).next.get();
  }

  /// When a reading was first sent again, in microseconds since 1970; 0 when it never was.
  long firstSentAgain(int device, int number) {
    return meters.get(device).sentAgain.getOrDefault(number, 0L);
  }

  @Override
  public void close() {
    over = true;
    meters.forEach(Meter::hangUp);
    threads.close();
  }

  private final class Meter implements Runnable {
    private final LoadDevice device;
    private final Map<Integer, Integer> unacknowledged = new LinkedHashMap<>();
    private final Map<Integer, Long> sentAgain = new ConcurrentHashMap<>();
    private volatile MeterLine line;
    private final AtomicInteger next = new AtomicInteger();
    private volatile boolean quiet;

    Meter(LoadDevice device) {
      this.device = device;
    }

    @Override
    public void run() {
      while (!over) {
        try (MeterLine connected = new MeterLine(port, device)) {
          line = connected;
          sendAgain(connected);
          while (!over) {
            converse(connected);
          }
        } catch (IOException lost) {
          pause(AGAIN_MILLIS);
        }
      }
    }

    private void sendAgain(MeterLine line) throws IOException {
      for (Map.Entry<Integer, Integer> message : unacknowledged.entrySet()) {
        sentAgain.putIfAbsent(message.getValue(), nowMicros());
        line.publish(device, message.getKey(), device.payload(message.getValue()), true);
      }
      line.flush();
    }

    private void converse(MeterLine line) throws IOException {
      while (producing && unacknowledged.size() < WINDOW) {
        quiet = false;
        int number = next.getAndIncrement();
        int packetId = 1 + number % PACKET_IDS;
        unacknowledged.put(packetId, number);
        line.publish(device, packetId, device.payload(number), false);
      }
      line.flush();
      if (unacknowledged.isEmpty()) {
        quiet = !producing;
        pause(IDLE_MILLIS);
        return;
      }
      do {
        acknowledge(line.acknowledged());
      } while (!unacknowledged.isEmpty() && line.hasMore());
    }

    private void acknowledge(MeterLine.Acknowledged answer) {
      Integer number = unacknowledged.remove(answer.packetId());
      if (number == null) {
        refused.add("acknowledged what was not sent: " + answer.packetId());
      } else if (answer.reason() >= 0x80) {
        refused.add("reading %d: PUBACK 0x%02X".formatted(number, answer.reason()));
      } else {
        ledger.acknowledged(device.place(), number);
      }
    }

    private void hangUp() {
      try {
        MeterLine open = line;
        if (open != null) {
          open.close();
        }
      } catch (IOException gone) {
        refused.add(gone.toString());
      }
    }
  }

  private static long nowMicros() {
    return TimeUnit.MILLISECONDS.toMicros(System.currentTimeMillis());
  }

  private static void pause(long millis) {
    try {
      TimeUnit.MILLISECONDS.sleep(millis);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }
}
