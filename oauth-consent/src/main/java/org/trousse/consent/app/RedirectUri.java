package org.trousse.consent.app;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/// Where an app's answers may go (RFC 9700 §4.1, RFC 8252 §7).
public final class RedirectUri {
  private static final int CHARACTERS_MAX = 2_000;
  private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "[::1]");

  private RedirectUri() {}

  /// Whether an app may register it: https, or http to a loopback address, or a scheme of the app's
  /// own in the form of a reversed domain name (RFC 8252 §7.1) for public apps.
  public static boolean mayRegister(String text, SecurityProfile profile) {
    return read(text)
        .filter(uri -> uri.getRawFragment() == null && uri.getRawUserInfo() == null)
        .filter(uri ->
            switch (uri.getScheme()) {
              case "https" -> uri.getHost() != null;
              case "http" -> isLoopback(uri);
              default ->
                  profile == SecurityProfile.SMART_PUBLIC
                      && uri.getScheme().contains(".")
                      && !uri.isOpaque();
            })
        .isPresent();
  }

  /// Exact strings; a loopback address may have any port, since the app learns it at its start.
  public static boolean matches(List<String> registered, String asked) {
    return registered.contains(asked) || matchesLoopback(registered, asked);
  }

  private static boolean matchesLoopback(List<String> registered, String asked) {
    Optional<URI> uri = read(asked).filter(RedirectUri::isLoopback);
    return uri.isPresent()
        && registered.stream()
            .flatMap(one -> read(one).stream())
            .anyMatch(one -> isLoopback(one) && differOnlyInPort(one, uri.get()));
  }

  private static boolean differOnlyInPort(URI one, URI other) {
    return one.getHost().equals(other.getHost())
        && Objects.equals(one.getRawPath(), other.getRawPath())
        && Objects.equals(one.getRawQuery(), other.getRawQuery())
        && other.getRawFragment() == null
        && other.getRawUserInfo() == null;
  }

  private static boolean isLoopback(URI uri) {
    return "http".equals(uri.getScheme())
        && uri.getHost() != null
        && LOOPBACK.contains(uri.getHost());
  }

  private static Optional<URI> read(String text) {
    if (text.length() > CHARACTERS_MAX) {
      return Optional.empty();
    }
    try {
      return Optional.of(new URI(text)).filter(URI::isAbsolute);
    } catch (URISyntaxException malformed) {
      return Optional.empty();
    }
  }
}
