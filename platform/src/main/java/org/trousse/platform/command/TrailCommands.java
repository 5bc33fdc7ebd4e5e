package org.trousse.platform.command;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.trousse.platform.Settings;
import org.trousse.platform.database.DatabaseUrl;
import org.trousse.platform.database.Migrations;
import org.trousse.platform.database.RolePassword;
import org.trousse.platform.database.embedded.EmbeddedServer;
import org.trousse.platform.refusal.Refusal;
import org.trousse.platform.secret.PlatformKey;
import org.trousse.platform.serve.TrailModule;
import org.trousse.platform.watch.Logs;
import org.trousse.record.merkle.NoteVerifier;
import org.trousse.record.seal.CheckpointFolder;
import org.trousse.record.seal.offline.ExportStore;
import org.trousse.record.seal.offline.TrailLine;
import org.trousse.record.seal.offline.TrailLines;
import org.trousse.record.seal.offline.TrailVerifier;
import org.trousse.record.seal.offline.Verdict;
import org.trousse.record.seal.offline.Verdict.Sound;
import org.trousse.record.seal.offline.Verdict.Wrong;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// The audit trail taken out and verified (docs/trail.md).
public final class TrailCommands {
  private static final int WRONG = 3;

  private TrailCommands() {}

  /// `trousse export-trail --to FILE`, also while the platform runs.
  @Command(
      name = "export-trail",
      description = "Writes the sealed audit trail to a file (NDJSON), also while it grows.",
      mixinStandardHelpOptions = true)
  public static final class Export implements Callable<Integer> {
    @Mixin private Settings settings = new Settings();

    @Option(names = "--to", required = true, paramLabel = "FILE", description = "A new file.")
    private Path to = Path.of("trail.ndjson");

    @Override
    public Integer call() throws IOException {
      Logs.toStandardError();
      Optional<DatabaseUrl> reachable =
          settings.db().map(DatabaseUrl::parse).or(() -> running(settings));
      if (reachable.isPresent()) {
        write(reachable.get(), key(settings));
      } else {
        try (Running running = Running.ground(settings)) {
          new Migrations(running.database(), Running.SCHEMAS)
              .migrate(new RolePassword(running.key()));
          write(running.database(), running.key());
        }
      }
      System.out.println("Exported to " + to + ". It says who read what of whom: keep it closed.");
      return 0;
    }

    private void write(DatabaseUrl database, PlatformKey key) throws IOException {
      Files.createFile(
          to, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      try (BufferedWriter file = Files.newBufferedWriter(to)) {
        lines(
            vertx -> TrailModule.auditor(vertx, database, key).await(),
            line -> {
              try {
                file.write(TrailLines.write(line));
                file.newLine();
                return true;
              } catch (IOException failed) {
                throw new UncheckedIOException(failed);
              }
            });
      }
    }
  }

  /// `trousse verify-trail`: needs neither the platform nor its key.
  @Command(
      name = "verify-trail",
      description = "Verifies the audit trail against the checkpoints outside the database.",
      mixinStandardHelpOptions = true)
  public static final class Verify implements Callable<Integer> {
    /// One of both.
    static final class Source {
      @Option(
          names = "--database",
          paramLabel = "URL",
          description = "A live database, by a user that may read the whole trail.")
      private @Nullable String database;

      @Option(
          names = "--export",
          paramLabel = "FILE",
          description = "What export-trail wrote; copy the checkpoints before you export.")
      private @Nullable Path export;
    }

    @ArgGroup(multiplicity = "1")
    private Source source = new Source();

    @Option(
        names = "--checkpoints",
        required = true,
        paramLabel = "FOLDER",
        description = "The folder of checkpoints.")
    private Path checkpoints = Path.of("checkpoints");

    @Option(
        names = "--key",
        required = true,
        paramLabel = "KEY",
        description = "The log's public key, as GET /audit/key gives it: name+hash+key.")
    private String key = "";

    @Override
    public Integer call() throws IOException {
      Logs.toStandardError();
      TrailVerifier verifier = TrailVerifier.of(notes(), key());
      String database = source.database;
      Path export = source.export;
      if (database != null) {
        DatabaseUrl url = DatabaseUrl.parse(database);
        lines(vertx -> TrailModule.as(vertx, url).await(), verifier::take);
      } else if (export != null) {
        read(export, verifier);
      }
      return say(verifier.verdict());
    }

    private NoteVerifier key() {
      try {
        return NoteVerifier.parse(key.strip());
      } catch (IllegalArgumentException wrong) {
        throw new Refusal("--key is what GET /audit/key gives: name+hash+key.", wrong);
      }
    }

    /// A day at a time.
    private Iterator<String> notes() throws IOException {
      if (!Files.isDirectory(checkpoints)) {
        throw new Refusal("There is no folder %s.".formatted(checkpoints));
      }
      return new CheckpointFolder(checkpoints)
          .files().stream()
              .flatMap(file -> {
                try {
                  return CheckpointFolder.notes(file).stream();
                } catch (IOException unreadable) {
                  throw new UncheckedIOException(unreadable);
                }
              })
              .iterator();
    }

    private static void read(Path export, TrailVerifier verifier) throws IOException {
      int number = 0;
      try (BufferedReader lines = Files.newBufferedReader(export)) {
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
          number++;
          if (!verifier.take(TrailLines.read(line))) {
            return;
          }
        }
      } catch (IllegalArgumentException wrong) {
        throw new Refusal("%s, line %d: no line of a trail.".formatted(export, number), wrong);
      }
    }

    private static int say(Verdict verdict) {
      switch (verdict) {
        case Sound(long size, String root, long heads, long waiting) ->
            System.out.println(
                "OK: %d events, root %s, %d checkpoints; %d events wait for their seal."
                    .formatted(size, root, heads, waiting));
        case Wrong(Verdict.Kind kind, long from, long to) ->
            System.out.println(
                "WRONG: %s, leaves %d to %d.".formatted(words(kind), from, Math.max(from, to - 1)));
      }
      return verdict instanceof Sound ? 0 : WRONG;
    }

    private static String words(Verdict.Kind kind) {
      return switch (kind) {
        case CHANGED -> "changed since it was sealed";
        case MISSING -> "missing";
        case REORDERED -> "not in the order in which it was sealed";
        case ADDED -> "added without a seal";
        case TRUNCATED -> "the end is missing";
        case FORGED -> "a checkpoint is not signed with this key, or cannot be read";
        case FORK -> "fork: two trees were signed";
        case CHECKPOINT_MISSING -> "a checkpoint is only in the database, or only in the folder";
      };
    }
  }

  private interface Opens {
    ExportStore open(Vertx vertx);
  }

  private static void lines(Opens opens, Predicate<TrailLine> take) {
    Vertx vertx = Vertx.vertx(new VertxOptions().setPreferNativeTransport(false));
    try {
      ExportStore export = opens.open(vertx);
      boolean more = true;
      for (List<TrailLine> page = export.next().await();
          more && !page.isEmpty();
          page = export.next().await()) {
        more = page.stream().allMatch(take);
      }
      export.close().await();
    } finally {
      vertx.close().await();
    }
  }

  private static Optional<DatabaseUrl> running(Settings settings) {
    return EmbeddedServer.running(settings.data(), key(settings));
  }

  private static PlatformKey key(Settings settings) {
    Path file = settings.keyFile().orElse(settings.data().resolve("trousse.key"));
    if (!Files.exists(file)) {
      throw new Refusal("There is no trail in " + settings.data() + ": it has no key.");
    }
    return PlatformKey.read(file);
  }
}
