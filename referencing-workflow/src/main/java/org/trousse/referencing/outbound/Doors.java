package org.trousse.referencing.outbound;

import java.net.InetAddress;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.trousse.referencing.text.Text;

/// Where a look may go. Pure: names are compared whole, never by their beginning or their end.
///
/// @param open which addresses are public
/// @param ports where a stranger may be called
/// @param loopback `host:port` in lower case: opened by the operator for tests and for the demo,
///   where http and loopback are allowed too
public record Doors(Predicate<InetAddress> open, Set<Integer> ports, Set<String> loopback) {
  private static final int HTTPS = 443;
  private static final int HTTP = 80;
  private static final int MQTTS = 8883;
  private static final int PRIVILEGED_MAX = 1024;
  private static final int NAME_CHARACTERS_MAX = 253;

  /// At least two labels, and a last one that begins with a letter: no number in any notation is a
  /// name (RFC 1123 §2.1).
  private static final Pattern NAME =
      Pattern.compile("([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\.)+[a-z]([a-z0-9-]{0,61}[a-z0-9])");

  public Doors {
    ports = Set.copyOf(ports);
    loopback = Set.copyOf(loopback);
  }

  /// What a look at an address may do.
  sealed interface Way {
    /// It may be called.
    ///
    /// @param target the path and query, as they were written
    record Open(URI uri, String host, int port, boolean tls, String target) implements Way {}

    record Closed(Text why) implements Way {}
  }

  /// For real: https on its own port, MQTT over TLS on its own, and what the operator opened.
  public static Doors real(Predicate<InetAddress> isPublic, Set<String> loopback) {
    return new Doors(isPublic, Set.of(HTTPS, MQTTS), loopback);
  }

  Way way(URI uri) {
    String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
    if (uri.getHost() == null || uri.getRawUserInfo() != null || uri.isOpaque()) {
      return new Way.Closed(Reasons.NO_ADDRESS);
    }
    String host = uri.getHost().toLowerCase(Locale.ROOT);
    boolean tls = scheme.equals("https");
    int port = uri.getPort() < 0 ? (tls ? HTTPS : HTTP) : uri.getPort();
    if (!tls && !(scheme.equals("http") && opened(host, port))) {
      return new Way.Closed(Reasons.ONLY_HTTPS);
    }
    if (closed(host, port)) {
      return new Way.Closed(Reasons.NO_ADDRESS);
    }
    String path = uri.getRawPath() == null || uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
    String target = uri.getRawQuery() == null ? path : path + "?" + uri.getRawQuery();
    return new Way.Open(uri, host, port, tls, target);
  }

  /// Whether nobody may be called at this name and port, whatever its addresses are.
  boolean closed(String host, int port) {
    boolean name = host.length() <= NAME_CHARACTERS_MAX && NAME.matcher(host).matches();
    return !opened(host, port) && !(name && ports.contains(port));
  }

  /// Every address must be allowed: the next answer may name them in another order.
  boolean leadsOut(String host, int port, List<InetAddress> addresses) {
    return !addresses.isEmpty()
        && addresses.stream()
            .allMatch(address ->
                open.test(address) || (opened(host, port) && address.isLoopbackAddress()));
  }

  /// Whether the operator opened any port of this name.
  boolean openedName(String host) {
    return loopback.stream().anyMatch(entry -> entry.startsWith(host + ":"));
  }

  private boolean opened(String host, int port) {
    return port > PRIVILEGED_MAX && loopback.contains(host + ":" + port);
  }

  static boolean isName(String host) {
    return host.length() <= NAME_CHARACTERS_MAX && NAME.matcher(host).matches();
  }
}
