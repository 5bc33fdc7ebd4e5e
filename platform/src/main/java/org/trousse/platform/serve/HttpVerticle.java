package org.trousse.platform.serve;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.KeyCertOptions;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// One HTTP or HTTPS port on one event loop; what it serves is mounted by `routes`.
final class HttpVerticle extends VerticleBase {
  private static final int IDLE_SECONDS = 60;
  private static final int HEADER_BYTES_MAX = 16 << 10;
  private static final int LINE_BYTES_MAX = 8 << 10;

  private final String host;
  private final int port;

  /// TLS 1.3, and of TLS 1.2 what RFC 9325 §4.2 recommends (BCP 195).
  static final List<String> CIPHER_SUITES =
      List.of(
          "TLS_AES_128_GCM_SHA256",
          "TLS_AES_256_GCM_SHA384",
          "TLS_CHACHA20_POLY1305_SHA256",
          "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
          "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
          "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
          "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384");

  private final @Nullable KeyCertOptions certificate;
  private final Consumer<Router> routes;

  /// @param certificate for TLS; null: without
  HttpVerticle(
      String host, int port, @Nullable KeyCertOptions certificate, Consumer<Router> routes) {
    this.host = host;
    this.port = port;
    this.certificate = certificate;
    this.routes = routes;
  }

  @Override
  public Future<HttpServer> start() {
    Router router = Router.router(vertx);
    router.route().handler(HttpVerticle::head);
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
    KeyCertOptions keys = certificate;
    if (keys != null) {
      options.setSsl(true).setKeyCertOptions(keys);
      options.setEnabledSecureTransportProtocols(Set.of("TLSv1.2", "TLSv1.3"));
      CIPHER_SUITES.forEach(options::addEnabledCipherSuite);
    }
    return vertx.createHttpServer(options).requestHandler(router).listen();
  }

  /// RFC 9110 §9.3.2: whatever can be got can be asked for its head; the server leaves the body
  /// out.
  private static void head(RoutingContext context) {
    if (context.request().method().equals(HttpMethod.HEAD)) {
      context.reroute(HttpMethod.GET, context.request().uri());
    } else {
      context.next();
    }
  }
}
