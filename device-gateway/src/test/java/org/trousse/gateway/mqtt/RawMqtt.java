package org.trousse.gateway.mqtt;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// A client that sends exactly the bytes that a test wants, also forbidden ones.
final class RawMqtt implements AutoCloseable {
  private static final int READ_TIMEOUT_MILLIS = 9_000;

  private final Socket socket;
  private final DataOutputStream out;
  private final DataInputStream in;

  /// A packet as it came: type 1 to 15, and what follows the fixed header.
  static final class Packet {
    private final int type;
    private final byte[] body;

    private Packet(int type, byte[] body) {
      this.type = type;
      this.body = body;
    }

    int type() {
      return type;
    }

    byte[] body() {
      return body.clone();
    }

    /// The reason code of CONNACK, DISCONNECT and PUBACK in MQTT 5.
    int reason() {
      return switch (type) {
        case 2 -> body[1] & 0xFF;
        case 4 -> body.length > 2 ? body[2] & 0xFF : 0;
        case 14 -> body.length > 0 ? body[0] & 0xFF : 0;
        default -> throw new IllegalStateException("packet type " + type);
      };
    }

    boolean sessionPresent() {
      return (body[0] & 1) == 1;
    }

    int packetId() {
      return ((body[0] & 0xFF) << 8) | (body[1] & 0xFF);
    }
  }

  /// What a CONNECT asks for.
  ///
  /// @param sessionExpiry seconds, MQTT 5 only; null leaves the property out
  record Connect(
      int version,
      String clientId,
      boolean clean,
      int keepAlive,
      @Nullable String user,
      @Nullable String password,
      @Nullable Long sessionExpiry,
      boolean will) {
    static Connect five(String clientId, String user, String password) {
      return new Connect(5, clientId, true, 60, user, password, null, false);
    }

    Connect resuming(long expiry) {
      return new Connect(version, clientId, false, keepAlive, user, password, expiry, will);
    }

    Connect withWill() {
      return new Connect(version, clientId, clean, keepAlive, user, password, sessionExpiry, true);
    }

    Connect version3(boolean cleanSession) {
      return new Connect(4, clientId, cleanSession, keepAlive, user, password, null, will);
    }

    Connect keepAlive(int seconds) {
      return new Connect(version, clientId, clean, seconds, user, password, sessionExpiry, will);
    }
  }

  RawMqtt(int port) throws IOException {
    socket = new Socket();
    socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(READ_TIMEOUT_MILLIS);
    out = new DataOutputStream(socket.getOutputStream());
    in = new DataInputStream(socket.getInputStream());
  }

  Packet connect(Connect connect) throws IOException {
    send(
        0x10,
        body -> {
          text(body, "MQTT");
          body.write(connect.version());
          boolean signed = connect.user() != null;
          body.write(
              (signed ? 0xC0 : 0) // user name, password
                  | (connect.will() ? 0x04 : 0)
                  | (connect.clean() ? 0x02 : 0));
          u16(body, connect.keepAlive());
          if (connect.version() == 5) {
            Long expiry = connect.sessionExpiry();
            body.write(expiry == null ? 0 : 5); // length of the properties
            if (expiry != null) {
              body.write(0x11); // Session Expiry Interval
              u16(body, (int) (expiry >> 16));
              u16(body, (int) (expiry & 0xFFFF));
            }
          }
          text(body, connect.clientId());
          if (connect.will()) {
            if (connect.version() == 5) {
              body.write(0); // no will properties
            }
            text(body, "dg/1/t/d/up/json1");
            text(body, "gone");
          }
          String user = connect.user();
          String password = connect.password();
          if (user != null && password != null) {
            text(body, user);
            text(body, password);
          }
        });
    return read();
  }

  /// PUBLISH of MQTT 5, or of 3.1.1 with `version` 4.
  void publish(int version, String topic, byte[] payload, int qos, boolean retain, int packetId)
      throws IOException {
    send(
        0x30 | (qos << 1) | (retain ? 1 : 0),
        body -> {
          text(body, topic);
          if (qos > 0) {
            u16(body, packetId);
          }
          if (version == 5) {
            body.write(0); // no properties
          }
          body.writeBytes(payload);
        });
  }

  void publish(String topic, byte[] payload, int packetId) throws IOException {
    publish(5, topic, payload, 1, false, packetId);
  }

  /// PUBLISH with Correlation Data.
  void publishCorrelated(String topic, byte[] payload, int packetId, String correlation)
      throws IOException {
    send(
        0x32,
        body -> {
          text(body, topic);
          u16(body, packetId);
          byte[] data = correlation.getBytes(StandardCharsets.UTF_8);
          body.write(data.length + 3); // length of the properties
          body.write(0x09); // Correlation Data
          u16(body, data.length);
          body.writeBytes(data);
          body.writeBytes(payload);
        });
  }

  /// SUBSCRIBE of MQTT 5; gives back the reason codes.
  List<Integer> subscribe(int packetId, String... filters) throws IOException {
    send(
        0x82,
        body -> {
          u16(body, packetId);
          body.write(0); // no properties
          for (String filter : filters) {
            text(body, filter);
            body.write(1); // QoS 1 wished
          }
        });
    Packet suback = read();
    List<Integer> codes = new ArrayList<>();
    for (int place = 3; place < suback.body().length; place++) {
      codes.add(suback.body()[place] & 0xFF);
    }
    return codes;
  }

  /// SUBSCRIBE of MQTT 3.1.1 to one topic; SUBACK is read.
  void subscribe3(int packetId, String filter) throws IOException {
    send(
        0x82,
        body -> {
          u16(body, packetId);
          text(body, filter);
          body.write(0); // QoS 0 wished
        });
    read();
  }

  void disconnect() throws IOException {
    send(0xE0, body -> body.write(0));
  }

  void ping() throws IOException {
    send(0xC0, body -> {});
  }

  /// Bytes as they are.
  void raw(byte[] bytes) throws IOException {
    out.write(bytes);
    out.flush();
  }

  /// The next packet; fails after five seconds.
  Packet read() throws IOException {
    int first = in.readUnsignedByte();
    int length = 0;
    for (int shift = 0; ; shift += 7) {
      int digit = in.readUnsignedByte();
      length |= (digit & 0x7F) << shift;
      if (digit < 0x80) {
        break;
      }
    }
    byte[] body = new byte[length];
    in.readFully(body);
    return new Packet(first >> 4, body);
  }

  /// Whether nothing at all comes within `millis`.
  boolean silentFor(int millis) throws IOException {
    socket.setSoTimeout(millis);
    try {
      in.readUnsignedByte();
      return false;
    } catch (SocketTimeoutException silent) {
      return true;
    } finally {
      socket.setSoTimeout(READ_TIMEOUT_MILLIS);
    }
  }

  /// Whether the server has closed the connection, whatever it said before.
  boolean closedByServer() throws IOException {
    try {
      while (true) {
        read();
      }
    } catch (EOFException | SocketException closed) {
      return true;
    } catch (SocketTimeoutException open) {
      return false;
    }
  }

  private void send(int first, Consumer<ByteArrayOutputStream> writer) throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    writer.accept(body);
    ByteArrayOutputStream packet = new ByteArrayOutputStream();
    packet.write(first);
    int length = body.size();
    do {
      int digit = length % 128;
      length /= 128;
      packet.write(length > 0 ? digit | 0x80 : digit);
    } while (length > 0);
    packet.writeBytes(body.toByteArray());
    raw(packet.toByteArray());
  }

  private static void u16(ByteArrayOutputStream body, int value) {
    body.write((value >> 8) & 0xFF);
    body.write(value & 0xFF);
  }

  private static void text(ByteArrayOutputStream body, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    u16(body, bytes.length);
    body.writeBytes(bytes);
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
