package org.trousse.platform.command;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.trousse.platform.Settings;
import org.trousse.platform.database.Migrations;
import org.trousse.platform.database.backup.Restore;
import org.trousse.platform.watch.Logs;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `trousse restore --from FOLDER`, into an empty database.
@Command(
    name = "restore",
    description = "Puts a backup into an empty database, with the key that it was made with.")
public final class RestoreCommand implements Callable<Integer> {
  @Mixin private Settings settings = new Settings();

  @Option(names = "--from", required = true, paramLabel = "FOLDER", description = "A backup.")
  private Path from = Path.of("backup");

  @Override
  public Integer call() {
    Logs.toStandardError();
    try (Running running = Running.ground(settings)) {
      Migrations migrations = new Migrations(running.database(), Running.SCHEMAS);
      new Restore(running.database(), migrations, running.key()).from(from, (table, bytes) -> {});
    }
    System.out.println("Restored from " + from + ".");
    return 0;
  }
}
