package org.trousse.platform.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.trousse.platform.Settings;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// HTTPS as a stranger meets it: the first message of TLS is written byte by byte, because a
/// client's library would refuse to offer what a server must refuse to take.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class HttpsIT {
  private static final int TLS_1_1 = 0x0302;
  private static final int TLS_1_2 = 0x0303;
  private static final int TLS_1_3 = 0x0304;
  private static final int ALERT = 0x15;
  private static final int HANDSHAKE = 0x16;

  @TempDir private static Path folder;

  private final int httpPort = freePort();
  private final int httpsPort = freePort();
  private @Nullable Running opened;

  /// What the server said to a hello.
  ///
  /// @param suite the cipher suite that it chose; 0 when it refused
  private record Said(int record, int suite) {}

  @Command(name = "any")
  private static final class Any {
    @Mixin private Settings settings = new Settings();
  }

  @BeforeAll
  void listen() {
    Any any = new Any();
    new CommandLine(any)
        .parseArgs(
            "--data=" + folder.resolve("data"),
            "--http-port=" + httpPort,
            "--https-port=" + httpsPort,
            "--mqtt-port=" + freePort(),
            "--mqtt-tls-port=" + freePort(),
            "--operations-port=" + freePort());
    Running running = Running.open(any.settings, true);
    opened = running;
    running.platform().listen(List.of(), Map.of()).await();
  }

  @AfterAll
  void stop() {
    Objects.requireNonNull(opened).close();
  }

  @ParameterizedTest
  @ValueSource(ints = {0x1301, 0x1302, 0x1303})
  @Tag("consent-10")
  void tls_1_3_is_taken(int suite) throws IOException {
    assertThat(hello(TLS_1_3, suite)).isEqualTo(new Said(HANDSHAKE, suite));
  }

  /// ECDHE with AES-GCM, signed with ECDSA or with RSA: the certificate has one of both keys.
  @Test
  @Tag("consent-10")
  void tls_1_2_is_taken_with_ecdhe_and_gcm() throws IOException {
    assertThat(hello(TLS_1_2, 0xC02B, 0xC02F).suite()).isIn(0xC02B, 0xC02F);
    assertThat(hello(TLS_1_2, 0xC02C, 0xC030).suite()).isIn(0xC02C, 0xC030);
  }

  /// Offered together with their ECDSA and RSA twins, where there are two.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "009C 009D", // TLS_RSA_WITH_AES_*_GCM_*: no forward secrecy
        "002F 0035 003C 003D", // TLS_RSA_WITH_AES_*_CBC_*
        "C023 C027 C024 C028", // TLS_ECDHE_*_WITH_AES_*_CBC_SHA256, _SHA384
        "C009 C013 C00A C014", // TLS_ECDHE_*_WITH_AES_*_CBC_SHA
        "009E 009F", // TLS_DHE_RSA_WITH_AES_*_GCM_*
        "000A C012 0005", // 3DES and RC4
      })
  @Tag("consent-10")
  void what_bcp_195_does_not_recommend_is_refused(String suites) throws IOException {
    int[] offered =
        List.of(suites.split(" ")).stream().mapToInt(one -> Integer.parseInt(one, 16)).toArray();

    assertThat(hello(TLS_1_2, offered)).isEqualTo(new Said(ALERT, 0));
  }

  @Test
  @Tag("consent-10")
  void tls_1_1_is_refused() throws IOException {
    assertThat(hello(TLS_1_1, 0xC02B, 0xC02F, 0xC009, 0xC013)).isEqualTo(new Said(ALERT, 0));
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET", "POST"})
  void the_plain_port_only_leads_to_https(String method) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(
                URI.create("http://127.0.0.1:" + httpPort + "/oauth/authorize?state=a%20b"))
            .method(method, HttpRequest.BodyPublishers.noBody())
            .build();

    HttpResponse<String> answer;
    try (HttpClient client = HttpClient.newHttpClient()) {
      answer = client.send(request, BodyHandlers.ofString());
    }

    assertThat(answer.statusCode()).isEqualTo(308);
    assertThat(answer.headers().firstValue("Location"))
        .contains("https://localhost:" + httpsPort + "/oauth/authorize?state=a%20b");
    assertThat(answer.body()).isEmpty();
  }

  private Said hello(int version, int... suites) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), httpsPort)) {
      socket.setSoTimeout(10_000);
      socket.getOutputStream().write(record(version, suites));
      socket.getOutputStream().flush();
      DataInputStream in = new DataInputStream(socket.getInputStream());
      int record = in.readUnsignedByte();
      in.skipNBytes(4); // version and length of the record
      if (record != HANDSHAKE) {
        return new Said(record, 0);
      }
      in.skipNBytes(1 + 3 + 2 + 32); // type, length, version, random
      in.skipNBytes(in.readUnsignedByte()); // session id
      return new Said(record, in.readUnsignedShort());
    }
  }

  /// RFC 8446 §4.1.2, RFC 5246 §7.4.1.2.
  private static byte[] record(int version, int... suites) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream body = new DataOutputStream(bytes);
    body.writeShort(Math.min(version, TLS_1_2)); // legacy_version
    body.write(new byte[32]); // random
    body.writeByte(0); // no session id
    body.writeShort(2 * suites.length);
    for (int suite : suites) {
      body.writeShort(suite);
    }
    body.writeShort(0x0100); // one compression method: none
    byte[] extensions = extensions(version);
    body.writeShort(extensions.length);
    body.write(extensions);
    return framed(bytes.toByteArray());
  }

  private static byte[] extensions(int version) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream all = new DataOutputStream(bytes);
    shorts(all, 0x000A, 2 * 2, 0x0017, 0x001D); // supported_groups: secp256r1, x25519
    // signature_algorithms: ECDSA P-256, RSA-PSS, RSA PKCS #1, SHA-1 for what is old
    shorts(all, 0x000D, 5 * 2, 0x0403, 0x0804, 0x0401, 0x0203, 0x0201);
    if (version == TLS_1_3) {
      all.write(new byte[] {0, 0x2B, 0, 3, 2, 3, 4}); // supported_versions: TLS 1.3
      all.write(new byte[] {0, 0x33, 0, 2, 0, 0}); // key_share: none, so the server asks for one
    }
    return bytes.toByteArray();
  }

  private static void shorts(DataOutputStream out, int type, int bytes, int... values)
      throws IOException {
    out.writeShort(type);
    out.writeShort(bytes + 2);
    out.writeShort(bytes);
    for (int value : values) {
      out.writeShort(value);
    }
  }

  private static byte[] framed(byte[] hello) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    out.writeByte(HANDSHAKE);
    out.writeShort(0x0301); // the record's version, as every client writes it
    out.writeShort(hello.length + 4);
    out.writeInt((1 << 24) | hello.length); // client_hello and its length in 24 bits
    out.write(hello);
    return bytes.toByteArray();
  }

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    } catch (IOException none) {
      throw new java.io.UncheckedIOException(none);
    }
  }
}
