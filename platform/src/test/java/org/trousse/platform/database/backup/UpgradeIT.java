package org.trousse.platform.database.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.trousse.platform.database.embedded.ScratchServer.ask;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.trousse.platform.database.DatabaseUrl;
import org.trousse.platform.database.Migrations;
import org.trousse.platform.database.RolePassword;
import org.trousse.platform.database.embedded.ScratchServer;
import org.trousse.platform.secret.PlatformKey;

/// What an earlier version saved, today's code brings back. The folder `backup-0.1.0` was written
/// by that version and is never touched again; a later version adds its own folder, written by
///
///     mvn -pl platform -am verify -Dit.test=UpgradeIT -Dbackup.sample=FOLDER
final class UpgradeIT {
  private static final List<String> SCHEMAS = List.of("record", "gateway");

  /// Made up, as everything in these folders.
  private static final PlatformKey KEY = PlatformKey.of(new byte[32]);

  private static ScratchServer postgres;

  @BeforeAll
  static void start(@TempDir Path data) {
    postgres = ScratchServer.in(data);
  }

  @AfterAll
  static void stop() {
    postgres.close();
  }

  @Test
  void reads_what_0_1_0_saved() throws Exception {
    DatabaseUrl target = postgres.create("from_0_1_0");
    Path saved = Path.of(UpgradeIT.class.getResource("/backup-0.1.0/manifest.json").toURI());

    new Restore(target, new Migrations(target, SCHEMAS), KEY)
        .from(saved.resolveSibling("."), (_, _) -> {});

    assertThat(
            ask(
                target,
                "select string_agg(measure || ' ' || value || ' ' || coalesce(original, '-')"
                    + " || ' ' || encode(payload, 'hex'), ', ' order by patient, reported_at)"
                    + " from record.reading"))
        .isEqualTo(
            "1 104.50 5.80 00ff0a5c09, 1 0.1000000000000000000000000001 - , 2 17.250 38.03"
                + " deadbeef");
    assertThat(ask(target, "select extra ->> 'note' from record.reading where extra is not null"))
        .isEqualTo("line\nbreak \\N");
    assertThat(ask(target, "select given || family from record.patient where id = 2"))
        .isEqualTo("Zoé\t\\NMuster's \"kin\"");
    assertThat(ask(target, "select during from gateway.binding where device = 12"))
        .contains("2026-10-01", "2027-01-01");
    assertThat(ask(target, "select measures from gateway.device where key = 12"))
        .isEqualTo("{2,3}");
  }

  @Test
  void writes_the_sample_of_this_version() throws Exception {
    String folder = System.getProperty("backup.sample");
    assumeTrue(folder != null, "only with -Dbackup.sample=FOLDER");
    DatabaseUrl source = postgres.create("sample");
    Migrations migrations = new Migrations(source, SCHEMAS);
    migrations.migrate(new RolePassword(KEY));
    SyntheticRows.insert(source);

    Manifest made =
        new Backup(
                source,
                migrations,
                KEY,
                System.getProperty("backup.product", "0.1.0"),
                Clock.fixed(Instant.parse("2026-11-22T08:00:00Z"), ZoneOffset.UTC))
            .to(Path.of(folder), (_, _) -> {});

    assertThat(made.rows()).isPositive();
  }
}
