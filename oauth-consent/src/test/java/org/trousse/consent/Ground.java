package org.trousse.consent;

import io.vertx.core.Vertx;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import io.vertx.sqlclient.Tuple;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import javax.crypto.spec.SecretKeySpec;
import org.trousse.consent.secret.KeyedHash;
import org.trousse.sdk.PatientId;
import org.trousse.testkit.TestPostgres;

/// A real database with this house's tables, for one test class. All people are synthetic.
public final class Ground implements AutoCloseable {
  private static final int POOL = 12;
  private static final AtomicLong PATIENTS = new AtomicLong(1_000);

  private final TestPostgres postgres = TestPostgres.migrated("consent");
  private final Vertx vertx = Vertx.vertx();
  private final Pool pool = node();

  public TestPostgres postgres() {
    return postgres;
  }

  public Vertx vertx() {
    return vertx;
  }

  public Pool pool() {
    return pool;
  }

  /// Another process's pool on the same database.
  public Pool node() {
    return node(connect());
  }

  /// The same by another way, e.g. a [Line].
  public Pool node(PgConnectOptions way) {
    PoolOptions options = new PoolOptions().setMaxSize(POOL);
    return PgBuilder.pool().connectingTo(way).with(options).using(vertx).build();
  }

  public PgConnectOptions connect() {
    return new PgConnectOptions()
        .setHost(postgres.host())
        .setPort(postgres.port())
        .setDatabase(postgres.database())
        .setUser("trousse_consent")
        .setPassword(TestPostgres.PASSWORD)
        .setCachePreparedStatements(true);
  }

  public static KeyedHash hash() {
    return new KeyedHash(new SecretKeySpec(new byte[32], "HmacSHA256"));
  }

  /// An app that is referenced; its entry is empty.
  public String app(String clientId) {
    pool.preparedQuery(
            """
            insert into consent.app (client_id, profile, status, version, entry, created_at,
              changed_at)
            values ($1, 'smart-public', 'active', 1, '{}', now(), now()) on conflict do nothing\
            """)
        .execute(Tuple.of(clientId))
        .await();
    return clientId;
  }

  /// A patient of whom nobody else in this run knows.
  public PatientId patient() {
    return new PatientId(PATIENTS.incrementAndGet());
  }

  /// An account that looks after a patient's record.
  public UUID account(PatientId patient) {
    UUID id = UUID.randomUUID();
    pool.preparedQuery(
            """
            insert into consent.account (id, provider, subject, kind, patient, given, family,
              birth_date, created_at)
            values ($1, 'demo', $2, 'patient', $3, 'Demo', 'Person', '1980-01-01', now())\
            """)
        .execute(
            Tuple.of(
                id, io.vertx.core.buffer.Buffer.buffer(hash().of(id.toString())), patient.value()))
        .await();
    return id;
  }

  @Override
  public void close() {
    vertx.close().await();
    postgres.close();
  }
}
