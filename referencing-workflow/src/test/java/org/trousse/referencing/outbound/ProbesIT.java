package org.trousse.referencing.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import javax.net.ssl.SSLServerSocket;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.trousse.referencing.check.Look;
import org.trousse.referencing.check.Sight;

/// Handshakes and knocks at servers that a test wrote.
final class ProbesIT {
  private static final Vertx VERTX = Vertx.vertx();
  private static final TlsGround TLS = new TlsGround();

  @AfterAll
  static void stop() {
    VERTX.close().await();
  }

  private static LineCaller lines(RawServer... servers) {
    Set<String> opened = new java.util.HashSet<>();
    for (RawServer server : servers) {
      opened.add("localhost:" + server.port());
      opened.add("127.0.0.1:" + server.port());
    }
    return new LineCaller(VERTX, Doors.real(any -> false, opened), OutsideCaller.byDns(VERTX));
  }

  private static Sight shake(RawServer server, String host) {
    return new HandshakeCaller(lines(server), TLS.trust(), new SecureRandom())
        .look(new Look.Handshake(host, server.port()))
        .await();
  }

  private static Sight knock(RawServer server) {
    return new KnockCaller(lines(server)).look(new Look.Knock("localhost", server.port())).await();
  }

  private static RawServer server(Consumer<SSLServerSocket> set, RawServer.Talk talk)
      throws IOException {
    SSLServerSocket socket =
        (SSLServerSocket) TLS.server().getServerSocketFactory().createServerSocket();
    set.accept(socket);
    return new RawServer(socket, "127.0.0.1", talk);
  }

  private static RawServer plain(RawServer.Talk talk) throws IOException {
    return new RawServer(new ServerSocket(), "127.0.0.1", talk);
  }

  private static void read(Socket socket) throws IOException {
    socket.getInputStream().read(new byte[4_096]);
  }

  @ParameterizedTest
  @CsvSource({"TLSv1.3", "TLSv1.2"})
  void tells_what_a_good_server_chooses(String protocol) throws IOException {
    try (RawServer server =
        server(one -> one.setEnabledProtocols(new String[] {protocol}), ProbesIT::read)) {
      Sight sight = shake(server, "localhost");

      assertThat(sight)
          .isInstanceOfSatisfying(
              Sight.Shook.class,
              shook -> {
                assertThat(shook.protocol()).isEqualTo(protocol);
                assertThat(shook.cipherSuite()).contains("GCM");
                assertThat(shook.trusted()).isTrue();
                assertThat(shook.certificateEnds()).isEqualTo(TLS.ends);
                assertThat(shook.oldProtocols()).isEmpty();
                assertThat(shook.weakSuites()).isEmpty();
              });
    }
  }

  @Test
  void a_certificate_that_does_not_name_the_host_is_not_trusted() throws IOException {
    try (RawServer server = server(one -> {}, ProbesIT::read)) {
      RawServer inside = server;
      Sight named =
          new HandshakeCaller(
                  new LineCaller(
                      VERTX,
                      Doors.real(any -> false, Set.of("other.test:" + inside.port())),
                      host -> OutsideCaller.byDns(VERTX).all("127.0.0.1")),
                  TLS.trust(),
                  new SecureRandom())
              .look(new Look.Handshake("other.test", inside.port()))
              .await();
      Sight stranger =
          new HandshakeCaller(lines(server), HandshakeCaller.roots(null), new SecureRandom())
              .look(new Look.Handshake("localhost", server.port()))
              .await();

      for (Sight sight : List.of(named, stranger)) {
        assertThat(sight)
            .isInstanceOfSatisfying(
                Sight.Shook.class, shook -> assertThat(shook.trusted()).isFalse());
      }
    }
  }

  /// It says ServerHello to whatever it is offered, and then no more.
  @Test
  void an_old_server_is_found_out_by_words_that_our_library_does_not_say() throws IOException {
    try (RawServer old = plain(ProbesIT::agrees)) {
      Sight sight = shake(old, "localhost");

      assertThat(sight)
          .isInstanceOfSatisfying(
              Sight.Shook.class,
              shook -> {
                assertThat(shook.oldProtocols()).containsExactly("TLSv1", "TLSv1.1");
                assertThat(shook.protocol()).isEqualTo("TLSv1.1");
                assertThat(shook.weakSuites()).hasSize(1);
                assertThat(shook.trusted()).isFalse();
              });
    }
  }

  private static void agrees(Socket socket) throws IOException {
    DataInputStream in = new DataInputStream(socket.getInputStream());
    in.skipNBytes(5 + 4);
    int version = in.readUnsignedShort();
    in.skipNBytes(32);
    in.skipNBytes(in.readUnsignedByte());
    in.readUnsignedShort();
    int suite = in.readUnsignedShort();
    String answer =
        version == Hello.TLS_1_2 && !Hello.WEAK.contains(suite)
            ? "15030200020246" // alert: protocol_version
            : "16%04x002a02000026%04x%s00%04x00"
                .formatted(version, version, "00".repeat(32), suite);
    socket.getOutputStream().write(HexFormat.of().parseHex(answer));
  }

  @Test
  void who_speaks_no_TLS_or_does_not_speak_is_not_seen_in_time() throws IOException {
    try (RawServer http =
            plain(socket ->
                socket
                    .getOutputStream()
                    .write(
                        "HTTP/1.1 400\r\n\r\n"
                            .getBytes(java.nio.charset.StandardCharsets.US_ASCII)));
        RawServer drip =
            plain(socket -> {
              while (true) {
                socket.getOutputStream().write(22);
                pause(500);
              }
            })) {
      long start = System.nanoTime();

      assertThat(shake(http, "localhost")).isInstanceOf(Sight.NotSeen.class);
      assertThat(knock(http)).isInstanceOf(Sight.NotSeen.class);
      assertThat(shake(drip, "localhost")).isInstanceOf(Sight.NotSeen.class);
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(14));
    }
  }

  private static void pause(int millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException woken) {
      Thread.currentThread().interrupt();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "20020000, true, 0", // CONNACK: accepted
    "20020005, false, 5", // not authorized, MQTT 3.1.1
    "20020004, false, 4", // bad user name or password
    "2003008700, false, 135", // not authorized, MQTT 5
    "'', false, -1" // closed without a word
  })
  void tells_how_a_broker_meets_a_stranger(String connack, boolean in, int reason)
      throws IOException {
    try (RawServer broker =
        server(
            one -> {},
            socket -> {
              read(socket);
              socket.getOutputStream().write(HexFormat.of().parseHex(connack));
              socket.getOutputStream().flush();
            })) {
      assertThat(knock(broker)).isEqualTo(new Sight.Knocked(in, reason));
    }
  }

  @Test
  void knocks_again_in_MQTT_5_where_a_broker_knows_no_other() throws IOException {
    try (RawServer broker =
        server(
            one -> {},
            socket -> {
              byte[] connect = new byte[64];
              socket.getInputStream().read(connect);
              String answer = connect[8] == 4 ? "20020001" : "2003008700";
              socket.getOutputStream().write(HexFormat.of().parseHex(answer));
            })) {
      assertThat(knock(broker)).isEqualTo(new Sight.Knocked(false, 135));
      assertThat(broker.came).hasValue(2);
    }
  }

  @ParameterizedTest
  @CsvSource({"TLSv1.3", "TLSv1.2"})
  void a_broker_that_wants_a_certificate_has_refused_the_stranger(String protocol)
      throws IOException {
    try (RawServer broker =
        server(
            one -> {
              one.setNeedClientAuth(true);
              one.setEnabledProtocols(new String[] {protocol});
            },
            ProbesIT::read)) {
      assertThat(knock(broker)).isEqualTo(new Sight.Knocked(false, -1));
    }
  }

  @Test
  void nobody_at_home_is_not_a_refusal() throws IOException {
    RawServer gone = plain(socket -> {});
    gone.close();

    assertThat(knock(gone)).isInstanceOf(Sight.NotSeen.class);
  }

  @Test
  void tells_countries_of_a_name() {
    var names = OutsideCaller.byDns(VERTX);
    Countries countries = Countries.read(List.of("127.0.0.0,127.255.255.255,FR"));
    Doors doors = Doors.real(any -> true, Set.of());

    assertThat(
            new ResolveCaller(doors, countries, host -> names.all("127.0.0.1"))
                .look(new Look.Resolve("vendor.test"))
                .await())
        .isEqualTo(new Sight.Addresses(List.of("127.0.0.1"), java.util.Map.of("127.0.0.1", "FR")));
    assertThat(
            new ResolveCaller(doors, Countries.unknown(), host -> names.all("127.0.0.1"))
                .look(new Look.Resolve("vendor.test"))
                .await())
        .isEqualTo(new Sight.Addresses(List.of("127.0.0.1"), java.util.Map.of()));
  }
}
