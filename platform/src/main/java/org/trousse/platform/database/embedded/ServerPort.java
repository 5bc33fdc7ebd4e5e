package org.trousse.platform.database.embedded;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.trousse.platform.refusal.Refusal;

/// The server's port: any free one, and the same again at the next start, so that an operator's
/// bookmark holds.
record ServerPort(Path memory) {
  private static final int ANY = 0;
  private static final byte[] LOOPBACK = {127, 0, 0, 1};

  /// The port of last time if it is free, else another.
  int choose() {
    try {
      int last = remembered();
      int port = last > 0 && free(last) == last ? last : free(ANY);
      if (port != last) {
        Files.writeString(memory, port + "\n", StandardCharsets.US_ASCII);
      }
      return port;
    } catch (IOException failed) {
      throw new Refusal("%s cannot be written.".formatted(memory), failed);
    }
  }

  /// The port of the last start; 0 when there was none.
  int remembered() {
    try {
      String text =
          Files.exists(memory) ? Files.readString(memory, StandardCharsets.US_ASCII).strip() : "";
      return text.matches("\\d{4,5}") ? Integer.parseInt(text) : ANY;
    } catch (IOException failed) {
      throw new Refusal("%s cannot be read.".formatted(memory), failed);
    }
  }

  /// The port that a listener gets when it asks for `wanted`; 0 when it gets none.
  private static int free(int wanted) {
    try (var socket = new ServerSocket(wanted, 1, InetAddress.getByAddress(LOOPBACK))) {
      return socket.getLocalPort();
    } catch (IOException busy) {
      return ANY;
    }
  }
}
