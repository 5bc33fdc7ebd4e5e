package org.trousse.record.append;

import static org.assertj.core.api.Assertions.assertThat;
import static org.trousse.record.append.Ground.await;
import static org.trousse.record.append.Ground.weight;

import io.vertx.core.Vertx;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.trousse.record.append.ReadingStore.Standing;
import org.trousse.testkit.TestPostgres;

/// Operators may bring a server on which nobody gives them a superuser.
final class MigrationIT {
  @Test
  void an_owner_who_may_only_create_roles_migrates_and_readings_enter() throws SQLException {
    try (TestPostgres postgres = TestPostgres.start()) {
      execute(
          postgres.connect(),
          "create role operator login createrole password 'test'",
          "create database operated owner operator");
      String url = postgres.jdbcUrl().replaceFirst("/[^/]*$", "/operated");

      Flyway.configure()
          .dataSource(url, "operator", "test")
          .schemas("record")
          .locations("classpath:db/record")
          .load()
          .migrate();
      execute(
          DriverManager.getConnection(url, "operator", "test"),
          "alter role trousse_record_ingest login password 'test'");

      Vertx vertx = Vertx.vertx();
      Pool ingest = ingest(postgres, vertx);
      ReadingStore store = new ReadingStore(ingest);
      List<Row> row = List.of(Row.of(weight(1, "70")));
      assertThat(await(store.insert(row))).isEqualTo(1);
      assertThat(await(store.insert(row))).isZero();
      assertThat(await(store.standing(row))).containsExactly(Standing.MINE);
      await(store.noteConflict(row));
      await(vertx.close());
    }
  }

  private static Pool ingest(TestPostgres postgres, Vertx vertx) {
    return PgBuilder.pool()
        .with(new PoolOptions().setMaxSize(1))
        .connectingTo(
            new PgConnectOptions()
                .setHost(postgres.host())
                .setPort(postgres.port())
                .setDatabase("operated")
                .setUser("trousse_record_ingest")
                .setPassword("test"))
        .using(vertx)
        .build();
  }

  private static void execute(Connection connection, String... statements) throws SQLException {
    try (connection;
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }
}
