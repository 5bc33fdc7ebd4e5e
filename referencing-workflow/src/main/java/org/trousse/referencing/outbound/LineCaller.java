package org.trousse.referencing.outbound;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Locale;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.trousse.referencing.check.Sight;

/// Opens sockets for probes that speak less than HTTP: the name is resolved once, every address
/// must be allowed, and each socket goes to the address that was looked at. The probes block, so
/// they run off the event loop; when their time is over their sockets are closed.
final class LineCaller {
  static final long TIMEOUT_MS = 10_000;
  static final int READ_TIMEOUT_MS = 4_000;

  private final Vertx vertx;
  private final Doors doors;
  private final OutsideCaller.Resolves names;

  LineCaller(Vertx vertx, Doors doors, OutsideCaller.Resolves names) {
    this.vertx = vertx;
    this.doors = doors;
    this.names = names;
  }

  /// What is said on the line. It blocks.
  @FunctionalInterface
  interface Talk {
    Sight on(Line line) throws IOException, GeneralSecurityException;
  }

  /// A host at one address.
  static final class Line {
    private final InetSocketAddress address;
    private final Queue<Socket> sockets = new ConcurrentLinkedQueue<>();
    private volatile boolean over;

    Line(InetAddress address, int port) {
      this.address = new InetSocketAddress(address, port);
    }

    Socket open() throws IOException {
      Socket socket = new Socket();
      sockets.add(socket);
      if (over) {
        throw new IOException("the time is over");
      }
      socket.setSoTimeout(READ_TIMEOUT_MS);
      socket.connect(address, READ_TIMEOUT_MS);
      return socket;
    }

    void close() {
      over = true;
      for (Socket socket : sockets) {
        try {
          socket.close();
        } catch (IOException gone) {
          // it is as closed as it can be
        }
      }
    }
  }

  /// Never fails.
  Future<Sight> talk(String host, int port, Talk talk) {
    String name = host.toLowerCase(Locale.ROOT);
    if (doors.closed(name, port)) {
      return Future.succeededFuture(Reasons.notSeen(Reasons.NO_ADDRESS));
    }
    return names
        .all(name)
        .timeout(TIMEOUT_MS, TimeUnit.MILLISECONDS)
        .compose(addresses -> talk(name, port, addresses, talk))
        .otherwise(Reasons::notSeen);
  }

  private Future<Sight> talk(String name, int port, List<InetAddress> addresses, Talk talk) {
    if (!doors.leadsOut(name, port, addresses)) {
      return Future.succeededFuture(Reasons.notSeen(Reasons.NOT_PUBLIC));
    }
    Line line = new Line(addresses.getFirst(), port);
    Promise<Sight> end = Promise.promise();
    long timer =
        vertx.setTimer(
            TIMEOUT_MS,
            late -> {
              end.tryComplete(Reasons.notSeen(Reasons.SILENT));
              line.close();
            });
    vertx
        .executeBlocking(() -> talk.on(line), false)
        .onSuccess(end::tryComplete)
        .onFailure(failure -> end.tryComplete(Reasons.notSeen(failure)))
        .onComplete(done -> line.close());
    return end.future().onComplete(done -> vertx.cancelTimer(timer));
  }
}
