package org.trousse.platform.serve;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;
import javax.crypto.spec.SecretKeySpec;
import org.trousse.consent.ConsentModule;
import org.trousse.consent.page.relative.ActivationStore;
import org.trousse.consent.secret.KeyedHash;
import org.trousse.consent.signin.AccountStore;
import org.trousse.platform.apps.OfficersLane;
import org.trousse.platform.database.DatabaseUrl;
import org.trousse.platform.database.RolePassword;
import org.trousse.platform.secret.PlatformKey;
import org.trousse.record.care.emergency.EmergencyStore;
import org.trousse.record.care.space.SpaceStore;
import org.trousse.record.professional.ProfessionalStore;
import org.trousse.record.reading.PatientRow;
import org.trousse.record.reading.ReadingStore;
import org.trousse.sdk.PatientId;

/// Records, activation codes, accounts, officers' seats and professionals without the houses: for
/// the desks' commands.
public final class MandateModule {
  private final ReadingStore records;
  private final ActivationStore activations;
  private final AccountStore accounts;
  private final OfficersLane officers;
  private final CareDesk care;

  /// Professionals and emergency accesses, as an operator keeps them.
  public record CareDesk(
      ProfessionalStore professionals, EmergencyStore emergencies, SpaceStore spaces) {}

  private MandateModule(
      ReadingStore records,
      ActivationStore activations,
      AccountStore accounts,
      OfficersLane officers,
      CareDesk care) {
    this.care = care;
    this.records = records;
    this.activations = activations;
    this.accounts = accounts;
    this.officers = officers;
  }

  /// The caller closes `vertx`, and the connections with it.
  public static MandateModule open(
      Vertx vertx, DatabaseUrl database, PlatformKey key, Clock clock) {
    PoolsModule pools = new PoolsModule(vertx, database, new RolePassword(key));
    Pool consent = pools.of("trousse_consent", 1);
    Pool reader = pools.of("trousse_record_reader", 1);
    Pool ingest = pools.of("trousse_record_ingest", 1);
    return new MandateModule(
        new ReadingStore(reader),
        ConsentModule.activations(consent, secrets(key), clock),
        new AccountStore(consent, new KeyedHash(secrets(key)), clock),
        OfficersLane.on(pools.of("trousse_referencing", 1), key, clock),
        new CareDesk(
            new ProfessionalStore(ingest, reader),
            new EmergencyStore(ingest),
            new SpaceStore(ingest)));
  }

  /// Hides codes, tokens and cookies in their tables.
  static SecretKeySpec secrets(PlatformKey key) {
    return new SecretKeySpec(key.derive("consent secrets"), "HmacSHA256");
  }

  /// Who the record is about; empty: there is no such record.
  public Future<Optional<PatientRow>> patient(PatientId record) {
    return records.patient(record);
  }

  /// Whether somebody signs in by this account.
  public Future<Boolean> isAccount(UUID account) {
    return accounts.find(account).map(found -> found.filter(one -> !one.closed()).isPresent());
  }

  /// Lets the holder of a closed space sign in again.
  public Future<Boolean> reopenAccount(PatientId record) {
    return accounts.reopen(record);
  }

  public OfficersLane officers() {
    return officers;
  }

  public CareDesk care() {
    return care;
  }

  public ActivationStore activations() {
    return activations;
  }
}
