package org.trousse.referencing.outbound;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Locale;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;
import org.trousse.referencing.check.Look;
import org.trousse.referencing.check.Sight;

/// Knocks at a broker as a stranger: one MQTT CONNECT without credentials, and the line is closed.
public final class KnockCaller {
  private static final String CLIENT_ID = "trousse-knock";
  private static final int MQTT_3_1_1 = 4;
  private static final int MQTT_5 = 5;
  private static final int CONNECT = 0x10;
  private static final int CONNACK = 0x20;
  private static final int CLEAN = 0x02;
  private static final int KEEP_ALIVE_SECONDS = 10;

  /// MQTT 3.1.1 §3.2.2.3: the broker does not speak this version.
  private static final int OTHER_VERSION = 1;

  private final LineCaller lines;

  public KnockCaller(Vertx vertx, Doors doors) {
    this(new LineCaller(vertx, doors, OutsideCaller.byDns(vertx)));
  }

  KnockCaller(LineCaller lines) {
    this.lines = lines;
  }

  public Future<Sight> look(Look.Knock look) {
    return lines.talk(
        look.host(),
        look.port(),
        line -> {
          Sight.Knocked met = knock(line, look, MQTT_3_1_1);
          return met.reason() == OTHER_VERSION ? knock(line, look, MQTT_5) : met;
        });
  }

  private static Sight.Knocked knock(LineCaller.Line line, Look.Knock look, int version)
      throws IOException, GeneralSecurityException {
    try (Socket plain = line.open();
        SSLSocket socket = (SSLSocket) tls(plain, look)) {
      try {
        socket.startHandshake();
        OutputStream out = socket.getOutputStream();
        out.write(connect(version));
        out.flush();
        return met(new DataInputStream(socket.getInputStream()));
      } catch (SSLException failed) {
        if (wantsCertificate(failed)) {
          return new Sight.Knocked(false, -1);
        }
        throw failed;
      } catch (EOFException | SocketException closed) {
        return new Sight.Knocked(false, -1);
      }
    }
  }

  /// A server that asks clients for a certificate ends the handshake by an alert (RFC 8446 §6.2).
  private static boolean wantsCertificate(SSLException failed) {
    String message = String.valueOf(failed.getMessage()).toLowerCase(Locale.ROOT);
    return message.contains("certificate_required")
        || message.contains("bad_certificate")
        || message.contains("handshake_failure");
  }

  private static Socket tls(Socket plain, Look.Knock look)
      throws IOException, GeneralSecurityException {
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, new TrustManager[] {new Stranger()}, null);
    SSLSocket socket =
        (SSLSocket) context.getSocketFactory().createSocket(plain, look.host(), look.port(), true);
    SSLParameters parameters = socket.getSSLParameters();
    parameters.setServerNames(List.of(new SNIHostName(look.host())));
    socket.setSSLParameters(parameters);
    return socket;
  }

  /// MQTT 3.1.1 §3.1 and MQTT 5 §3.1.
  static byte[] connect(int version) {
    byte[] id = CLIENT_ID.getBytes(StandardCharsets.US_ASCII);
    int properties = version == MQTT_5 ? 1 : 0;
    byte[] packet = new byte[2 + 10 + properties + 2 + id.length];
    int at = 0;
    packet[at++] = CONNECT;
    packet[at++] = (byte) (packet.length - 2);
    packet[at++] = 0;
    packet[at++] = 4;
    for (char letter : "MQTT".toCharArray()) {
      packet[at++] = (byte) letter;
    }
    packet[at++] = (byte) version;
    packet[at++] = CLEAN; // and neither user name nor password
    packet[at++] = 0;
    packet[at++] = KEEP_ALIVE_SECONDS;
    at += properties; // none
    packet[at++] = 0;
    packet[at++] = (byte) id.length;
    System.arraycopy(id, 0, packet, at, id.length);
    return packet;
  }

  private static Sight.Knocked met(DataInputStream in) throws IOException {
    if (in.readUnsignedByte() != CONNACK) {
      throw new IOException("no CONNACK");
    }
    in.readUnsignedByte(); // what follows
    in.readUnsignedByte(); // session present
    int reason = in.readUnsignedByte();
    return new Sight.Knocked(reason == 0, reason);
  }

  /// Looks at no certificate: a stranger has nothing to give away, and whether the chain holds is
  /// the handshake's to say.
  private static final class Stranger extends X509ExtendedTrustManager {
    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
