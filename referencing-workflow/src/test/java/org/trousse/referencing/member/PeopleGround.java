package org.trousse.referencing.member;

import io.vertx.core.Vertx;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import io.vertx.sqlclient.Tuple;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import javax.crypto.spec.SecretKeySpec;
import org.trousse.referencing.SetClock;
import org.trousse.referencing.member.secret.KeyedHash;
import org.trousse.testkit.TestPostgres;

/// A real database with this house's tables and a clock that a test sets. All is synthetic.
public final class PeopleGround implements AutoCloseable {
  public static final Instant START = Instant.parse("2026-03-02T09:00:00Z");

  private final TestPostgres postgres = TestPostgres.migrated("referencing");
  private final Vertx vertx = Vertx.vertx();
  private final Pool pool;
  private final SetClock clock = new SetClock(START);

  public PeopleGround() {
    PgConnectOptions way =
        new PgConnectOptions()
            .setHost(postgres.host())
            .setPort(postgres.port())
            .setDatabase(postgres.database())
            .setUser("trousse_referencing")
            .setPassword(TestPostgres.PASSWORD)
            .setCachePreparedStatements(true);
    pool =
        PgBuilder.pool()
            .connectingTo(way)
            .with(new PoolOptions().setMaxSize(8))
            .using(vertx)
            .build();
  }

  public TestPostgres postgres() {
    return postgres;
  }

  public Vertx vertx() {
    return vertx;
  }

  public Pool pool() {
    return pool;
  }

  public Clock clock() {
    return clock;
  }

  public void pass(Duration time) {
    clock.on(time);
  }

  public static KeyedHash hash() {
    return new KeyedHash(new SecretKeySpec(new byte[32], "HmacSHA256"));
  }

  /// An organisation without anybody in it.
  public UUID organisation() {
    UUID id = UUID.randomUUID();
    pool.preparedQuery(
            """
            insert into referencing.organisation (id, legal_name, registration, country, created_at)
            values ($1, 'Example Vendor', '000000000', 'FR', now())\
            """)
        .execute(Tuple.of(id))
        .await();
    return id;
  }

  /// Somebody in an organisation.
  public UUID member(UUID organisation, Role role) {
    UUID account = UUID.randomUUID();
    pool.preparedQuery(
            """
            insert into referencing.member (organisation, account, role, since)
            values ($1, $2, $3, now())\
            """)
        .execute(Tuple.of(organisation, account, role.name()))
        .await();
    return account;
  }

  /// A vendor's member as they act.
  public static Who.Vendor vendor(UUID organisation, UUID account, Role role) {
    return new Who.Vendor(organisation, new Who.By.OfMember(account), role);
  }

  @Override
  public void close() {
    vertx.close().await();
    postgres.close();
  }
}
