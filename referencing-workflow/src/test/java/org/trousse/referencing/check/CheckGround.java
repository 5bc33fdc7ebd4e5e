package org.trousse.referencing.check;

import io.vertx.core.Vertx;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import org.trousse.testkit.TestPostgres;

/// A real database with this house's tables, as its own role sees them.
public final class CheckGround implements AutoCloseable {
  private final TestPostgres postgres = TestPostgres.migrated("referencing");
  private final Vertx vertx = Vertx.vertx();
  private final Pool pool = node();

  public Vertx vertx() {
    return vertx;
  }

  public Pool pool() {
    return pool;
  }

  public TestPostgres postgres() {
    return postgres;
  }

  /// Another node's pool on the same database.
  public Pool node() {
    return PgBuilder.pool()
        .connectingTo(
            new PgConnectOptions()
                .setHost(postgres.host())
                .setPort(postgres.port())
                .setDatabase(postgres.database())
                .setUser("trousse_referencing")
                .setPassword(TestPostgres.PASSWORD))
        .with(new PoolOptions().setMaxSize(6))
        .using(vertx)
        .build();
  }

  @Override
  public void close() {
    vertx.close().await();
    postgres.close();
  }
}
