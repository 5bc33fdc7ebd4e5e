package org.trousse.platform.database;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationVersion;
import org.trousse.platform.refusal.Refusal;

/// Brings every house's schema to this version, each from its own `db/<schema>` on the class path,
/// and opens its roles. Needs a superuser, or an owner with `CREATEROLE` and `CREATE` on the
/// database (PostgreSQL 16 or later).
public final class Migrations {
  private static final int OLDEST_SERVER = 160_000;
  private static final String INSUFFICIENT_PRIVILEGE = "42501";

  /// An owner who is no superuser must be able to act as the roles that it makes, or it cannot give
  /// them functions (PostgreSQL 16, CREATE ROLE).
  private static final String KEEP_ROLES = "set createrole_self_grant = 'set, inherit'";

  private final DatabaseUrl database;
  private final List<String> schemas;

  /// @param schemas the houses' schemas in the order of their migrations, e.g. `record`, `gateway`
  public Migrations(DatabaseUrl database, List<String> schemas) {
    this.database = database;
    this.schemas = List.copyOf(schemas);
  }

  public List<String> schemas() {
    return schemas;
  }

  /// Migrates all schemas and opens their roles with passwords of `password`. Gives the roles'
  /// names.
  public List<String> migrate(RolePassword password) {
    checkServer();
    schemas.forEach(this::checkNotNewer);
    schemas.forEach(schema -> migrate(schema, MigrationVersion.LATEST));
    try (Connection connection = database.connect()) {
      return LoginRoles.open(connection, schemas, password);
    } catch (SQLException failed) {
      throw new Refusal(
          "The roles of %s cannot be opened: %s".formatted(database, firstLine(failed)), failed);
    }
  }

  /// Migrates one schema no further than a version; for restoring what an older version saved.
  public void migrateTo(String schema, String version) {
    checkServer();
    checkNotNewer(schema);
    migrate(schema, MigrationVersion.fromVersion(version));
  }

  /// The version at which each schema stands; a schema that is not there is left out.
  public Map<String, String> standing() {
    Map<String, String> versions = new LinkedHashMap<>();
    for (String schema : schemas) {
      current(flyway(schema, MigrationVersion.LATEST))
          .ifPresent(version -> versions.put(schema, version.getVersion()));
    }
    return versions;
  }

  /// Whether this version of the platform can make `schema` as it was at `version`.
  public boolean knows(String schema, String version) {
    return schemas.contains(schema)
        && resolved(flyway(schema, MigrationVersion.LATEST))
            .anyMatch(MigrationVersion.fromVersion(version)::equals);
  }

  private void checkServer() {
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "select current_setting('server_version_num')::int,"
                    + " current_setting('server_encoding'),"
                    + " has_database_privilege(current_database(), 'create')")) {
      row.next();
      if (row.getInt(1) < OLDEST_SERVER) {
        throw new Refusal("Trousse needs PostgreSQL 16 or later, %s is older.".formatted(database));
      }
      if (!"UTF8".equals(row.getString(2))) {
        throw new Refusal(
            "Database %s is not in UTF-8: create it with encoding 'UTF8'.".formatted(database));
      }
      if (!row.getBoolean(3)) {
        throw new Refusal(
            "User %s may not create schemas: run grant create on database %s to %s."
                .formatted(database.user(), database.database(), database.user()));
      }
    } catch (SQLException failed) {
      throw new Refusal("%s cannot be asked for its version.".formatted(database), failed);
    }
  }

  private void checkNotNewer(String schema) {
    Flyway flyway = flyway(schema, MigrationVersion.LATEST);
    MigrationVersion latest = resolved(flyway).max(MigrationVersion::compareTo).orElseThrow();
    current(flyway)
        .filter(version -> version.compareTo(latest) > 0)
        .ifPresent(version -> {
          throw new Refusal(
              "Schema %s of %s stands at version %s, this Trousse knows %s: start the newer Trousse that made it."
                  .formatted(schema, database, version, latest));
        });
  }

  private void migrate(String schema, MigrationVersion target) {
    try {
      flyway(schema, target).migrate();
    } catch (FlywayException failed) {
      Optional<SQLException> cause = sqlCause(failed);
      if (cause.map(SQLException::getSQLState).filter(INSUFFICIENT_PRIVILEGE::equals).isPresent()) {
        throw new Refusal(
            "User %s lacks a right that schema %s needs (%s): run alter role %s createrole, and let it own the schema and the trousse_ roles."
                .formatted(
                    database.user(), schema, firstLine(cause.orElseThrow()), database.user()),
            failed);
      }
      throw new Refusal(
          "Schema %s of %s cannot be migrated: %s"
              .formatted(schema, database, firstLine(cause.<Exception>map(e -> e).orElse(failed))),
          failed);
    }
  }

  private Flyway flyway(String schema, MigrationVersion target) {
    return Flyway.configure()
        .dataSource(database.dataSource())
        .initSql(KEEP_ROLES)
        .schemas(schema)
        .locations("classpath:db/" + schema)
        .failOnMissingLocations(true)
        .target(target)
        .load();
  }

  private static Optional<MigrationVersion> current(Flyway flyway) {
    return Optional.ofNullable(flyway.info().current()).map(MigrationInfo::getVersion);
  }

  private static Stream<MigrationVersion> resolved(Flyway flyway) {
    return Arrays.stream(flyway.info().all())
        .filter(info -> info.getState().isResolved() && info.getVersion() != null)
        .map(MigrationInfo::getVersion);
  }

  private static Optional<SQLException> sqlCause(Throwable failed) {
    return Stream.<Throwable>iterate(failed, next -> next != null, Throwable::getCause)
        .filter(SQLException.class::isInstance)
        .map(SQLException.class::cast)
        .findFirst();
  }

  private static String firstLine(Exception failed) {
    return String.valueOf(failed.getMessage()).lines().findFirst().orElse("");
  }
}
