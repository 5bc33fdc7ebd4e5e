package org.trousse.catalogue.listing;

import java.net.URI;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What a public page may lead to: https; http on this machine alone, for the demo.
final class Link {
  private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "localhost", "[::1]");

  private Link() {}

  static void check(@Nullable URI uri) {
    if (uri == null) {
      return;
    }
    boolean secure = "https".equals(uri.getScheme());
    boolean here = "http".equals(uri.getScheme());
    if (uri.getHost() == null || !(secure || (here && LOOPBACK.contains(uri.getHost())))) {
      throw new IllegalArgumentException("a page may not lead to " + uri);
    }
  }
}
