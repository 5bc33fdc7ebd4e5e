package org.trousse.referencing.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.KeyCertOptions;
import io.vertx.core.net.PfxOptions;
import io.vertx.core.net.TrustOptions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.stream.Stream;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.trousse.referencing.check.Look;
import org.trousse.referencing.check.Sight;

/// Whether a vendor's address can lead the platform to itself. 127.0.0.2 plays the internet; every
/// connection to any other address of this machine is counted, and there must be none.
final class ForgeryIT {
  private static final Vertx VERTX = Vertx.vertx();
  private static final TlsGround TLS = new TlsGround();
  private static final RawServer INSIDE = RawServer.deaf();
  private static int internet;

  @BeforeAll
  static void start() {
    internet =
        VERTX
            .createHttpServer(
                new HttpServerOptions()
                    .setSsl(true)
                    .setKeyCertOptions(
                        (KeyCertOptions)
                            new PfxOptions()
                                .setPath(TLS.file.toString())
                                .setPassword(TlsGround.PASSWORD)))
            .requestHandler(request -> {
              String to = request.getParam("to");
              if (to == null) {
                request.response().end("the internet");
              } else {
                request.response().setStatusCode(302).putHeader("Location", to).end();
              }
            })
            .listen(0, "127.0.0.2")
            .await()
            .actualPort();
  }

  @AfterAll
  static void stop() {
    VERTX.close().await();
    INSIDE.close();
  }

  private static Future<List<InetAddress>> names(String host) {
    return switch (host) {
      case "vendor.test", "rebind.test" -> addresses("127.0.0.2");
      case "inside.test" -> addresses("127.0.0.1");
      case "mixed.test" -> addresses("127.0.0.2", "127.0.0.1");
      case "nat64.test" -> addresses("64:ff9b::7f00:1");
      case "mapped.test" -> addresses("::ffff:127.0.0.1");
      case "any.test" -> addresses("0.0.0.0");
      case "six.test" -> addresses("::1");
      case "link.test" -> addresses("169.254.169.254");
      case "private.test" -> addresses("10.0.0.1");
      default -> OutsideCaller.byDns(VERTX).all(host);
    };
  }

  private static Future<List<InetAddress>> addresses(String... literals) {
    return Future.succeededFuture(Stream.of(literals).map(InetAddress::ofLiteral).toList());
  }

  private static boolean playsInternet(InetAddress address) {
    return address.equals(InetAddress.ofLiteral("127.0.0.2"));
  }

  private static Doors doors(Predicate<InetAddress> open) {
    return new Doors(open, Set.of(443, internet, INSIDE.port()), Set.of());
  }

  private static OutsideCaller caller(Doors doors, OutsideCaller.Resolves names) {
    return new OutsideCaller(
        VERTX,
        doors,
        names,
        new HttpClientOptions().setTrustOptions(TrustOptions.wrap(TLS.trust())));
  }

  /// `%d` is the port that is watched.
  private static final List<String> DIRECT =
      List.of(
          "https://127.0.0.1:%d/",
          "https://localhost:%d/",
          "http://127.0.0.1:%d/",
          "http://localhost:%d/",
          "https://2130706433:%d/",
          "https://0x7f000001:%d/",
          "https://0x7f.1:%d/",
          "https://0177.0.0.1:%d/",
          "https://127.1:%d/",
          "https://127.0.0.2:%d/",
          "https://0:%d/",
          "https://0.0.0.0:%d/",
          "https://[::1]:%d/",
          "https://[::]:%d/",
          "https://[::ffff:127.0.0.1]:%d/",
          "https://[::ffff:7f00:1]:%d/",
          "https://[64:ff9b::7f00:1]:%d/",
          "https://169.254.169.254:%d/",
          "https://vendor.test@127.0.0.1:%d/",
          "https://user:secret@localhost:%d/",
          "https://localhost.:%d/");

  private static final List<String> NAMED =
      List.of(
          "https://inside.test:%d/",
          "https://mixed.test:%d/",
          "https://nat64.test:%d/",
          "https://mapped.test:%d/",
          "https://any.test:%d/",
          "https://six.test:%d/",
          "https://link.test:%d/",
          "https://private.test:%d/",
          "https://vendor.test.inside.test:%d/");

  static Stream<String> everyWayInside() {
    List<String> ways = new ArrayList<>();
    ways.addAll(DIRECT);
    ways.addAll(NAMED);
    Stream.of(DIRECT, NAMED)
        .flatMap(List::stream)
        .forEach(way ->
            ways.add(
                "https://vendor.test:"
                    + internet
                    + "/?to="
                    + URLEncoder.encode(way.formatted(INSIDE.port()), StandardCharsets.UTF_8)));
    return ways.stream();
  }

  @ParameterizedTest
  @MethodSource("everyWayInside")
  void no_address_leads_inside(String way) {
    int before = INSIDE.came.get();
    OutsideCaller caller = caller(doors(ForgeryIT::playsInternet), ForgeryIT::names);

    Sight sight = caller.get(URI.create(way.replace("%d", "" + INSIDE.port()))).await();

    assertThat(sight).isInstanceOf(Sight.NotSeen.class);
    assertThat(INSIDE.came).hasValue(before);
  }

  /// The red control: without the address check, the same table does lead inside.
  @Test
  void a_naive_client_is_led_inside_by_the_same_addresses() throws Exception {
    int led = 0;
    for (String way : DIRECT) {
      int before = INSIDE.came.get();
      naive("https://127.0.0.2:" + internet + "/?to=" + way.formatted(INSIDE.port()));
      naive(way.formatted(INSIDE.port()));
      led += INSIDE.came.get() > before ? 1 : 0;
    }

    assertThat(led).isGreaterThanOrEqualTo(8);
  }

  private static void naive(String address) throws Exception {
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, new TrustManager[] {new Everybody()}, new SecureRandom());
    try {
      var connection = URI.create(address).toURL().openConnection();
      connection.setConnectTimeout(500);
      connection.setReadTimeout(500);
      if (connection instanceof HttpsURLConnection https) {
        https.setSSLSocketFactory(context.getSocketFactory());
        https.setHostnameVerifier((host, session) -> true);
      }
      connection.getInputStream().close();
    } catch (IOException | IllegalArgumentException refused) {
      // the server that is watched hangs up
    }
  }

  private static final class Everybody implements X509TrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }

  @Test
  void the_internet_itself_is_reached() {
    Sight sight =
        caller(doors(ForgeryIT::playsInternet), ForgeryIT::names)
            .get(URI.create("https://vendor.test:" + internet + "/"))
            .await();

    assertThat(sight)
        .isInstanceOfSatisfying(
            Sight.Page.class, page -> assertThat(page.body()).isEqualTo("the internet"));
  }

  @Test
  void a_name_that_changes_its_mind_gains_nothing() {
    AtomicInteger asked = new AtomicInteger();
    OutsideCaller.Resolves changing =
        host -> addresses(asked.getAndIncrement() == 0 ? "127.0.0.2" : "127.0.0.1");
    int before = INSIDE.came.get();

    Sight page =
        caller(doors(ForgeryIT::playsInternet), changing)
            .get(URI.create("https://rebind.test:" + internet + "/"))
            .await();
    assertThat(page).isInstanceOf(Sight.Page.class);
    assertThat(asked).hasValue(1);

    asked.set(0);
    URI again =
        URI.create(
            "https://rebind.test:%d/?to=https://rebind.test:%d/"
                .formatted(internet, INSIDE.port()));
    Sight second = caller(doors(ForgeryIT::playsInternet), changing).get(again).await();
    assertThat(second).isInstanceOf(Sight.NotSeen.class);
    assertThat(asked).hasValue(2);
    assertThat(INSIDE.came).hasValue(before);

    asked.set(0);
    caller(doors(any -> true), changing).get(again).await(); // the red control
    assertThat(INSIDE.came.get()).isGreaterThan(before);
  }

  @Test
  void no_probe_is_led_inside() {
    int before = INSIDE.came.get();
    LineCaller lines = new LineCaller(VERTX, doors(ForgeryIT::playsInternet), ForgeryIT::names);
    HandshakeCaller handshakes = new HandshakeCaller(lines, TLS.trust(), new SecureRandom());
    KnockCaller knocks = new KnockCaller(lines);
    ResolveCaller resolves =
        new ResolveCaller(doors(ForgeryIT::playsInternet), Countries.unknown(), ForgeryIT::names);

    for (String host :
        List.of("localhost", "127.0.0.1", "inside.test", "mixed.test", "mapped.test", "six.test")) {
      assertThat(handshakes.look(new Look.Handshake(host, INSIDE.port())).await())
          .isInstanceOf(Sight.NotSeen.class);
      assertThat(knocks.look(new Look.Knock(host, INSIDE.port())).await())
          .isInstanceOf(Sight.NotSeen.class);
      assertThat(resolves.look(new Look.Resolve(host)).await()).isInstanceOf(Sight.NotSeen.class);
    }
    assertThat(INSIDE.came).hasValue(before);
    assertThat(resolves.look(new Look.Resolve("inside.test")).await())
        .isEqualTo(resolves.look(new Look.Resolve("private.test")).await());
  }
}
