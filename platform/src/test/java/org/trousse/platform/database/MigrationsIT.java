package org.trousse.platform.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.trousse.platform.database.embedded.ScratchServer.ask;
import static org.trousse.platform.database.embedded.ScratchServer.execute;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.trousse.platform.database.embedded.ScratchServer;
import org.trousse.platform.refusal.Refusal;
import org.trousse.platform.secret.PlatformKey;

final class MigrationsIT {
  private static final List<String> SCHEMAS = List.of("record", "gateway");

  private final RolePassword passwords = new RolePassword(PlatformKey.of(new byte[32]));

  private static ScratchServer postgres;

  @BeforeAll
  static void start(@TempDir Path folder) {
    postgres = ScratchServer.in(folder);
  }

  @AfterAll
  static void stop() {
    postgres.close();
  }

  @Test
  void a_role_logs_in_with_its_password_and_its_time_limit() throws SQLException {
    DatabaseUrl database = create("by_superuser");

    List<String> roles = new Migrations(database, SCHEMAS).migrate(passwords);

    assertThat(roles)
        .containsExactly(
            "trousse_gateway",
            "trousse_record_auditor",
            "trousse_record_ingest",
            "trousse_record_reader");
    DatabaseUrl ingest = as(database, "trousse_record_ingest");
    assertThat(ask(ingest, "select current_setting('statement_timeout')")).isEqualTo("1s");
    assertThat(ask(as(database, "trousse_gateway"), "select count(*) from gateway.device"))
        .isEqualTo("0");
    assertThatThrownBy(() -> ask(ingest, "select count(*) from record.reading"))
        .hasMessageContaining("permission denied");
    assertThat(
            ask(
                database,
                "select rolcanlogin from pg_roles where rolname = 'trousse_record_definer'"))
        .isEqualTo("f");
  }

  @Test
  void another_key_gives_another_password() throws SQLException {
    DatabaseUrl database = create("by_key");
    new Migrations(database, SCHEMAS).migrate(passwords);
    byte[] otherKey = new byte[32];
    otherKey[31] = 1;
    var other = new RolePassword(PlatformKey.of(otherKey));

    DatabaseUrl wrong =
        new DatabaseUrl(
            database.host(),
            database.port(),
            database.database(),
            "trousse_gateway",
            other.of("trousse_gateway"),
            database.sslMode());

    assertThatThrownBy(wrong::connect)
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("does not let user trousse_gateway in");
  }

  @Test
  void migrating_again_changes_nothing() throws SQLException {
    DatabaseUrl database = create("twice");
    Migrations migrations = new Migrations(database, SCHEMAS);
    migrations.migrate(passwords);
    var first = migrations.standing();

    migrations.migrate(passwords);

    assertThat(migrations.standing()).isEqualTo(first).containsOnlyKeys("record", "gateway");
  }

  @Test
  void an_owner_who_is_no_superuser_migrates_and_sees_all_rows() throws SQLException {
    dropRoles();
    DatabaseUrl owner = createOwned("by_owner", "plain_owner", "createrole");

    new Migrations(owner, SCHEMAS).migrate(passwords);

    assertThat(ask(as(owner, "trousse_gateway"), "select count(*) from gateway.device"))
        .isEqualTo("0");
    assertThat(
            ask(
                owner,
                "select string_agg(distinct pg_get_userbyid(proowner), ' ') from pg_proc where"
                    + " pronamespace = 'record'::regnamespace and prosecdef"))
        .isEqualTo("trousse_record_definer");
    dropOwned("by_owner", "plain_owner");
  }

  @Test
  void an_owner_who_may_not_make_roles_is_told_so() throws SQLException {
    dropRoles();
    DatabaseUrl owner = createOwned("by_nobody", "roleless_owner", "nocreaterole");

    assertThatThrownBy(() -> new Migrations(owner, SCHEMAS).migrate(passwords))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("alter role roleless_owner createrole");
    dropOwned("by_nobody", "roleless_owner");
  }

  @Test
  void a_user_who_may_not_create_schemas_is_told_so() throws SQLException {
    DatabaseUrl database = create("closed");
    execute(database, "create role guest login password 'guest'");

    DatabaseUrl guest = user(database, "guest", "guest");

    assertThatThrownBy(() -> new Migrations(guest, SCHEMAS).migrate(passwords))
        .isInstanceOf(Refusal.class)
        .hasMessage(
            "User guest may not create schemas: run grant create on database closed to guest.");
  }

  @Test
  void refuses_a_database_of_a_newer_version() throws SQLException {
    DatabaseUrl database = create("newer");
    Migrations migrations = new Migrations(database, SCHEMAS);
    migrations.migrate(passwords);
    execute(
        database,
        """
        insert into record.flyway_schema_history (installed_rank, version, description, type, script,
          checksum, installed_by, execution_time, success)
        values (99, '999', 'from the future', 'SQL', 'V999__future.sql', 1, 'test', 1, true)\
        """);

    assertThatThrownBy(() -> migrations.migrate(passwords))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("stands at version 999")
        .hasMessageContaining("start the newer Trousse");
  }

  @Test
  void refuses_a_database_that_is_not_there() {
    assertThatThrownBy(() -> new Migrations(url("absent"), SCHEMAS).migrate(passwords))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("has no database absent");
  }

  private static DatabaseUrl url(String database) {
    return postgres.url(database);
  }

  private static DatabaseUrl create(String name) throws SQLException {
    return postgres.create(name);
  }

  private static DatabaseUrl createOwned(String name, String owner, String right)
      throws SQLException {
    DatabaseUrl maintenance = url("postgres");
    execute(maintenance, "create role " + owner + " login password 'own' " + right);
    execute(maintenance, "create database " + name + " owner " + owner);
    return user(url(name), owner, "own");
  }

  private static void dropOwned(String name, String owner) throws SQLException {
    DatabaseUrl maintenance = url("postgres");
    execute(maintenance, "drop database " + name);
    dropRoles();
    execute(maintenance, "drop role " + owner);
  }

  /// The roles belong to the whole server; what another test made stands in a later one's way.
  private static void dropRoles() throws SQLException {
    DatabaseUrl maintenance = url("postgres");
    for (String database : List.of("by_superuser", "by_key", "twice", "newer", "closed")) {
      execute(maintenance, "drop database if exists " + database);
    }
    for (String role : List.of("gateway", "record_ingest", "record_reader", "record_definer")) {
      execute(maintenance, "drop role if exists trousse_" + role);
    }
  }

  private DatabaseUrl as(DatabaseUrl database, String role) {
    return user(database, role, passwords.of(role));
  }

  private static DatabaseUrl user(DatabaseUrl at, String user, String password) {
    return new DatabaseUrl(at.host(), at.port(), at.database(), user, password, at.sslMode());
  }
}
