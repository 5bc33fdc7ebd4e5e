package org.trousse.platform.serve;

import io.vertx.core.Vertx;
import io.vertx.core.net.ClientSSLOptions;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.SslMode;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import java.util.concurrent.TimeUnit;
import org.trousse.platform.database.DatabaseUrl;
import org.trousse.platform.database.RolePassword;

/// Connection pools, each of one role: a house reaches no further than its role.
final class PoolsModule {
  private static final int PIPELINED_MAX = 64;
  private static final int WAITING_MAX = 20_000;
  private static final int CONNECT_TIMEOUT_SECONDS = 5;

  private final Vertx vertx;
  private final DatabaseUrl database;
  private final RolePassword passwords;

  PoolsModule(Vertx vertx, DatabaseUrl database, RolePassword passwords) {
    this.vertx = vertx;
    this.database = database;
    this.passwords = passwords;
  }

  Pool of(String role, int size) {
    return of(role, size, vertx);
  }

  /// One connection, whose bytes go through the event loop of `own`.
  Pool one(String role, Vertx own) {
    return of(role, 1, own);
  }

  private Pool of(String role, int size, Vertx loops) {
    PoolOptions pool =
        new PoolOptions()
            .setName(role)
            .setMaxSize(size)
            .setMaxWaitQueueSize(WAITING_MAX)
            .setConnectionTimeout(CONNECT_TIMEOUT_SECONDS)
            .setConnectionTimeoutUnit(TimeUnit.SECONDS);
    return PgBuilder.pool().connectingTo(connect(role)).with(pool).using(loops).build();
  }

  /// One connection as the user of the address itself.
  static Pool own(Vertx vertx, DatabaseUrl database) {
    return PgBuilder.pool()
        .connectingTo(connect(database, database.user(), database.password()))
        .with(new PoolOptions().setMaxSize(1))
        .using(vertx)
        .build();
  }

  /// How a role reaches the database.
  PgConnectOptions connect(String role) {
    return connect(database, role, passwords.of(role));
  }

  private static PgConnectOptions connect(DatabaseUrl database, String user, String password) {
    PgConnectOptions connect =
        new PgConnectOptions()
            .setHost(database.host())
            .setPort(database.port())
            .setDatabase(database.database())
            .setUser(user)
            .setPassword(password)
            .setPipeliningLimit(PIPELINED_MAX)
            .setCachePreparedStatements(true)
            .setSslMode(SslMode.of(database.sslMode().word()));
    switch (database.sslMode()) {
      case DISABLE -> {}
      // libpq's meaning: encrypted, whoever answers
      case ALLOW, PREFER, REQUIRE ->
          connect.setSslOptions(new ClientSSLOptions().setTrustAll(true));
      case VERIFY_CA -> connect.setSslOptions(new ClientSSLOptions());
      case VERIFY_FULL ->
          connect.setSslOptions(new ClientSSLOptions().setHostnameVerificationAlgorithm("HTTPS"));
    }
    return connect;
  }
}
