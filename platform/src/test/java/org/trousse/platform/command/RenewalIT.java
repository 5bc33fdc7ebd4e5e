package org.trousse.platform.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.trousse.platform.Settings;
import org.trousse.platform.refusal.Refusal;
import org.trousse.platform.secret.SelfSignedCertificate;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// A certificate is replaced while the platform runs.
final class RenewalIT {
  @TempDir private Path folder;

  private final int httpsPort = freePort();
  private final int mqttTlsPort = freePort();

  @Command(name = "any")
  private static final class Any {
    @Mixin private Settings settings = new Settings();
  }

  @Test
  void the_next_handshake_sees_a_new_certificate_and_an_open_connection_lives_on()
      throws Exception {
    SelfSignedCertificate first = fresh("first");
    SelfSignedCertificate second = fresh("second");
    SelfSignedCertificate shown = fresh("shown");
    copy(first, shown);
    Running running = running(shown);
    try (SSLSocket open = connect(httpsPort, first, second)) {
      assertThat(certificate(open)).isEqualTo(read(first));
      assertThat(answer(open)).startsWith("HTTP/1.1 200");

      Files.copy(second.key(), shown.key(), StandardCopyOption.REPLACE_EXISTING);
      Files.copy(second.certificate(), shown.certificate(), StandardCopyOption.REPLACE_EXISTING);

      await()
          .atMost(Duration.ofSeconds(30))
          .pollInterval(Duration.ofMillis(250))
          .untilAsserted(() -> {
            assertThat(seen(httpsPort, first, second)).isEqualTo(read(second));
            assertThat(seen(mqttTlsPort, first, second)).isEqualTo(read(second));
          });
      assertThat(answer(open)).startsWith("HTTP/1.1 200");
    } finally {
      running.close();
    }
  }

  @Test
  void files_that_do_not_fit_each_other_refuse_a_start_with_a_sentence() {
    SelfSignedCertificate one = fresh("one");
    SelfSignedCertificate other = fresh("other");

    assertThatThrownBy(() -> running(new SelfSignedCertificate(one.key(), other.certificate())))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("cannot be used for TLS");
  }

  private Running running(SelfSignedCertificate shown) {
    Any any = new Any();
    new CommandLine(any)
        .parseArgs(
            "--data=" + folder.resolve("data"),
            "--http-port=" + freePort(),
            "--https-port=" + httpsPort,
            "--mqtt-port=" + freePort(),
            "--mqtt-tls-port=" + mqttTlsPort,
            "--operations-port=" + freePort(),
            "--tls-key=" + shown.key(),
            "--tls-certificate=" + shown.certificate());
    Running running = Running.open(any.settings, true);
    running.platform().listen(List.of(), Map.of()).await();
    return running;
  }

  private SelfSignedCertificate fresh(String name) {
    return SelfSignedCertificate.in(folder.resolve(name), Clock.systemUTC(), new SecureRandom());
  }

  private static void copy(SelfSignedCertificate from, SelfSignedCertificate to)
      throws IOException {
    Files.copy(from.key(), to.key(), StandardCopyOption.REPLACE_EXISTING);
    Files.copy(from.certificate(), to.certificate(), StandardCopyOption.REPLACE_EXISTING);
  }

  private static X509Certificate seen(int port, SelfSignedCertificate... trusted)
      throws IOException, GeneralSecurityException {
    try (SSLSocket socket = connect(port, trusted)) {
      return certificate(socket);
    }
  }

  private static X509Certificate certificate(SSLSocket socket) throws IOException {
    return (X509Certificate) socket.getSession().getPeerCertificates()[0];
  }

  /// A context of its own each time, so that no session is resumed.
  private static SSLSocket connect(int port, SelfSignedCertificate... trusted)
      throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    for (SelfSignedCertificate one : trusted) {
      store.setCertificateEntry(one.certificate().toString(), read(one));
    }
    TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
    trust.init(store);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    SSLSocket socket =
        (SSLSocket) context.getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), port);
    socket.setSoTimeout(10_000);
    socket.startHandshake();
    return socket;
  }

  private static X509Certificate read(SelfSignedCertificate one)
      throws IOException, GeneralSecurityException {
    try (InputStream in = Files.newInputStream(one.certificate())) {
      return (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in);
    }
  }

  /// One request on a connection that stays open: its first line.
  private static String answer(SSLSocket socket) throws IOException {
    socket
        .getOutputStream()
        .write(
            "GET /oauth/jwks HTTP/1.1\r\nHost: localhost\r\n\r\n"
                .getBytes(StandardCharsets.US_ASCII));
    byte[] bytes = new byte[64 << 10];
    int length = 0;
    String text = "";
    while (!text.endsWith("}]}")) {
      int more = socket.getInputStream().read(bytes, length, bytes.length - length);
      assertThat(more).isPositive();
      length += more;
      text = new String(bytes, 0, length, StandardCharsets.US_ASCII);
    }
    return text;
  }

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    } catch (IOException none) {
      throw new UncheckedIOException(none);
    }
  }
}
