package org.trousse.platform.bench.load;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.trousse.sdk.DeviceId;

/// One device's MQTT 5 connection: at most 32 publications wait for their acknowledgement, as
/// CONNACK's Receive Maximum allows. Belongs to one [LoadLoop].
final class LoadConnection {
  static final int WINDOW = 32;

  private static final int CONNACK = 2;
  private static final int PUBACK = 4;
  private static final int KEEP_ALIVE_SECONDS = 300;
  private static final int TIMES = 64; // more than the window, a power of two
  private static final int BUFFER_BYTES = 4_096; // room for the whole window

  /// What a loop wants to know.
  interface Hears {
    void accepted(LoadConnection connection);

    void acknowledged(LoadConnection connection, long sentNanos, int reason);

    void ended(LoadConnection connection, String why);
  }

  private final DeviceId device;
  private final SocketChannel channel;
  private final SelectionKey key;
  private final Hears loop;
  private final byte[] head;
  private final GlucoseBytes readings;
  private final ByteBuffer out = ByteBuffer.allocateDirect(BUFFER_BYTES);
  private final ByteBuffer in = ByteBuffer.allocateDirect(BUFFER_BYTES);
  private final long[] sentNanos = new long[TIMES];
  private int number;
  private int inFlight;
  private boolean ready;
  private boolean writing;

  LoadConnection(
      int port, Selector selector, DeviceId device, int number, GlucoseBytes readings, Hears loop)
      throws IOException {
    this.device = device;
    this.number = number;
    this.readings = readings;
    this.loop = loop;
    this.channel = SocketChannel.open();
    channel.configureBlocking(false);
    channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
    head = head("dg/1/" + device.tenant() + "/" + device.name() + "/up/gatt-2a18");
    connectPacket(device);
    channel.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    key = channel.register(selector, SelectionKey.OP_CONNECT, this);
  }

  /// PUBLISH up to the packet identifier: QoS 1, not retained (MQTT 5 §3.3).
  private static byte[] head(String topic) {
    byte[] name = topic.getBytes(StandardCharsets.US_ASCII);
    int remaining = 2 + name.length + 2 + 1 + GlucoseBytes.SIZE;
    return ByteBuffer.allocate(4 + name.length)
        .put((byte) 0x32)
        .put((byte) remaining) // below 128: one byte
        .putShort((short) name.length)
        .put(name)
        .array();
  }

  /// CONNECT (MQTT 5 §3.1): no Clean Start, the session outlives the connection by an hour.
  private void connectPacket(DeviceId device) {
    ByteBuffer body = ByteBuffer.allocate(256);
    text(body, "MQTT");
    body.put((byte) 5).put((byte) 0xC0).putShort((short) KEEP_ALIVE_SECONDS);
    body.put((byte) 5).put((byte) 0x11).putInt(3_600); // Session Expiry Interval
    text(body, device.name());
    text(body, device.username());
    text(body, Fleet.PASSWORD);
    body.flip();
    out.put((byte) 0x10).put((byte) body.remaining()).put(body); // below 128
  }

  private static void text(ByteBuffer out, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
    out.putShort((short) bytes.length).put(bytes);
  }

  DeviceId device() {
    return device;
  }

  /// The next record to send: those before it were, whether or not they were acknowledged.
  int number() {
    return number;
  }

  boolean hasRoom() {
    return ready && inFlight < WINDOW;
  }

  boolean isReady() {
    return ready;
  }

  int inFlight() {
    return inFlight;
  }

  /// Puts one more reading into the buffer; [#flush] sends it.
  ///
  /// @param at when it was due
  void publish(long at) {
    if (number >= GlucoseBytes.DISTINCT) {
      throw new IllegalStateException("a meter has no more distinct records: fewer seconds");
    }
    int packetId = number % 0xFFFF + 1;
    sentNanos[packetId % TIMES] = at;
    out.put(head).putShort((short) packetId).put((byte) 0); // no properties
    readings.put(number, out);
    number++;
    inFlight++;
  }

  void flush() {
    if (writing || out.position() == 0) {
      return;
    }
    try {
      out.flip();
      channel.write(out);
      out.compact();
      want(out.position() > 0);
    } catch (IOException gone) {
      end("write: " + gone.getMessage());
    }
  }

  private void want(boolean toWrite) {
    if (toWrite != writing) {
      writing = toWrite;
      key.interestOps(
          toWrite ? SelectionKey.OP_READ | SelectionKey.OP_WRITE : SelectionKey.OP_READ);
    }
  }

  /// What the selector found.
  void serve() {
    try {
      if (key.isConnectable()) {
        channel.finishConnect();
        key.interestOps(SelectionKey.OP_READ);
        flush();
        return;
      }
      if (key.isWritable()) {
        writing = false;
        key.interestOps(SelectionKey.OP_READ);
        flush();
      }
      if (key.isValid() && key.isReadable()) {
        if (channel.read(in) < 0) {
          end("closed by the platform");
          return;
        }
        packets();
      }
    } catch (IOException gone) {
      end("read: " + gone.getMessage());
    }
  }

  private void packets() {
    in.flip();
    while (in.remaining() >= 2) {
      int remaining = in.get(in.position() + 1);
      if (remaining < 0) {
        end("an unexpectedly long packet");
        return;
      }
      if (in.remaining() < 2 + remaining) {
        break;
      }
      int type = (in.get() & 0xFF) >> 4;
      in.get();
      int after = in.position() + remaining;
      packet(type, remaining);
      in.position(after);
    }
    in.compact();
  }

  private void packet(int type, int remaining) {
    int first = in.position();
    switch (type) {
      case CONNACK -> {
        int reason = in.get(first + 1) & 0xFF;
        if (reason == 0) {
          ready = true;
          loop.accepted(this);
        } else {
          end("CONNACK 0x%02x".formatted(reason));
        }
      }
      case PUBACK -> {
        int packetId = in.getShort(first) & 0xFFFF;
        inFlight--;
        int reason = remaining > 2 ? in.get(first + 2) & 0xFF : 0;
        loop.acknowledged(this, sentNanos[packetId % TIMES], reason);
      }
      default -> end("packet %d 0x%02x".formatted(type, remaining > 0 ? in.get(first) & 0xFF : 0));
    }
  }

  private void end(@Nullable String why) {
    boolean open = channel.isOpen();
    close();
    if (open && why != null) {
      loop.ended(this, why);
    }
  }

  void close() {
    ready = false;
    inFlight = 0;
    key.cancel();
    try {
      channel.close();
    } catch (IOException gone) {
      // nothing is left to close
    }
  }
}
