package org.trousse.platform.demo.apps;

import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.trousse.consent.app.App;

/// An app of the demo and where its private key lies.
///
/// @param key a private JWK; null for a public app, which has none
public record DemoApp(App app, @Nullable Path key) {
  /// Where it is led back to; empty for one that only pairs devices.
  public Optional<String> redirectUri() {
    return app.entry().redirectUris().stream().findFirst();
  }
}
