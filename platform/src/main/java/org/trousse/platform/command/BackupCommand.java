package org.trousse.platform.command;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.trousse.platform.Settings;
import org.trousse.platform.Version;
import org.trousse.platform.database.DatabaseUrl;
import org.trousse.platform.database.Migrations;
import org.trousse.platform.database.backup.Backup;
import org.trousse.platform.database.embedded.EmbeddedServer;
import org.trousse.platform.refusal.Refusal;
import org.trousse.platform.secret.PlatformKey;
import org.trousse.platform.watch.Logs;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `trousse backup --to FOLDER`, also while the platform runs.
@Command(
    name = "backup",
    description = "Copies everything to a folder, also while the platform runs.")
public final class BackupCommand implements Callable<Integer> {
  @Mixin private Settings settings = new Settings();

  @Option(names = "--to", required = true, paramLabel = "FOLDER", description = "A new folder.")
  private Path to = Path.of("backup");

  @Override
  public Integer call() {
    Logs.toStandardError();
    Optional<DatabaseUrl> reachable = settings.db().map(DatabaseUrl::parse).or(this::running);
    if (reachable.isPresent()) {
      copy(reachable.get(), key());
    } else {
      try (Running running = Running.ground(settings)) {
        copy(running.database(), running.key());
      }
    }
    return 0;
  }

  private Optional<DatabaseUrl> running() {
    return EmbeddedServer.running(settings.data(), key());
  }

  private PlatformKey key() {
    Path file = settings.keyFile().orElse(settings.data().resolve("trousse.key"));
    if (!Files.exists(file)) {
      throw new Refusal("There is nothing to back up in " + settings.data() + ": it has no key.");
    }
    return PlatformKey.read(file);
  }

  private void copy(DatabaseUrl database, PlatformKey key) {
    Migrations migrations = new Migrations(database, Running.SCHEMAS);
    new Backup(database, migrations, key, Version.PRODUCT, Clock.systemUTC())
        .to(to, (table, bytes) -> {});
    System.out.println("Backed up to " + to + ". The key is not in it: keep it apart.");
  }
}
