package org.trousse.referencing.outbound;

import io.vertx.core.Future;
import io.vertx.core.Promise;
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
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.trousse.referencing.check.Sight;
import org.trousse.referencing.outbound.Doors.Way;

/// The one caller of addresses that vendors wrote down. Each hop resolves its name once, every
/// address must be allowed, and the connection goes to the very address that was looked at, so that
/// a name which changes its mind gains nothing. At most three redirects, each looked at anew; 1 MB;
/// 10 s for all of it. It knows no credential, so it can give none away.
public final class OutsideCaller {
  public static final int BYTES_MAX = 1024 * 1024;
  public static final long TIMEOUT_MS = 10_000;
  public static final int REDIRECTS_MAX = 3;
  private static final int CONNECT_TIMEOUT_MS = 4_000;
  private static final int HEADER_BYTES_MAX = 16 * 1024;
  private static final int HEADER_LINES_MAX = 100;
  private static final int CONNECTIONS_MAX = 8;
  private static final int WAITING_MAX = 64;
  private static final Map<String, String> ANYTHING =
      Map.of("Accept", "*/*", "Accept-Encoding", "gzip");

  /// All addresses of a name.
  @FunctionalInterface
  public interface Resolves {
    Future<List<InetAddress>> all(String host);
  }

  /// What came of a request, as bytes.
  public sealed interface Fetched {
    /// An answer, whatever its status.
    ///
    /// @param headers names in lower case
    /// @param body at most 1 MB, unpacked
    record Whole(URI at, int status, Map<String, String> headers, Sight.Bytes body)
        implements Fetched {}

    record Not(Sight.NotSeen sight) implements Fetched {}
  }

  private final Vertx vertx;
  private final HttpClientAgent client;
  private final Doors doors;
  private final Resolves names;

  public OutsideCaller(Vertx vertx, Doors doors) {
    this(vertx, doors, byDns(vertx), new HttpClientOptions());
  }

  /// For tests, which have certificates and names of their own.
  OutsideCaller(Vertx vertx, Doors doors, Resolves names, HttpClientOptions options) {
    this.vertx = vertx;
    this.doors = doors;
    this.names = names;
    this.client =
        vertx.createHttpClient(
            options
                .setSsl(true)
                .setVerifyHost(true)
                .setUseAlpn(false)
                .setConnectTimeout(CONNECT_TIMEOUT_MS)
                .setSslHandshakeTimeout(CONNECT_TIMEOUT_MS)
                .setSslHandshakeTimeoutUnit(java.util.concurrent.TimeUnit.MILLISECONDS)
                .setKeepAlive(false)
                .setMaxHeaderSize(HEADER_BYTES_MAX)
                .setDecompressionSupported(false),
            new PoolOptions().setHttp1MaxSize(CONNECTIONS_MAX).setMaxWaitQueueSize(WAITING_MAX));
  }

  /// The system's resolver, off the event loop.
  static Resolves byDns(Vertx vertx) {
    return host -> {
      String bare = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
      return vertx
          .executeBlocking(() -> List.of(InetAddress.getAllByName(bare)), false)
          .map(Objects::requireNonNull);
    };
  }

  public Future<Void> close() {
    return client.close();
  }

  /// A [Sight.Page], or [Sight.NotSeen]; never fails.
  public Future<Sight> get(URI uri) {
    return new Trip(HttpMethod.GET, "", ANYTHING, true).begin(uri).map(OutsideCaller::sight);
  }

  /// The same for who reads bytes and follows redirects on its own, each through here again; never
  /// fails.
  public Future<Fetched> fetch(URI uri) {
    return new Trip(HttpMethod.GET, "", ANYTHING, false).begin(uri);
  }

  /// The same for a message that leaves us, which follows no redirect: what it says was meant for
  /// one address alone.
  public Future<Sight> post(URI uri, String body, Map<String, String> headers) {
    return new Trip(HttpMethod.POST, body, headers, false).begin(uri).map(OutsideCaller::sight);
  }

  /// One look, all of its hops within one time.
  private final class Trip {
    private final HttpMethod method;
    private final String body;
    private final Map<String, String> headers;
    private final boolean follows;
    private final Promise<Fetched> end = Promise.promise();
    private @Nullable HttpClientRequest current;
    private boolean over;

    Trip(HttpMethod method, String body, Map<String, String> headers, boolean follows) {
      this.follows = follows;
      this.method = method;
      this.body = body;
      this.headers = headers;
    }

    Future<Fetched> begin(URI uri) {
      long timer = vertx.setTimer(TIMEOUT_MS, late -> finish(Reasons.notSeen(Reasons.SILENT)));
      hop(uri, 0);
      return end.future().onComplete(done -> vertx.cancelTimer(timer));
    }

    private void finish(Sight.NotSeen why) {
      finish(new Fetched.Not(why));
    }

    private void finish(Fetched fetched) {
      over = true;
      if (end.tryComplete(fetched) && current != null) {
        current.connection().close();
      }
    }

    private void hop(URI uri, int redirects) {
      switch (doors.way(uri)) {
        case Way.Closed(var why) ->
            finish(Reasons.notSeen(redirects == 0 ? why : Reasons.BAD_REDIRECT));
        case Way.Open way ->
            names
                .all(way.host())
                .compose(addresses -> send(way, addresses))
                .compose(response -> arrived(way, response, redirects))
                .onFailure(failure -> finish(Reasons.notSeen(failure)));
      }
    }

    private Future<Optional<HttpClientResponse>> send(Way.Open way, List<InetAddress> addresses) {
      if (over) {
        return Future.succeededFuture(Optional.empty());
      }
      if (!doors.leadsOut(way.host(), way.port(), addresses)) {
        finish(Reasons.notSeen(Reasons.NOT_PUBLIC));
        return Future.succeededFuture(Optional.empty());
      }
      RequestOptions options =
          new RequestOptions()
              .setMethod(method)
              .setServer(
                  SocketAddress.inetSocketAddress(
                      way.port(), addresses.getFirst().getHostAddress()))
              .setHost(way.host())
              .setPort(way.port())
              .setSsl(way.tls())
              .setURI(way.target())
              .setFollowRedirects(false)
              .setTimeout(TIMEOUT_MS);
      return ((HttpClient) client)
          .request(options)
          .compose(request -> {
            current = request;
            headers.forEach(request::putHeader);
            return (body.isEmpty() ? request.send() : request.send(body)).map(Optional::of);
          });
    }

    private Future<Void> arrived(
        Way.Open way, Optional<HttpClientResponse> arrived, int redirects) {
      if (over || arrived.isEmpty()) {
        if (current != null) {
          current.connection().close();
        }
        return Future.succeededFuture();
      }
      HttpClientResponse response = arrived.get();
      String location = response.getHeader("Location");
      if (follows && redirect(response.statusCode()) && location != null) {
        response.exceptionHandler(ours -> {});
        response.request().connection().close();
        current = null;
        follow(way, location, redirects);
        return Future.succeededFuture();
      }
      return whole(response)
          .map(bytes -> {
            finish(fetched(way, response, bytes));
            return null;
          });
    }

    private void follow(Way.Open way, String location, int redirects) {
      if (redirects == REDIRECTS_MAX) {
        finish(Reasons.notSeen(Reasons.TOO_MANY_REDIRECTS));
        return;
      }
      try {
        hop(way.uri().resolve(new URI(location)), redirects + 1);
      } catch (URISyntaxException | IllegalArgumentException malformed) {
        finish(Reasons.notSeen(Reasons.BAD_REDIRECT));
      }
    }

    /// Empty once it is too long.
    private Future<Optional<byte[]>> whole(HttpClientResponse response) {
      Promise<Optional<byte[]>> promise = Promise.promise();
      Buffer all = Buffer.buffer();
      response.handler(chunk -> {
        if (all.length() + chunk.length() > BYTES_MAX) {
          promise.tryComplete(Optional.empty());
          response.request().connection().close();
        } else {
          all.appendBuffer(chunk);
        }
      });
      response.exceptionHandler(promise::tryFail);
      response.endHandler(last -> promise.tryComplete(Optional.of(all.getBytes())));
      return promise.future();
    }
  }

  private static boolean redirect(int status) {
    return switch (status) {
      case 301, 302, 303, 307, 308 -> true;
      default -> false;
    };
  }

  private static Fetched fetched(
      Way.Open way, HttpClientResponse response, Optional<byte[]> bytes) {
    if (bytes.isEmpty()) {
      return new Fetched.Not(Reasons.notSeen(Reasons.TOO_LONG));
    }
    if (response.headers().size() > HEADER_LINES_MAX) {
      return new Fetched.Not(Reasons.notSeen(Reasons.NOBODY));
    }
    Map<String, String> headers = new HashMap<>();
    response
        .headers()
        .forEach(header ->
            headers.merge(
                header.getKey().toLowerCase(Locale.ROOT),
                header.getValue(),
                (first, second) -> first + ", " + second));
    return Unpacked.of(bytes.get(), headers.getOrDefault("content-encoding", ""), BYTES_MAX)
        .<Fetched>map(plain ->
            new Fetched.Whole(
                way.uri(), response.statusCode(), Map.copyOf(headers), new Sight.Bytes(plain)))
        .orElseGet(() -> new Fetched.Not(Reasons.notSeen(Reasons.UNREADABLE)));
  }

  private static Sight sight(Fetched fetched) {
    return switch (fetched) {
      case Fetched.Not(var sight) -> sight;
      case Fetched.Whole(var at, var status, var headers, var body) ->
          new Sight.Page(at, status, headers, new String(body.copy(), StandardCharsets.UTF_8));
    };
  }
}
