package org.trousse.record;

import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import java.util.Locale;
import java.util.Optional;
import org.trousse.sdk.PatientId;
import org.trousse.sdk.reading.Outcome;
import org.trousse.sdk.reading.Reading;

/// The front door: what the platform opens and plugs.
public final class RecordModule {
  /// What this house asks of the others.
  ///
  /// @param readers whose record a bearer token or a browser's cookie opens
  /// @param layout the platform's page frame
  public record Needs(OpensRecord readers, FramesPages layout) {}

  /// Connections by role: `ingest` inserts and reads nothing, `reader` reads one patient at a time.
  public record Pools(Pool ingest, Pool reader) {}

  /// Whose record does this credential open? Empty: nobody's.
  @FunctionalInterface
  public interface OpensRecord {
    Future<Optional<PatientId>> whose(String credential);
  }

  /// Puts a house's page into the common frame.
  @FunctionalInterface
  public interface FramesPages {
    /// The whole page.
    ///
    /// @param path the page's address below the language, e.g. `measurements`
    /// @param body the page's own HTML, from its heading on
    String frame(Locale language, String title, String path, String body);
  }

  /// Appends readings; one for each event loop.
  @FunctionalInterface
  public interface Appends {
    /// Completes after COMMIT with ACCEPTED, DUPLICATE, CONFLICT or REFUSED (a row that the
    /// database will never take). Fails when it is not known to be stored: do not acknowledge.
    Future<Outcome> append(Reading reading);
  }

  private RecordModule() {}
}
