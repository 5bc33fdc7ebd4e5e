package org.trousse.platform.serve;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.util.Optional;
import javax.crypto.spec.SecretKeySpec;
import org.trousse.consent.ConsentModule;
import org.trousse.consent.page.relative.ActivationStore;
import org.trousse.platform.database.DatabaseUrl;
import org.trousse.platform.database.RolePassword;
import org.trousse.platform.secret.PlatformKey;
import org.trousse.record.reading.PatientRow;
import org.trousse.record.reading.ReadingStore;
import org.trousse.sdk.PatientId;

/// Records and activation codes without the houses: for the service desk's command.
public final class MandateModule {
  private final ReadingStore records;
  private final ActivationStore activations;

  private MandateModule(ReadingStore records, ActivationStore activations) {
    this.records = records;
    this.activations = activations;
  }

  /// The caller closes `vertx`, and the connections with it.
  public static MandateModule open(
      Vertx vertx, DatabaseUrl database, PlatformKey key, Clock clock) {
    PoolsModule pools = new PoolsModule(vertx, database, new RolePassword(key));
    return new MandateModule(
        new ReadingStore(pools.of("trousse_record_reader", 1)),
        ConsentModule.activations(pools.of("trousse_consent", 1), secrets(key), clock));
  }

  /// Hides codes, tokens and cookies in their tables.
  static SecretKeySpec secrets(PlatformKey key) {
    return new SecretKeySpec(key.derive("consent secrets"), "HmacSHA256");
  }

  /// Who the record is about; empty: there is no such record.
  public Future<Optional<PatientRow>> patient(PatientId record) {
    return records.patient(record);
  }

  public ActivationStore activations() {
    return activations;
  }
}
