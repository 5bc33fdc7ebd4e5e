package org.trousse.platform.database.backup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.postgresql.PGConnection;
import org.trousse.platform.database.DatabaseUrl;
import org.trousse.platform.database.Migrations;
import org.trousse.platform.refusal.Refusal;
import org.trousse.platform.secret.PlatformKey;

/// Copies all houses' rows to a folder while the platform serves: one snapshot, so that what one
/// table says fits what another says.
///
/// The rows are in PostgreSQL's text format, not the binary one: it is the same for every version
/// and machine, keeps a number's digits as they are, and can be read by a person in need.
public final class Backup {
  /// The text format depends on these.
  private static final List<String> SESSION =
      List.of(
          "set local statement_timeout = 0",
          "set local lock_timeout = '30s'",
          "set local datestyle = 'ISO, YMD'",
          "set local intervalstyle = 'postgres'",
          "set local timezone = 'UTC'",
          "set local bytea_output = 'hex'",
          "set local extra_float_digits = 1");

  private final DatabaseUrl database;
  private final Migrations migrations;
  private final PlatformKey key;
  private final String product;
  private final Clock clock;

  /// @param product this platform's version
  public Backup(
      DatabaseUrl database, Migrations migrations, PlatformKey key, String product, Clock clock) {
    this.database = database;
    this.migrations = migrations;
    this.key = key;
    this.product = product;
    this.clock = clock;
  }

  /// Writes to a temporary name beside `folder`, which must not exist, and renames at the end: a
  /// folder of that name is a whole backup.
  public Manifest to(Path folder, Progress progress) {
    if (Files.exists(folder)) {
      throw new Refusal("%s exists already: name a new folder for the backup.".formatted(folder));
    }
    Path whole = folder.toAbsolutePath().normalize();
    Path unfinished = whole.resolveSibling(whole.getFileName() + ".unfinished");
    if (Files.exists(unfinished)) {
      throw new Refusal(
          "%s exists: another backup writes it, or one was cut short; if none runs, delete it."
              .formatted(unfinished));
    }
    try {
      Files.createDirectories(whole.resolveSibling("."));
      Files.createDirectory(
          unfinished,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      Manifest manifest = copy(unfinished, progress);
      manifest.write(unfinished, key);
      Files.move(unfinished, whole, StandardCopyOption.ATOMIC_MOVE);
      return manifest;
    } catch (IOException failed) {
      throw new Refusal(
          "The backup cannot be written to %s (%s).".formatted(unfinished, failed.getMessage()),
          failed);
    } catch (SQLException failed) {
      throw new Refusal(
          "The backup of %s stopped (%s); delete %s and try again."
              .formatted(database, failed.getMessage(), unfinished),
          failed);
    }
  }

  private Manifest copy(Path folder, Progress progress) throws SQLException, IOException {
    Instant started = clock.instant();
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      statement.execute("set transaction isolation level repeatable read, read only");
      for (String setting : SESSION) {
        statement.execute(setting);
      }
      List<Tables.Found> found = Tables.list(connection, migrations.schemas());
      hold(statement, found);
      Map<String, String> versions = migrations.standing();
      List<Manifest.Table> tables = new ArrayList<>();
      for (Tables.Found table : found) {
        tables.add(copy(connection, table, folder, progress));
      }
      Manifest manifest =
          new Manifest(
              Manifest.FORMAT,
              product,
              connection.getMetaData().getDatabaseProductVersion(),
              started,
              clock.instant(),
              Seal.fingerprint(key),
              Manifest.NOTE,
              versions,
              tables,
              Tables.counters(connection, migrations.schemas()));
      connection.rollback();
      return manifest;
    }
  }

  /// No migration may change a table before its turn comes.
  private void hold(Statement statement, List<Tables.Found> tables) throws SQLException {
    if (tables.isEmpty()) {
      throw new Refusal("%s holds nothing of Trousse's: nothing to back up.".formatted(database));
    }
    String names = tables.stream().map(Tables.Found::name).collect(Collectors.joining(", "));
    statement.execute("lock table " + names + " in access share mode");
  }

  /// With `row_security` off, PostgreSQL fails where it would have left rows out. An owner who is
  /// no superuser is under the policies too; then a policy must show all rows, or we refuse.
  private Manifest.Table copy(
      Connection connection, Tables.Found table, Path folder, Progress progress)
      throws SQLException, IOException {
    if (table.filtered() && !table.open()) {
      throw new Refusal(
          "User %s does not see every row of %s: back up as the owner of the schemas."
              .formatted(database.user(), table.name()));
    }
    try (Statement statement = connection.createStatement()) {
      statement.execute("set local row_security = " + (table.filtered() ? "on" : "off"));
    }
    Manifest.Table named =
        new Manifest.Table(table.schema(), table.table(), table.columns(), 0, 0, "");
    String sql =
        "copy (select %s from %s) to stdout".formatted(Tables.columns(named), named.name());
    try (BackupFile file =
        BackupFile.create(named.in(folder), bytes -> progress.copied(named.name(), bytes))) {
      long rows = connection.unwrap(PGConnection.class).getCopyAPI().copyOut(sql, file);
      progress.copied(named.name(), file.bytes());
      return new Manifest.Table(
          table.schema(), table.table(), table.columns(), rows, file.bytes(), file.sha256Hex());
    }
  }
}
