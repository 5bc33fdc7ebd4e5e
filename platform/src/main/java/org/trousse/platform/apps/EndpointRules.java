package org.trousse.platform.apps;

import java.net.URI;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.trousse.consent.app.AppEntry;
import org.trousse.record.subscribe.Reach;

/// Where an app may be told of new readings: at hosts that the catalogue states of it, those of its
/// redirect addresses, of its web origins and of its keys.
public final class EndpointRules {
  private static final Set<String> THIS_MACHINE = Set.of("localhost", "127.0.0.1", "[::1]");

  private EndpointRules() {}

  /// Where this address is, as far as the app may be told there.
  ///
  /// @param demo whether apps may be on this machine, and then without TLS
  public static Reach reach(AppEntry app, URI endpoint, boolean demo) {
    String host = host(endpoint);
    if (host == null || !declared(app).contains(host)) {
      return Reach.NOWHERE;
    }
    if (THIS_MACHINE.contains(host)) {
      return demo ? Reach.LOOPBACK : Reach.NOWHERE;
    }
    return "https".equals(endpoint.getScheme()) ? Reach.PUBLIC : Reach.NOWHERE;
  }

  private static Set<String> declared(AppEntry app) {
    Set<String> hosts = new HashSet<>();
    app.redirectUris().forEach(uri -> add(hosts, URI.create(uri)));
    app.origins().forEach(origin -> add(hosts, URI.create(origin)));
    add(hosts, app.jwksUri());
    return hosts;
  }

  /// A scheme of an app's own leads to no host that could be called.
  private static void add(Set<String> hosts, @Nullable URI uri) {
    String scheme = uri == null ? null : uri.getScheme();
    String host = uri == null ? null : host(uri);
    if (host != null && ("https".equals(scheme) || "http".equals(scheme))) {
      hosts.add(host);
    }
  }

  private static @Nullable String host(URI uri) {
    return uri.getHost() == null ? null : uri.getHost().toLowerCase(Locale.ROOT);
  }
}
