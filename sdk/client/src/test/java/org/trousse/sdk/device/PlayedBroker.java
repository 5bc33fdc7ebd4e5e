package org.trousse.sdk.device;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.ToIntFunction;

/// As much of an MQTT 5 broker as a publisher needs, on this machine.
final class PlayedBroker implements AutoCloseable {
  /// For [#PlayedBroker]: no answer at all.
  static final int SILENT = -1;

  private final ServerSocket server;
  private final ToIntFunction<String> answers;
  private final List<Socket> sockets = new CopyOnWriteArrayList<>();
  private final List<String> published = new CopyOnWriteArrayList<>();

  /// @param answers the reason code of the PUBACK for what was published
  PlayedBroker(ToIntFunction<String> answers) {
    this.answers = answers;
    try {
      server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
    Thread accepting = new Thread(this::accept, "played broker");
    accepting.setDaemon(true);
    accepting.start();
  }

  int port() {
    return server.getLocalPort();
  }

  /// The payloads, in the order in which they came.
  List<String> published() {
    return List.copyOf(published);
  }

  private void accept() {
    try {
      while (true) {
        Socket socket = server.accept();
        sockets.add(socket);
        Thread serving = new Thread(() -> serve(socket), "played broker's connection");
        serving.setDaemon(true);
        serving.start();
      }
    } catch (IOException closed) {
      // the test is over
    }
  }

  private void serve(Socket socket) {
    try (DataInputStream in = new DataInputStream(socket.getInputStream());
        OutputStream out = socket.getOutputStream()) {
      while (true) {
        int kind = in.readUnsignedByte() >> 4;
        byte[] body = in.readNBytes(variable(in));
        DataInputStream packet = new DataInputStream(new ByteArrayInputStream(body));
        switch (kind) {
          case 1 -> out.write(new byte[] {0x20, 3, 0, 0, 0}); // CONNACK: new session, no properties
          case 3 -> publish(packet, out);
          case 8 -> out.write(new byte[] {(byte) 0x90, 4, body[0], body[1], 0, 1}); // SUBACK: QoS 1
          case 12 -> out.write(new byte[] {(byte) 0xD0, 0}); // PINGRESP
          default -> {
            // PUBACK and DISCONNECT need no answer
          }
        }
        out.flush();
      }
    } catch (IOException over) {
      // the publisher closed its end, or the test ours
    }
  }

  /// MQTT 5 §3.3: topic, packet identifier, properties, payload.
  private void publish(DataInputStream packet, OutputStream out) throws IOException {
    packet.skipNBytes(packet.readUnsignedShort());
    int id = packet.readUnsignedShort();
    packet.skipNBytes(variable(packet));
    String payload = new String(packet.readAllBytes(), StandardCharsets.UTF_8);
    published.add(payload);
    int code = answers.applyAsInt(payload);
    if (code != SILENT) {
      out.write(new byte[] {0x40, 3, (byte) (id >> 8), (byte) id, (byte) code});
    }
  }

  /// MQTT 5 §1.5.5.
  private static int variable(DataInputStream in) throws IOException {
    int value = 0;
    for (int shift = 0; shift < 28; shift += 7) {
      int next = in.readUnsignedByte();
      value |= (next & 0x7F) << shift;
      if (next < 0x80) {
        return value;
      }
    }
    throw new IOException("a length of five bytes");
  }

  @Override
  public void close() {
    try {
      server.close();
      for (Socket socket : sockets) {
        socket.close();
      }
    } catch (IOException already) {
      // closed is what we wanted
    }
  }
}
