package org.trousse.platform.database.backup;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.postgresql.PGConnection;
import org.trousse.platform.database.DatabaseUrl;
import org.trousse.platform.database.Migrations;
import org.trousse.platform.database.RolePassword;
import org.trousse.platform.refusal.Refusal;
import org.trousse.platform.secret.PlatformKey;

/// Brings a backup back into an empty database: the schemas as they were when it was made, the
/// rows, then the migrations since. Everything that can be checked is checked before the first row.
public final class Restore {
  private static final int BUFFER_BYTES = 1 << 16;

  private final DatabaseUrl database;
  private final Migrations migrations;
  private final PlatformKey key;

  public Restore(DatabaseUrl database, Migrations migrations, PlatformKey key) {
    this.database = database;
    this.migrations = migrations;
    this.key = key;
  }

  /// Gives what was restored.
  public Manifest from(Path folder, Progress progress) {
    Manifest manifest = Manifest.read(folder, key);
    manifest.tables().forEach(table -> checkFile(folder, table));
    checkKnown(folder, manifest);
    try (Connection connection = database.connect()) {
      checkEmpty(connection);
      manifest.schemas().forEach(migrations::migrateTo);
      fill(connection, folder, manifest, progress);
    } catch (SQLException failed) {
      throw new Refusal(
          "The backup %s cannot be restored into %s (%s); no row was kept."
              .formatted(folder, database, failed.getMessage()),
          failed);
    } catch (IOException failed) {
      throw new Refusal("The backup %s cannot be read.".formatted(folder), failed);
    }
    migrations.migrate(new RolePassword(key));
    return manifest;
  }

  private static void checkFile(Path folder, Manifest.Table table) {
    Path file = table.in(folder);
    try {
      if (!Files.isRegularFile(file)
          || Files.size(file) != table.bytes()
          || !BackupFile.sha256Hex(file).equals(table.sha256())) {
        throw Manifest.damaged(folder, String.valueOf(file.getFileName()), null);
      }
    } catch (IOException unreadable) {
      throw Manifest.damaged(folder, String.valueOf(file.getFileName()), unreadable);
    }
  }

  private void checkKnown(Path folder, Manifest manifest) {
    for (Map.Entry<String, String> schema : manifest.schemas().entrySet()) {
      if (!migrations.knows(schema.getKey(), schema.getValue())) {
        throw new Refusal(
            "The backup %s holds schema %s at version %s, which this Trousse does not know: restore it with Trousse %s or later."
                .formatted(folder, schema.getKey(), schema.getValue(), manifest.product()));
      }
    }
  }

  private void checkEmpty(Connection connection) throws SQLException {
    for (Tables.Found table : Tables.list(connection, migrations.schemas())) {
      boolean sees = !table.filtered() || table.open();
      if (!sees || count(connection, "exists (select from " + table.name() + ")::int") > 0) {
        throw new Refusal(
            "%s is not empty (%s has rows): restore into a new database or a new data folder."
                .formatted(database, table.name()));
      }
    }
  }

  /// All rows or none.
  private void fill(Connection connection, Path folder, Manifest manifest, Progress progress)
      throws SQLException, IOException {
    connection.setAutoCommit(false);
    try (Statement statement = connection.createStatement()) {
      statement.execute("set local statement_timeout = 0");
      // what a migration itself had put there is in the backup too
      List<Tables.Found> there = Tables.list(connection, manifest.schemas().keySet());
      String names = there.stream().map(Tables.Found::name).collect(Collectors.joining(", "));
      statement.execute("truncate " + names);
      for (Manifest.Table table : Tables.referredFirst(connection, manifest.tables())) {
        fill(connection, statement, folder, table, progress);
      }
      setCounters(connection, manifest);
      connection.commit();
      connection.setAutoCommit(true);
      statement.execute("analyze " + names);
    }
  }

  /// COPY does not work under row-level security, which applies to an owner where it is forced.
  private void fill(
      Connection connection,
      Statement statement,
      Path folder,
      Manifest.Table table,
      Progress progress)
      throws SQLException, IOException {
    boolean forced =
        count(
                connection,
                "relforcerowsecurity::int from pg_class where oid = '%s'::regclass"
                    .formatted(table.name()))
            > 0;
    if (forced) {
      statement.execute("alter table " + table.name() + " no force row level security");
    }
    String sql = "copy %s (%s) from stdin".formatted(table.name(), Tables.columns(table));
    try (InputStream rows = Files.newInputStream(table.in(folder))) {
      connection.unwrap(PGConnection.class).getCopyAPI().copyIn(sql, rows, BUFFER_BYTES);
    }
    long there = count(connection, "count(*) from " + table.name());
    if (there != table.rows()) {
      throw new Refusal(
          "The backup %s says %d rows of %s, %d came: no row was kept."
              .formatted(folder, table.rows(), table.name(), there));
    }
    if (forced) {
      statement.execute("alter table " + table.name() + " force row level security");
    }
    progress.copied(table.name(), table.bytes());
  }

  private static void setCounters(Connection connection, Manifest manifest) throws SQLException {
    try (PreparedStatement set = connection.prepareStatement("select setval(?::regclass, ?, ?)")) {
      for (Manifest.Sequence counter : manifest.sequences()) {
        set.setString(1, counter.schema() + "." + counter.name());
        set.setLong(2, counter.last());
        set.setBoolean(3, counter.called());
        set.execute();
      }
    }
  }

  private static long count(Connection connection, String what) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("select " + what)) {
      row.next();
      return row.getLong(1);
    }
  }
}
