package org.trousse.examples;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.trousse.examples.dossier.DossierWalk;

/// A vendor's app on its whole way through the referencing API, from the manifest to its page in
/// the catalogue, against the running demo. The vendor's part is what a vendor's own script would
/// do; the officers' part is played, so that the end can be seen.
public final class VendorDossier {
  /// The one port, beside its own, on which the demo looks at vendors of this machine.
  private static final int PORT = 8091;

  private VendorDossier() {}

  /// Exits with 0 when the app is listed. The one argument, a port, may be left out; the demo looks
  /// at no other than 8091.
  public static void main(String[] arguments) throws IOException {
    int port = arguments.length == 0 ? PORT : Integer.parseInt(arguments[0]);
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    int exit = 1;
    try {
      DossierWalk.walk(DemoApps.file(), port, out);
      exit = 0;
    } catch (IOException | IllegalStateException stopped) {
      System.err.println(stopped.getMessage());
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
    System.exit(exit);
  }
}
