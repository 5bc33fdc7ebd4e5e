package org.trousse.consent.outbound;

import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientAgent;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// GET of an https address that somebody else wrote down. The name is resolved once, each of its
/// addresses must be public, and the connection goes to the very address that was looked at, so
/// that a name which changes its mind gains nothing. No redirect, 2 s, 64 kB.
public final class OutboundCaller {
  public static final int BYTES_MAX = 64 * 1024;
  public static final long TIMEOUT_MS = 2_000;
  private static final int HTTPS = 443;
  private static final int CONNECTIONS_MAX = 4;
  private static final int WAITING_MAX = 64;

  /// What came back.
  ///
  /// @param cacheControl null without the header
  public record Fetched(String body, @Nullable String cacheControl) {}

  /// Why nothing came back; it says nothing of what is behind the address.
  public static final class NotFetched extends IOException {
    private static final long serialVersionUID = 1L;

    NotFetched(String why) {
      super(why);
    }
  }

  private final Vertx vertx;
  private final HttpClientAgent client;
  private final Predicate<InetAddress> allowed;

  public OutboundCaller(Vertx vertx) {
    this(vertx, new HttpClientOptions(), PublicAddress::isPublic);
  }

  /// For tests, which have only a loopback server and a certificate of their own.
  OutboundCaller(Vertx vertx, HttpClientOptions options, Predicate<InetAddress> allowed) {
    this.vertx = vertx;
    this.allowed = allowed;
    this.client =
        vertx.createHttpClient(
            options
                .setSsl(true)
                .setVerifyHost(true)
                .setConnectTimeout((int) TIMEOUT_MS)
                .setKeepAlive(false)
                .setMaxHeaderSize(8 * 1024)
                .setDecompressionSupported(false),
            new PoolOptions().setHttp1MaxSize(CONNECTIONS_MAX).setMaxWaitQueueSize(WAITING_MAX));
  }

  public Future<Void> close() {
    return client.close();
  }

  /// Fails when the address is not allowed or does not answer 200 within the limits.
  public Future<Fetched> get(URI uri) {
    if (!"https".equals(uri.getScheme()) || uri.getHost() == null || uri.getRawUserInfo() != null) {
      return Future.failedFuture(new NotFetched("only https addresses are fetched"));
    }
    return resolve(uri.getHost())
        .compose(address -> fetch(uri, address))
        .timeout(TIMEOUT_MS, TimeUnit.MILLISECONDS);
  }

  private Future<InetAddress> resolve(String host) {
    String name = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    return vertx
        .executeBlocking(() -> List.of(InetAddress.getAllByName(name)), false)
        .map(Objects::requireNonNull)
        .compose(all ->
            all.stream().allMatch(allowed)
                ? Future.succeededFuture(all.getFirst())
                : Future.failedFuture(new NotFetched("only public addresses are fetched")));
  }

  private Future<Fetched> fetch(URI uri, InetAddress address) {
    int port = uri.getPort() < 0 ? HTTPS : uri.getPort();
    String path = uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
    RequestOptions options =
        new RequestOptions()
            .setMethod(HttpMethod.GET)
            .setServer(SocketAddress.inetSocketAddress(port, address.getHostAddress()))
            .setHost(uri.getHost())
            .setPort(port)
            .setURI(uri.getRawQuery() == null ? path : path + "?" + uri.getRawQuery())
            .setHeaders(MultiMap.caseInsensitiveMultiMap().add("Accept", "application/json"))
            .setFollowRedirects(false)
            .setIdleTimeout(TIMEOUT_MS)
            .setTimeout(TIMEOUT_MS);
    return ((HttpClient) client)
        .request(options)
        .compose(request -> request.send().compose(OutboundCaller::whole));
  }

  private static Future<Fetched> whole(HttpClientResponse response) {
    if (response.statusCode() != 200) {
      response.exceptionHandler(ours -> {});
      response.request().reset();
      return Future.failedFuture(new NotFetched("the answer was not 200"));
    }
    Promise<Fetched> promise = Promise.promise();
    Buffer body = Buffer.buffer();
    response.handler(chunk -> {
      if (body.length() + chunk.length() > BYTES_MAX) {
        promise.tryFail(new NotFetched("the answer is longer than " + BYTES_MAX + " bytes"));
        response.request().reset();
      } else {
        body.appendBuffer(chunk);
      }
    });
    response.exceptionHandler(promise::tryFail);
    response.endHandler(end ->
        promise.tryComplete(
            new Fetched(
                body.toString(StandardCharsets.UTF_8), response.getHeader("Cache-Control"))));
    return promise.future();
  }
}
