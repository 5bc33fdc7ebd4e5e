package org.trousse.platform.database.embedded;

import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import org.trousse.platform.database.DataFolder;
import org.trousse.platform.refusal.Refusal;
import org.trousse.platform.secret.PlatformKey;

/// A platform reduced to its database, as a process of its own that a test may kill. Says `ready
/// PORT`, or why not; ends when its standard input does.
final class ServerChild {
  private ServerChild() {}

  public static void main(String[] arguments) throws IOException {
    try (DataFolder data = DataFolder.claim(Path.of(arguments[0]))) {
      PlatformKey key = PlatformKey.in(data.path(), new SecureRandom());
      try (EmbeddedServer server = EmbeddedServer.start(data, key)) {
        data.announce("http://127.0.0.1:8080");
        System.out.println("ready " + server.url().port());
        var _ = System.in.readAllBytes();
      }
    } catch (Refusal refused) {
      System.out.println(refused.getMessage());
      System.exit(1);
    }
  }
}
