package org.trousse.consent;

import io.vertx.core.Vertx;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetSocket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// A line to the database that can be cut: what was open breaks, and nobody gets through until it
/// is mended.
public final class Line {
  private final Set<NetSocket> open = ConcurrentHashMap.newKeySet();
  private final NetServer server;
  private volatile boolean cut;

  public Line(Vertx vertx, String host, int port) {
    NetClient client = vertx.createNetClient();
    server =
        vertx
            .createNetServer()
            .connectHandler(near -> {
              if (cut) {
                near.close();
                return;
              }
              near.pause();
              client
                  .connect(port, host)
                  .onFailure(away -> near.close())
                  .onSuccess(far -> {
                    open.add(near);
                    near.handler(far::write);
                    far.handler(near::write);
                    near.closeHandler(closed -> far.close());
                    far.closeHandler(closed -> near.close());
                    near.resume();
                  });
            })
            .listen(0, "127.0.0.1")
            .await();
  }

  public int port() {
    return server.actualPort();
  }

  public void cut() {
    cut = true;
    open.forEach(NetSocket::close);
    open.clear();
  }

  public void mend() {
    cut = false;
  }
}
