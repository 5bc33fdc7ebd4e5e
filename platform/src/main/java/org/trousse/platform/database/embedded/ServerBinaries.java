package org.trousse.platform.database.embedded;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;
import org.jspecify.annotations.Nullable;
import org.trousse.platform.refusal.Refusal;

/// PostgreSQL's programs, unpacked from the jar of this machine's kind into the data folder, once
/// for each version.
///
/// @param folder holds `bin`, `lib` and `share`
record ServerBinaries(Path folder) {
  private static final int NAME_DIGITS = 12;

  Path initdb() {
    return folder.resolve("bin/initdb");
  }

  Path postgres() {
    return folder.resolve("bin/postgres");
  }

  static ServerBinaries in(Path data) {
    String archive = archiveName(System.getProperty("os.name"), System.getProperty("os.arch"));
    try {
      Path folder = data.resolve("bin-" + digest(archive).substring(0, NAME_DIGITS));
      if (!Files.isDirectory(folder)) {
        Path unfinished = folder.resolveSibling(folder.getFileName() + ".new");
        FileTree.delete(unfinished);
        unpack(archive, unfinished);
        Files.move(unfinished, folder, StandardCopyOption.ATOMIC_MOVE);
      }
      return new ServerBinaries(folder);
    } catch (IOException failed) {
      throw new Refusal(
          "PostgreSQL cannot be unpacked into %s (%s).".formatted(data, failed.getMessage()),
          failed);
    }
  }

  /// The jars' own naming: `postgres-linux-x86_64.txz`, `postgres-darwin-arm_64.txz`.
  static String archiveName(String system, String machine) {
    String os =
        system.toLowerCase(Locale.ROOT).startsWith("mac")
            ? "darwin"
            : system.toLowerCase(Locale.ROOT);
    String arch =
        switch (machine) {
          case "amd64", "x86_64" -> "x86_64";
          case "aarch64", "arm64" -> "arm_64";
          default -> machine;
        };
    return "postgres-%s-%s.txz".formatted(os, arch);
  }

  private static InputStream open(String archive) {
    @Nullable InputStream bytes = ServerBinaries.class.getResourceAsStream("/" + archive);
    if (bytes == null) {
      throw new Refusal(
          "This build brings no PostgreSQL for this machine (%s): start one and name it with --db=postgresql://…"
              .formatted(archive));
    }
    return new BufferedInputStream(bytes, 1 << 16);
  }

  private static String digest(String archive) throws IOException {
    try (var bytes = new DigestInputStream(open(archive), MessageDigest.getInstance("SHA-256"))) {
      bytes.transferTo(OutputStream.nullOutputStream());
      return HexFormat.of().formatHex(bytes.getMessageDigest().digest());
    } catch (NoSuchAlgorithmException missing) {
      throw new IllegalStateException("every Java has SHA-256", missing);
    }
  }

  private static void unpack(String archive, Path folder) throws IOException {
    try (var tar = new TarArchiveInputStream(new XZCompressorInputStream(open(archive)))) {
      for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        Path path = folder.resolve(entry.getName()).normalize();
        if (!path.startsWith(folder)) {
          throw new IOException(entry.getName() + " leaves the archive");
        }
        unpack(tar, entry, path);
      }
    }
  }

  /// Readable by all, whatever the umask: the server may run as another user than we do.
  private static void unpack(InputStream tar, TarArchiveEntry entry, Path path) throws IOException {
    if (entry.isDirectory()) {
      makeFolder(path);
      return;
    }
    makeFolder(path.resolveSibling(".").normalize());
    if (entry.isSymbolicLink()) {
      Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
    } else if (entry.isLink()) {
      throw new IOException(entry.getName() + " is a hard link");
    } else {
      Files.copy(tar, path);
      boolean program = (entry.getMode() & 0100) != 0;
      Files.setPosixFilePermissions(
          path, PosixFilePermissions.fromString(program ? "rwxr-xr-x" : "rw-r--r--"));
    }
  }

  private static void makeFolder(Path path) throws IOException {
    if (!Files.isDirectory(path)) {
      Files.createDirectories(path);
      Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
  }
}
