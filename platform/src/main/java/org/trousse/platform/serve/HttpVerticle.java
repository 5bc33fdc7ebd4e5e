package org.trousse.platform.serve;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.Router;
import java.util.function.Consumer;

/// One HTTP port on one event loop; what it serves is mounted by `routes`.
final class HttpVerticle extends VerticleBase {
  private static final int IDLE_SECONDS = 60;
  private static final int HEADER_BYTES_MAX = 16 << 10;
  private static final int LINE_BYTES_MAX = 8 << 10;

  private final String host;
  private final int port;
  private final Consumer<Router> routes;

  HttpVerticle(String host, int port, Consumer<Router> routes) {
    this.host = host;
    this.port = port;
    this.routes = routes;
  }

  @Override
  public Future<HttpServer> start() {
    Router router = Router.router(vertx);
    routes.accept(router);
    HttpServerOptions options =
        new HttpServerOptions()
            .setHost(host)
            .setPort(port)
            .setIdleTimeout(IDLE_SECONDS)
            .setMaxHeaderSize(HEADER_BYTES_MAX)
            .setMaxInitialLineLength(LINE_BYTES_MAX)
            .setCompressionSupported(true)
            .setTcpNoDelay(true);
    return vertx.createHttpServer(options).requestHandler(router).listen();
  }
}
