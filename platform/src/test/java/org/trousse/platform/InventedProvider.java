package org.trousse.platform;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// A file of identity providers that names one which does not exist, on this machine: `serve` will
/// not start without one.
public final class InventedProvider {
  private InventedProvider() {}

  /// The option that names it, in a folder that exists.
  public static String option(Path folder) throws IOException {
    Path secret = folder.resolve("synthetic-provider.secret");
    Path file = folder.resolve("synthetic-provider.json");
    Files.writeString(secret, "a secret of nobody\n");
    Files.writeString(
        file,
        """
        [{"type": "franceconnect", "issuer": "http://127.0.0.1:9/api/v2",
          "clientId": "synthetic", "secretFile": "%s"}]
        """
            .formatted(secret.getFileName()));
    return "--sign-in-providers=" + file;
  }
}
