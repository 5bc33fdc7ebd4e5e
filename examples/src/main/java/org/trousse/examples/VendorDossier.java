package org.trousse.examples;

import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import org.trousse.sdk.referencing.CheckRun;
import org.trousse.sdk.referencing.DossierView;
import org.trousse.sdk.referencing.Reply;

/// A vendor's app on its whole way through the referencing API, from the manifest to its page in
/// the catalogue, against the running demo. The vendor's part is what a vendor's own script would
/// do; the officers' part is played, so that the end can be seen.
public final class VendorDossier {
  /// The one port, beside its own, on which the demo looks at vendors of this machine.
  public static final int PORT = 8091;

  private VendorDossier() {}

  /// Where the app came to.
  ///
  /// @param page in the catalogue, for everybody
  /// @param checks the run before the dossier was submitted
  public record Outcome(DossierView dossier, URI page, CheckRun checks) {}

  /// Exits with 0 when the app is listed. The one argument, a port, may be left out; the demo looks
  /// at no other than 8091.
  public static void main(String[] arguments) throws IOException {
    int port = arguments.length == 0 ? PORT : Integer.parseInt(arguments[0]);
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    int exit = 1;
    try {
      walk(DemoApps.file(), port, out);
      exit = 0;
    } catch (IOException | IllegalStateException stopped) {
      System.err.println(stopped.getMessage());
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
    System.exit(exit);
  }

  /// Goes the whole way once, with an app of its own each time.
  ///
  /// @param demo the file that the running demo wrote
  public static Outcome walk(Path demo, int port, PrintStream out)
      throws IOException, InterruptedException {
    HttpClient http = HttpClient.newHttpClient();
    DemoDesk desk = DemoDesk.read(demo, http);
    out.println("The platform is " + desk.platform() + "; we are " + desk.vendor().legalName());
    try (VendorSite site = VendorSite.open(desk.platform(), desk.vendor(), port)) {
      out.println("Our site answers at " + site.address() + ", with our app's test driver");
      VendorSteps vendor = new VendorSteps(desk, site, out);
      DossierView begun = vendor.prepare();
      CheckRun checks = vendor.check(begun.id());
      vendor.submit(begun.id());
      OfficerSteps officers = new OfficerSteps(desk, out);
      officers.decide(begun.id());
      DossierView listed = vendor.sign(begun.id());
      return new Outcome(listed, vendor.page(http, listed), checks);
    }
  }

  /// What was asked for; a refusal ends the program with its words.
  static <T> T got(String step, CompletableFuture<Reply<T>> asked) {
    Reply<T> reply = asked.join();
    return reply
        .found()
        .orElseThrow(() ->
            new IllegalStateException(
                "could not " + step + ": " + reply.refusal().map(Object::toString).orElse("")));
  }
}
