package org.trousse.platform;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// What can be set, by options of the command line. docs/settings.md tells the same, and a test
/// holds it to it.
public final class Settings {
  private static final int PORT_MAX = 65_535;

  @Option(
      names = "--data",
      defaultValue = "data",
      paramLabel = "FOLDER",
      description = "Folder of the platform's key, certificate, logs and own PostgreSQL.")
  private Path data = Path.of("data");

  @Option(
      names = "--db",
      paramLabel = "URL",
      description =
          "PostgreSQL 15 or later to use, postgresql://user:password@host:port/database."
              + " Without it the platform runs its own in the data folder.")
  private @Nullable String db;

  @Option(
      names = "--key-file",
      paramLabel = "FILE",
      description =
          "File of the platform's 32-byte key, mode 0600. Without it, trousse.key in the data"
              + " folder, made at the first start.")
  private @Nullable Path keyFile;

  @Option(
      names = "--host",
      defaultValue = "127.0.0.1",
      paramLabel = "ADDRESS",
      description = "Address on which HTTP and MQTT listen; 0.0.0.0 for all.")
  private String host = "127.0.0.1";

  @Option(
      names = "--http-port",
      defaultValue = "8080",
      paramLabel = "PORT",
      description = "Port of pages, FHIR and the HTTP door for devices.")
  private int httpPort = 8080;

  @Option(
      names = "--https-port",
      paramLabel = "PORT",
      description =
          "Port of the same with TLS; the HTTP port then only leads there. Without it, TLS is a"
              + " proxy's task.")
  private @Nullable Integer httpsPort;

  @Option(
      names = "--mqtt-port",
      defaultValue = "1883",
      paramLabel = "PORT",
      description = "Port of the MQTT door without TLS.")
  private int mqttPort = 1883;

  @Option(
      names = "--mqtt-tls-port",
      defaultValue = "8883",
      paramLabel = "PORT",
      description = "Port of the MQTT door with TLS.")
  private int mqttTlsPort = 8883;

  @Option(
      names = "--operations-host",
      defaultValue = "127.0.0.1",
      paramLabel = "ADDRESS",
      description = "Address of the operators' port. It asks nobody to sign in: keep it inside.")
  private String operationsHost = "127.0.0.1";

  @Option(
      names = "--operations-port",
      defaultValue = "9090",
      paramLabel = "PORT",
      description = "Port of metrics, health and the quarantine page.")
  private int operationsPort = 9090;

  @Option(
      names = "--tls-certificate",
      paramLabel = "FILE",
      description =
          "Certificate chain (PEM) of HTTPS and MQTT. Without it, a self-signed one for localhost"
              + " kept in the data folder.")
  private @Nullable Path tlsCertificate;

  @Option(
      names = "--tls-key",
      paramLabel = "FILE",
      description = "Private key (PEM, PKCS #8) that belongs to --tls-certificate.")
  private @Nullable Path tlsKey;

  @Option(
      names = "--public-url",
      paramLabel = "URL",
      description =
          "Where clients reach this server: the issuer, and links in FHIR. Default:"
              + " https://HOST:PORT with --https-port, else http://HOST:PORT.")
  private @Nullable String publicUrl;

  @Option(
      names = "--connections-max",
      defaultValue = "100000",
      paramLabel = "N",
      description = "MQTT connections of this node.")
  private int connectionsMax = 100_000;

  @Option(
      names = "--messages-per-second-max",
      defaultValue = "1000",
      paramLabel = "N",
      description = "Messages a second of one MQTT connection; a burst may have twice as many.")
  private int messagesPerSecondMax = 1_000;

  @Option(
      names = "--messages-per-day-max",
      defaultValue = "200000",
      paramLabel = "N",
      description = "Messages of one device in a UTC day.")
  private int messagesPerDayMax = 200_000;

  @Option(
      names = "--refused-sign-ins-max",
      defaultValue = "30",
      paramLabel = "N",
      description = "Refused device sign-ins a minute from one address before it has to wait.")
  private int refusedSignInsMax = 30;

  @Option(
      names = "--sign-in-providers",
      paramLabel = "FILE",
      description =
          "Identity providers through which people sign in, as docs/sign-in.md says. `serve` needs"
              + " it; the demo has its own list of people.")
  private @Nullable Path signInProviders;

  @Option(
      names = "--help-phone",
      paramLabel = "NUMBER",
      description = "Whom to call when one cannot sign in; shown on the sign-in page.")
  private @Nullable String helpPhone;

  @Option(
      names = "--catalogue-keys",
      paramLabel = "FILE",
      description =
          "Public keys (a JWK Set) of the catalogue that signs software statements. Without it no"
              + " app can register itself.")
  private @Nullable Path catalogueKeys;

  @Option(
      names = "--calls-per-minute-max",
      defaultValue = "600",
      paramLabel = "N",
      description =
          "Calls a minute of one address to the authorization server's endpoints, and visits to"
              + " the pages before sign-in; of one client, ten times as many.")
  private int callsPerMinuteMax = 600;

  @Option(
      names = "--locations",
      paramLabel = "FILE",
      description =
          "Which addresses are in which country, as docs/operating.md says. Without it HOS-02 is"
              + " not verified.")
  private @Nullable Path locations;

  @Option(
      names = "--vulnerabilities",
      paramLabel = "FILE",
      description =
          "Known vulnerabilities (OSV), as docs/operating.md says; read at each run. Without it"
              + " COD-02 is not verified.")
  private @Nullable Path vulnerabilities;

  @Option(
      names = "--browser",
      paramLabel = "FILE",
      description =
          "A Chromium that examines vendors' pages (ETH-01), walled off from the network. Without"
              + " it an officer judges alone.")
  private @Nullable Path browser;

  @Option(
      names = "--checkpoints",
      paramLabel = "FOLDER",
      description =
          "Folder of the audit trail's signed checkpoints, best on another disk or machine; see"
              + " docs/trail.md. Without it, checkpoints in the data folder.")
  private @Nullable Path checkpoints;

  /// The first thing that is wrong with the settings, as a sentence that says what to do.
  public Optional<String> firstFault() {
    Map<Integer, String> taken = new LinkedHashMap<>();
    for (Port port : ports()) {
      if (port.number() < 1 || port.number() > PORT_MAX) {
        return Optional.of(port.option() + " must be between 1 and 65535.");
      }
      String other = taken.putIfAbsent(port.number(), port.option());
      if (other != null) {
        return Optional.of(
            port.option() + " and " + other + " are both " + port.number() + ": choose two ports.");
      }
    }
    if ((tlsCertificate == null) != (tlsKey == null)) {
      return Optional.of("--tls-certificate and --tls-key go together: give both or none.");
    }
    if (connectionsMax < 1
        || messagesPerSecondMax < 1
        || messagesPerDayMax < 1
        || refusedSignInsMax < 1
        || callsPerMinuteMax < 1) {
      return Optional.of("Every ...-max option must be at least 1.");
    }
    return Optional.empty();
  }

  /// The first port that cannot be had, as a sentence that says what to do.
  public Optional<String> firstBusyPort() {
    for (Port port : ports()) {
      try (ServerSocket socket = new ServerSocket()) {
        socket.setReuseAddress(true);
        socket.bind(new InetSocketAddress(InetAddress.getByName(port.host()), port.number()));
      } catch (UnknownHostException unknown) {
        return Optional.of("'" + port.host() + "' is not an address of this machine.");
      } catch (IOException busy) {
        return Optional.of(
            "Port "
                + port.number()
                + " is taken: stop what uses it, or choose another with "
                + port.option()
                + "=… ("
                + port.property()
                + "=… with Maven).");
      }
    }
    return Optional.empty();
  }

  private record Port(String option, String host, int number) {
    /// The same as Maven's demo profile spells it: `-Dhttp.port`.
    String property() {
      return "-D" + option.substring(2).replace('-', '.');
    }
  }

  private List<Port> ports() {
    List<Port> ports = new ArrayList<>();
    ports.add(new Port("--http-port", host, httpPort));
    httpsPort().ifPresent(port -> ports.add(new Port("--https-port", host, port)));
    ports.add(new Port("--mqtt-port", host, mqttPort));
    ports.add(new Port("--mqtt-tls-port", host, mqttTlsPort));
    ports.add(new Port("--operations-port", operationsHost, operationsPort));
    return ports;
  }

  public Path data() {
    return data;
  }

  public Optional<String> db() {
    return Optional.ofNullable(db);
  }

  public Optional<Path> keyFile() {
    return Optional.ofNullable(keyFile);
  }

  public Optional<Path> signInProviders() {
    return Optional.ofNullable(signInProviders);
  }

  public Optional<String> helpPhone() {
    return Optional.ofNullable(helpPhone);
  }

  public Optional<Path> catalogueKeys() {
    return Optional.ofNullable(catalogueKeys);
  }

  public Optional<Path> locations() {
    return Optional.ofNullable(locations);
  }

  public Optional<Path> vulnerabilities() {
    return Optional.ofNullable(vulnerabilities);
  }

  public Optional<Path> browser() {
    return Optional.ofNullable(browser);
  }

  /// Where the audit trail's checkpoints are kept outside the database.
  public Path checkpoints() {
    Path given = checkpoints;
    return given == null ? data.resolve("checkpoints") : given;
  }

  public int callsPerMinuteMax() {
    return callsPerMinuteMax;
  }

  public String host() {
    return host;
  }

  public int httpPort() {
    return httpPort;
  }

  public Optional<Integer> httpsPort() {
    return Optional.ofNullable(httpsPort);
  }

  public int mqttPort() {
    return mqttPort;
  }

  public int mqttTlsPort() {
    return mqttTlsPort;
  }

  public String operationsHost() {
    return operationsHost;
  }

  public int operationsPort() {
    return operationsPort;
  }

  public Optional<Path> tlsCertificate() {
    return Optional.ofNullable(tlsCertificate);
  }

  public Optional<Path> tlsKey() {
    return Optional.ofNullable(tlsKey);
  }

  /// Where clients reach this server, without a slash at the end.
  public String publicUrl() {
    String given = publicUrl;
    if (given != null) {
      return given.replaceAll("/+$", "");
    }
    return httpsPort()
        .map(port -> "https://" + shownHost() + ":" + port)
        .orElseGet(() -> "http://" + shownHost() + ":" + httpPort);
  }

  /// The host as a person on this machine would type it.
  public String shownHost() {
    return host.equals("127.0.0.1") || host.equals("0.0.0.0") ? "localhost" : host;
  }

  public int connectionsMax() {
    return connectionsMax;
  }

  public int messagesPerSecondMax() {
    return messagesPerSecondMax;
  }

  public int messagesPerDayMax() {
    return messagesPerDayMax;
  }

  public int refusedSignInsMax() {
    return refusedSignInsMax;
  }
}
