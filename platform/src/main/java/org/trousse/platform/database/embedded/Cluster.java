package org.trousse.platform.database.embedded;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import org.trousse.platform.refusal.Refusal;

/// The server's own folder: made once, whole or not at all.
///
/// @param folder holds PostgreSQL's files and nothing of ours
record Cluster(Path folder, ServerBinaries binaries, ServerAccount account) {
  static final String OWNER = "trousse";

  private static final Duration INIT_LIMIT = Duration.ofMinutes(2);
  private static final Duration ASK_LIMIT = Duration.ofSeconds(10);

  /// Makes the folder if it is not there, and gives it to the account that will run the server.
  void ensure(String password) {
    try {
      if (Files.exists(folder)) {
        FileTree.give(folder, account.owner());
        checkVersion();
      } else {
        make(password);
      }
    } catch (IOException failed) {
      throw new Refusal(
          "PostgreSQL's folder %s cannot be made or given to its user (%s)."
              .formatted(folder, failed.getMessage()),
          failed);
    }
  }

  /// Sorts by code point, as the record's keys need no language; the order is PostgreSQL's own and
  /// does not change with the system's locales.
  private void make(String password) throws IOException {
    Path unfinished = folder.resolveSibling("postgres.new");
    FileTree.delete(unfinished);
    Path secret = unfinished.resolve("password");
    Path files = unfinished.resolve("data");
    var ownerOnly =
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
    Files.createDirectory(unfinished, ownerOnly);
    Files.createDirectory(files, ownerOnly);
    Files.writeString(secret, password, StandardCharsets.US_ASCII);
    FileTree.give(unfinished, account.owner());
    FileTree.give(files, account.owner());
    FileTree.give(secret, account.owner());
    Command.Ended made =
        account.run(
            binaries.initdb(),
            List.of(
                "--pgdata=" + files,
                "--username=" + OWNER,
                "--pwfile=" + secret,
                "--auth=scram-sha-256",
                "--encoding=UTF8",
                "--locale-provider=builtin",
                "--builtin-locale=C.UTF-8",
                "--locale=C",
                "--data-checksums"),
            INIT_LIMIT);
    Files.delete(secret);
    if (!made.well()) {
      FileTree.delete(unfinished);
      throw new Refusal(
          "PostgreSQL cannot make its folder %s: %s".formatted(folder, lastLine(made.output())));
    }
    Files.move(files, folder, StandardCopyOption.ATOMIC_MOVE);
    FileTree.delete(unfinished);
  }

  private void checkVersion() throws IOException {
    String made = Files.readString(folder.resolve("PG_VERSION"), StandardCharsets.US_ASCII).strip();
    String ours = account.run(binaries.postgres(), List.of("--version"), ASK_LIMIT).output();
    if (!ours.matches(".* " + made + "\\D.*")) {
      throw new Refusal(
          "%s was made by PostgreSQL %s, this Trousse brings %s: back it up with the Trousse that made it, and restore that into a new folder."
              .formatted(folder, made, ours.replaceAll(".*\\) ", "")));
    }
  }

  /// LZ4 is three times cheaper than PostgreSQL's own compression, but not every build has it.
  String walCompression() {
    return account
            .run(
                binaries.postgres(),
                List.of(
                    "-D", folder.toString(), "-C", "wal_compression", "-c", "wal_compression=lz4"),
                ASK_LIMIT)
            .well()
        ? "lz4"
        : "pglz";
  }

  static String lastLine(String text) {
    return text.lines().filter(line -> !line.isBlank()).reduce("", (a, b) -> b);
  }
}
