package org.trousse.record.subscribe.send;

import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientAgent;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import java.net.InetAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.trousse.record.subscribe.Reach;

/// POST to an address that an app wrote down. The name is resolved once, each of its addresses must
/// be where the app may be, and the connection goes to the very address that was looked at, so that
/// a name which changes its mind gains nothing. No redirect is followed; nothing of the body that
/// comes back is looked at.
public final class EndpointCaller {
  static final int CONNECTIONS_MAX = NotificationLane.AT_ONCE;
  private static final int ANSWER_BYTES_MAX = 64 * 1024;
  private static final int HTTP = 80;
  private static final int HTTPS = 443;

  private final Vertx vertx;
  private final Predicate<InetAddress> publicly;
  private final HttpClientAgent secure;
  private final HttpClientAgent plain;

  /// @param publicly which addresses anybody on the internet could reach too
  public EndpointCaller(Vertx vertx, Predicate<InetAddress> publicly) {
    this(vertx, new HttpClientOptions(), publicly);
  }

  /// For tests, which have a certificate of their own.
  EndpointCaller(Vertx vertx, HttpClientOptions tls, Predicate<InetAddress> publicly) {
    this.vertx = vertx;
    this.publicly = publicly;
    this.secure = client(vertx, tls.setSsl(true).setVerifyHost(true));
    this.plain = client(vertx, new HttpClientOptions());
  }

  private static HttpClientAgent client(Vertx vertx, HttpClientOptions options) {
    return vertx.createHttpClient(
        options
            .setConnectTimeout((int) Duration.ofSeconds(5).toMillis())
            .setKeepAlive(false)
            .setMaxHeaderSize(8 * 1024)
            .setDecompressionSupported(false),
        new PoolOptions().setHttp1MaxSize(CONNECTIONS_MAX).setMaxWaitQueueSize(CONNECTIONS_MAX));
  }

  public Future<Void> close() {
    return secure.close().eventually(plain::close);
  }

  /// Never fails.
  ///
  /// @param still asked when the connection stands, which may take its time, just before anything
  ///   leaves
  Future<Answered> post(
      URI endpoint,
      Reach reach,
      Duration timeout,
      Map<String, String> headers,
      String body,
      Supplier<Future<Boolean>> still) {
    boolean tls = "https".equals(endpoint.getScheme());
    if (reach == Reach.NOWHERE || (!tls && reach != Reach.LOOPBACK)) {
      return Future.succeededFuture(new Answered.Silent());
    }
    return resolve(endpoint.getHost(), allowed(reach))
        .compose(address ->
            connected(endpoint, address, timeout, headers)
                .compose(request -> still.get().compose(tells -> send(request, tells, body))))
        .timeout(timeout.toMillis(), TimeUnit.MILLISECONDS)
        .otherwise(new Answered.Silent());
  }

  private Predicate<InetAddress> allowed(Reach reach) {
    return reach == Reach.LOOPBACK ? InetAddress::isLoopbackAddress : publicly;
  }

  private Future<InetAddress> resolve(String host, Predicate<InetAddress> allowed) {
    String name = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    return vertx
        .executeBlocking(() -> List.of(InetAddress.getAllByName(name)), false)
        .map(Objects::requireNonNull)
        .compose(all ->
            all.stream().allMatch(allowed)
                ? Future.succeededFuture(all.getFirst())
                : Future.failedFuture("an address that may not be called"));
  }

  private Future<HttpClientRequest> connected(
      URI endpoint, InetAddress address, Duration timeout, Map<String, String> headers) {
    boolean tls = "https".equals(endpoint.getScheme());
    int port = endpoint.getPort() < 0 ? (tls ? HTTPS : HTTP) : endpoint.getPort();
    String path = endpoint.getRawPath().isEmpty() ? "/" : endpoint.getRawPath();
    RequestOptions options =
        new RequestOptions()
            .setMethod(HttpMethod.POST)
            .setServer(SocketAddress.inetSocketAddress(port, address.getHostAddress()))
            .setHost(endpoint.getHost())
            .setPort(port)
            .setURI(endpoint.getRawQuery() == null ? path : path + "?" + endpoint.getRawQuery())
            .setHeaders(MultiMap.caseInsensitiveMultiMap().addAll(headers))
            .setFollowRedirects(false)
            .setIdleTimeout(timeout.toMillis())
            .setTimeout(timeout.toMillis());
    HttpClient client = tls ? secure : plain;
    return client.request(options);
  }

  private static Future<Answered> send(HttpClientRequest request, boolean tells, String body) {
    if (!tells) {
      request.reset();
      return Future.succeededFuture(new Answered.Withheld());
    }
    return request.send(Buffer.buffer(body)).map(EndpointCaller::answered);
  }

  private static Answered answered(HttpClientResponse response) {
    drop(response);
    int status = response.statusCode();
    return status >= 200 && status < 300
        ? new Answered.Arrived()
        : status == 410
            ? new Answered.Gone()
            : new Answered.Refused(status, response.getHeader("Retry-After"));
  }

  /// Reads a little of the body, so that a server which writes one is not cut off, and no more.
  private static void drop(HttpClientResponse response) {
    long[] bytes = {0};
    response.exceptionHandler(ours -> {});
    response.handler(chunk -> {
      bytes[0] += chunk.length();
      if (bytes[0] > ANSWER_BYTES_MAX) {
        response.request().reset();
      }
    });
  }
}
