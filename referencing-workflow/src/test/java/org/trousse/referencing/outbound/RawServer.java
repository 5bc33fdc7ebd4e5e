package org.trousse.referencing.outbound;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// A server that counts who came, and then does whatever a test says.
final class RawServer implements AutoCloseable {
  final AtomicInteger came = new AtomicInteger();
  private final ServerSocket server;

  @FunctionalInterface
  interface Talk {
    void with(Socket socket) throws IOException;
  }

  /// On every address of this machine when `address` is null.
  RawServer(ServerSocket unbound, @Nullable String address, Talk talk) {
    server = unbound;
    try {
      server.bind(
          address == null
              ? new InetSocketAddress(0)
              : new InetSocketAddress(InetAddress.ofLiteral(address), 0));
    } catch (IOException failed) {
      throw new IllegalStateException(failed);
    }
    Thread.ofVirtual().start(() -> accept(talk));
  }

  /// Counts, and hangs up.
  static RawServer deaf() {
    try {
      return new RawServer(new ServerSocket(), null, socket -> {});
    } catch (IOException failed) {
      throw new IllegalStateException(failed);
    }
  }

  int port() {
    return server.getLocalPort();
  }

  private void accept(Talk talk) {
    while (!server.isClosed()) {
      try {
        Socket socket = server.accept();
        came.incrementAndGet();
        Thread.ofVirtual()
            .start(() -> {
              try (socket) {
                talk.with(socket);
              } catch (IOException gone) {
                // the other side hung up, as tests expect
              }
            });
      } catch (IOException closed) {
        return;
      }
    }
  }

  @Override
  public void close() {
    try {
      server.close();
    } catch (IOException failed) {
      throw new IllegalStateException(failed);
    }
  }
}
