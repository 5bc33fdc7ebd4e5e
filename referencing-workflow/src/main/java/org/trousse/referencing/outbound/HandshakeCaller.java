package org.trousse.referencing.outbound;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;
import org.trousse.referencing.check.Look;
import org.trousse.referencing.check.Sight;

/// How a host shakes hands over TLS: what it chooses among good things, whether its certificate
/// holds for its name, and whether it still takes what it must refuse. Nothing is sent after a
/// handshake.
public final class HandshakeCaller {
  private static final int RANDOM_BYTES = 32;

  private final LineCaller lines;
  private final X509ExtendedTrustManager roots;
  private final SecureRandom random;

  public HandshakeCaller(Vertx vertx, Doors doors, SecureRandom random) {
    this(new LineCaller(vertx, doors, OutsideCaller.byDns(vertx)), roots(null), random);
  }

  HandshakeCaller(LineCaller lines, X509ExtendedTrustManager roots, SecureRandom random) {
    this.lines = lines;
    this.roots = roots;
    this.random = random;
  }

  /// The trust manager of a key store; of the system's roots when there is none.
  static X509ExtendedTrustManager roots(@Nullable KeyStore store) {
    try {
      TrustManagerFactory factory =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      factory.init(store);
      return (X509ExtendedTrustManager) factory.getTrustManagers()[0];
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("no roots to trust", impossible);
    }
  }

  public Future<Sight> look(Look.Handshake look) {
    return lines.talk(look.host(), look.port(), line -> sight(line, look));
  }

  private Sight sight(LineCaller.Line line, Look.Handshake look)
      throws IOException, GeneralSecurityException {
    List<Hello> old = new ArrayList<>();
    for (int version : new int[] {Hello.TLS_1_0, Hello.TLS_1_1}) {
      hello(line, look.host(), version, Hello.OLD)
          .filter(chosen -> chosen.version() == version)
          .ifPresent(old::add);
    }
    List<String> oldProtocols = old.stream().map(Hello::protocol).toList();
    List<String> weak =
        hello(line, look.host(), Hello.TLS_1_2, Hello.WEAK).stream()
            .filter(chosen -> Hello.WEAK.contains(chosen.suite()))
            .map(Hello::suiteName)
            .toList();
    Witness witness = new Witness(roots);
    try {
      SSLSession session = shake(line, look, witness);
      return new Sight.Shook(
          session.getProtocol(),
          session.getCipherSuite(),
          witness.trusted,
          witness.ends,
          oldProtocols,
          weak);
    } catch (SSLException tooOld) {
      if (old.isEmpty()) {
        throw tooOld;
      }
      Hello last = old.getLast();
      return new Sight.Shook(last.protocol(), last.suiteName(), false, null, oldProtocols, weak);
    }
  }

  private static SSLSession shake(LineCaller.Line line, Look.Handshake look, Witness witness)
      throws IOException, GeneralSecurityException {
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, new TrustManager[] {witness}, null);
    try (Socket plain = line.open();
        SSLSocket socket =
            (SSLSocket)
                context.getSocketFactory().createSocket(plain, look.host(), look.port(), true)) {
      SSLParameters parameters = socket.getSSLParameters();
      parameters.setProtocols(new String[] {"TLSv1.3", "TLSv1.2"});
      parameters.setEndpointIdentificationAlgorithm("HTTPS");
      parameters.setServerNames(List.of(new SNIHostName(look.host())));
      socket.setSSLParameters(parameters);
      socket.startHandshake();
      return socket.getSession();
    }
  }

  /// Empty when the server does not go on.
  private Optional<Hello> hello(
      LineCaller.Line line, String host, int version, List<Integer> suites) {
    byte[] bytes = new byte[RANDOM_BYTES];
    random.nextBytes(bytes);
    try (Socket socket = line.open()) {
      socket.getOutputStream().write(Hello.client(version, suites, host, bytes));
      socket.getOutputStream().flush();
      return Hello.server(socket.getInputStream());
    } catch (IOException refused) {
      return Optional.empty();
    }
  }

  /// Notes whether a chain is trusted, and lets the handshake go on in any case: nothing is sent
  /// after it, and an untrusted certificate has an end too.
  private static final class Witness extends X509ExtendedTrustManager {
    private final X509ExtendedTrustManager roots;
    private volatile boolean trusted;
    private volatile @Nullable Instant ends;

    Witness(X509ExtendedTrustManager roots) {
      this.roots = roots;
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {
      ends = chain[0].getNotAfter().toInstant();
      try {
        roots.checkServerTrusted(chain, type, socket);
        trusted = true;
      } catch (CertificateException untrusted) {
        trusted = false;
      }
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type)
        throws CertificateException {
      throw new CertificateException("only with its socket");
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine)
        throws CertificateException {
      throw new CertificateException("only with its socket");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type)
        throws CertificateException {
      throw new CertificateException("we are the client");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket)
        throws CertificateException {
      throw new CertificateException("we are the client");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine)
        throws CertificateException {
      throw new CertificateException("we are the client");
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return roots.getAcceptedIssuers();
    }
  }
}
