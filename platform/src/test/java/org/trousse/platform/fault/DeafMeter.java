package org.trousse.platform.fault;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;

/// A client that sends as fast as it may and never reads an answer. What it sends is answered at
/// once and needs no database: a codec that does not exist, with Correlation Data that the outcome
/// on `down/ack` has to repeat, so that every message leaves its own size unread.
final class DeafMeter implements AutoCloseable {
  private static final int CORRELATION_BYTES = 8_192;
  private static final int RECEIVE_BUFFER_BYTES = 4_096;
  private static final int SUBACK = 9;
  private static final int PACKET_IDS = 65_535;

  private final LoadDevice device;
  private final MeterLine line;
  private final ExecutorService thread = Executors.newSingleThreadExecutor();
  private Future<?> sending = CompletableFuture.completedFuture(null);
  private final AtomicLong sent = new AtomicLong();

  DeafMeter(int port, LoadDevice device) throws IOException {
    this.device = device;
    this.line = new MeterLine(port, device, RECEIVE_BUFFER_BYTES);
    subscribe();
  }

  /// Begins, on a thread of its own.
  void flood() {
    sending = thread.submit(this::send);
  }

  private void subscribe() throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    MeterLine.u16(body, 1); // packet identifier
    body.write(0); // no properties
    MeterLine.text(body, device.topic().replace("up/gatt-2a18", "down/ack"));
    body.write(0); // QoS 0
    line.packet(0x82, body.toByteArray());
    line.flush();
    line.read(SUBACK);
  }

  private Object send() throws IOException {
    String topic = device.topic().replace("gatt-2a18", "no-such-codec");
    String correlation = "c".repeat(CORRELATION_BYTES);
    while (true) {
      ByteArrayOutputStream body = new ByteArrayOutputStream();
      MeterLine.text(body, topic);
      MeterLine.u16(body, 1 + (int) (sent.get() % PACKET_IDS));
      int properties = CORRELATION_BYTES + 3;
      body.write((properties & 0x7F) | 0x80); // their length, in two digits of 7 bits
      body.write(properties >> 7);
      body.write(0x09); // Correlation Data
      MeterLine.text(body, correlation);
      line.packet(0x32, body.toByteArray());
      line.flush();
      sent.incrementAndGet();
    }
  }

  /// How many messages have left.
  long sent() {
    return sent.get();
  }

  /// Whether the server keeps the connection.
  boolean connected() {
    return !sending.isDone();
  }

  @Override
  public void close() throws IOException {
    line.close();
    thread.close();
  }
}
