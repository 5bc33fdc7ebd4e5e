package org.trousse.platform.fault;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/// One MQTT 5 connection of a meter, byte by byte, so that nothing is sent or acknowledged behind
/// our back.
final class MeterLine implements AutoCloseable {
  private static final int CONNECT_TIMEOUT_MILLIS = 2_000;
  private static final int READ_TIMEOUT_MILLIS = 10_000;
  private static final int CONNACK = 2;
  private static final int PUBACK = 4;
  private static final int DISCONNECT = 14;

  /// PUBACK: which message, and what became of it.
  record Acknowledged(int packetId, int reason) {}

  private final Socket socket = new Socket();
  private final DataOutputStream out;
  private final DataInputStream in;

  /// Connects with Clean Start 0 and a session that outlives the faults.
  MeterLine(int port, LoadDevice device) throws IOException {
    this(port, device, 0);
  }

  /// @param receiveBytes size of the socket's receive buffer; 0 leaves it to the system
  MeterLine(int port, LoadDevice device, int receiveBytes) throws IOException {
    try {
      if (receiveBytes > 0) {
        socket.setReceiveBufferSize(receiveBytes);
      }
      socket.connect(
          new InetSocketAddress(InetAddress.getLoopbackAddress(), port), CONNECT_TIMEOUT_MILLIS);
      socket.setTcpNoDelay(true);
      socket.setSoTimeout(READ_TIMEOUT_MILLIS);
      out = new DataOutputStream(new BufferedOutputStream(socket.getOutputStream(), 1 << 16));
      in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
      connect(device);
    } catch (IOException failed) {
      socket.close();
      throw failed;
    }
  }

  private void connect(LoadDevice device) throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    text(body, "MQTT");
    body.write(5); // protocol version
    body.write(0xC0); // user name, password, Clean Start 0
    u16(body, 120); // keep-alive
    body.write(5); // length of the properties
    body.writeBytes(new byte[] {0x11, 0, 0, 0x0E, 0x10}); // Session Expiry Interval 3600 s
    text(body, "load-" + device.place());
    text(body, device.id().username());
    text(body, LoadDevice.PASSWORD);
    packet(0x10, body.toByteArray());
    out.flush();
    byte[] answer = read(CONNACK);
    int reason = answer[1] & 0xFF;
    if (reason != 0) {
      throw new IOException("CONNACK 0x%02X".formatted(reason));
    }
  }

  /// PUBLISH with QoS 1 into the buffer.
  void publish(LoadDevice device, int packetId, byte[] payload, boolean again) throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    text(body, device.topic());
    u16(body, packetId);
    body.write(0); // no properties
    body.writeBytes(payload);
    packet(again ? 0x3A : 0x32, body.toByteArray());
  }

  void flush() throws IOException {
    out.flush();
  }

  /// The next PUBACK; waits for it.
  Acknowledged acknowledged() throws IOException {
    byte[] body = read(PUBACK);
    int packetId = ((body[0] & 0xFF) << 8) | (body[1] & 0xFF);
    return new Acknowledged(packetId, body.length > 2 ? body[2] & 0xFF : 0);
  }

  /// Whether something has come that was not read yet.
  boolean hasMore() throws IOException {
    return in.available() > 0;
  }

  /// The body of the next packet, which must be of this type.
  byte[] read(int expected) throws IOException {
    int type = in.readUnsignedByte() >> 4;
    int length = 0;
    int digit = 0x80;
    for (int shift = 0; digit >= 0x80; shift += 7) {
      digit = in.readUnsignedByte();
      length |= (digit & 0x7F) << shift;
    }
    byte[] body = new byte[length];
    in.readFully(body);
    if (type == DISCONNECT) {
      throw new IOException("DISCONNECT 0x%02X".formatted(length == 0 ? 0 : body[0] & 0xFF));
    }
    if (type != expected) {
      throw new IOException("packet of type " + type);
    }
    return body;
  }

  /// Any packet, into the buffer.
  void packet(int first, byte[] body) throws IOException {
    out.write(first);
    int length = body.length;
    do {
      int digit = length % 128;
      length /= 128;
      out.write(length > 0 ? digit | 0x80 : digit);
    } while (length > 0);
    out.write(body);
  }

  static void u16(ByteArrayOutputStream body, int value) {
    body.write(value >> 8);
    body.write(value);
  }

  static void text(ByteArrayOutputStream body, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    u16(body, bytes.length);
    body.writeBytes(bytes);
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
