package org.trousse.platform.database.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.trousse.platform.database.embedded.ScratchServer.ask;
import static org.trousse.platform.database.embedded.ScratchServer.execute;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.trousse.platform.database.DatabaseUrl;
import org.trousse.platform.database.Migrations;
import org.trousse.platform.database.RolePassword;
import org.trousse.platform.database.embedded.ScratchServer;
import org.trousse.platform.refusal.Refusal;
import org.trousse.platform.secret.PlatformKey;

final class BackupIT {
  private static final List<String> SCHEMAS = List.of("record", "gateway");
  private static final PlatformKey KEY = PlatformKey.of(new byte[32]);
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-11-22T08:00:00Z"), ZoneOffset.UTC);
  private static final Progress SILENT = (_, _) -> {};

  private static ScratchServer postgres;
  private static DatabaseUrl source;

  @TempDir Path folder;

  @BeforeAll
  static void start(@TempDir Path data) throws SQLException {
    postgres = ScratchServer.in(data);
    source = postgres.create("source");
    new Migrations(source, SCHEMAS).migrate(new RolePassword(KEY));
    SyntheticRows.insert(source);
  }

  @AfterAll
  static void stop() {
    postgres.close();
  }

  @Test
  void brings_every_row_back_digit_by_digit() throws Exception {
    DatabaseUrl target = postgres.create("round_trip");
    Path backup = folder.resolve("backup");

    Manifest made = backup(source).to(backup, SILENT);
    restore(target, KEY).from(backup, SILENT);

    assertThat(made.rows()).isEqualTo(12);
    for (Manifest.Table table : made.tables()) {
      assertThat(allOf(target, table)).as(table.name()).isEqualTo(allOf(source, table));
    }
    assertThat(ask(target, "select value from record.reading where native_id = 1 and patient = 1"))
        .isEqualTo("104.50");
    assertThat(
            ask(
                target,
                "select relforcerowsecurity from pg_class where oid = 'record.reading'::regclass"))
        .isEqualTo("t");
  }

  @Test
  void is_for_its_owner_alone_and_holds_no_secret() throws Exception {
    Path backup = folder.resolve("backup");

    backup(source).to(backup, SILENT);

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(backup)))
        .isEqualTo("rwx------");
    try (var files = Files.list(backup)) {
      for (Path file : files.toList()) {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
            .isEqualTo("rw-------");
        assertThat(Files.readString(file))
            .doesNotContain("0".repeat(64))
            .doesNotContain(new RolePassword(KEY).of("trousse_gateway"));
      }
    }
  }

  @Test
  void one_bit_flipped_in_any_file_is_refused_before_a_row_is_written() throws Exception {
    DatabaseUrl target = postgres.create("bit");
    Path backup = folder.resolve("backup");
    backup(source).to(backup, SILENT);
    List<Path> files;
    try (var all = Files.list(backup)) {
      files = all.filter(file -> size(file) > 0).toList();
    }

    for (Path file : files) {
      byte[] good = Files.readAllBytes(file);
      byte[] bad = Arrays.copyOf(good, good.length);
      bad[good.length / 2] ^= 0x01;
      Files.write(file, bad);
      assertThatThrownBy(() -> restore(target, KEY).from(backup, SILENT))
          .as(file.toString())
          .isInstanceOf(Refusal.class)
          .hasMessageContaining("is damaged");
      Files.write(file, good);
    }

    assertThat(files).hasSizeGreaterThan(4);
    assertThat(ask(target, "select count(*) from pg_namespace where nspname = 'record'"))
        .isEqualTo("0");
    assertThat(restore(target, KEY).from(backup, SILENT).rows()).isEqualTo(12);
  }

  @Test
  void another_key_is_refused() throws Exception {
    DatabaseUrl target = postgres.create("other_key");
    Path backup = folder.resolve("backup");
    backup(source).to(backup, SILENT);
    byte[] other = new byte[32];
    other[0] = 1;

    assertThatThrownBy(() -> restore(target, PlatformKey.of(other)).from(backup, SILENT))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("belongs to another key");
  }

  @Test
  void a_database_with_rows_is_refused() {
    Path backup = folder.resolve("backup");
    backup(source).to(backup, SILENT);

    assertThatThrownBy(() -> restore(source, KEY).from(backup, SILENT))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("is not empty");
  }

  @Test
  void a_folder_that_is_there_is_not_written_over() throws Exception {
    Path backup = Files.createDirectory(folder.resolve("backup"));

    assertThatThrownBy(() -> backup(source).to(backup, SILENT))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("exists already");
    assertThatThrownBy(() -> restore(source, KEY).from(backup, SILENT))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("is not a backup");
  }

  @Test
  void rows_that_come_meanwhile_are_left_for_the_next_backup() throws Exception {
    DatabaseUrl busy = postgres.create("busy");
    DatabaseUrl target = postgres.create("busy_target");
    new Migrations(busy, SCHEMAS).migrate(new RolePassword(KEY));
    SyntheticRows.insert(busy);
    List<String> seen = new ArrayList<>();
    Progress writer =
        (table, _) -> {
          seen.add(table);
          insertPatient(busy, 1_000 + seen.size());
        };

    Manifest made = backup(busy).to(folder.resolve("backup"), writer);
    restore(target, KEY).from(folder.resolve("backup"), SILENT);

    assertThat(seen).contains("gateway.device", "record.patient");
    assertThat(made.rows()).isEqualTo(12);
    assertThat(ask(target, "select count(*) from record.patient")).isEqualTo("2");
    assertThat(ask(busy, "select count(*) from record.patient"))
        .isEqualTo(Integer.toString(2 + seen.size()));
  }

  @Test
  void a_user_who_sees_a_part_is_refused_rather_than_saving_a_part() throws Exception {
    execute(source, "create role part_reader login password 'part'");
    execute(source, "grant usage on schema record, gateway to part_reader");
    execute(source, "grant select on all tables in schema record, gateway to part_reader");
    DatabaseUrl part =
        new DatabaseUrl(
            source.host(),
            source.port(),
            source.database(),
            "part_reader",
            "part",
            source.sslMode());

    assertThatThrownBy(() -> backup(part).to(folder.resolve("backup"), SILENT))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("does not see every row of record.");
    assertThat(folder.resolve("backup")).doesNotExist();
  }

  private static Backup backup(DatabaseUrl database) {
    return new Backup(database, new Migrations(database, SCHEMAS), KEY, "0.1.0", CLOCK);
  }

  private static Restore restore(DatabaseUrl database, PlatformKey key) {
    return new Restore(database, new Migrations(database, SCHEMAS), key);
  }

  /// Every row of a table as one text.
  private static String allOf(DatabaseUrl database, Manifest.Table table) throws SQLException {
    return ask(
        database,
        "select string_agg(t::text, '|' order by t::text) from %s t".formatted(table.name()));
  }

  private static void insertPatient(DatabaseUrl database, int id) {
    try {
      execute(
          database,
          "insert into record.patient values (%d, 'Late', 'Exemple', '2000-01-01', true)"
              .formatted(id));
    } catch (SQLException failed) {
      throw new IllegalStateException(failed);
    }
  }

  private static long size(Path file) {
    return file.toFile().length();
  }
}
