package org.trousse.examples.dossier;

import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import org.trousse.sdk.referencing.CheckRun;
import org.trousse.sdk.referencing.DossierView;
import org.trousse.sdk.referencing.Reply;

/// A vendor's app on its whole way, from the manifest to its page in the catalogue. The vendor's
/// part is what a vendor's own script would do; the officers' part is played, so that the end can
/// be seen.
public final class DossierWalk {
  private DossierWalk() {}

  /// Where the app came to.
  ///
  /// @param page in the catalogue, for everybody
  /// @param checks the run before the dossier was submitted
  public record Outcome(DossierView dossier, URI page, CheckRun checks) {}

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
