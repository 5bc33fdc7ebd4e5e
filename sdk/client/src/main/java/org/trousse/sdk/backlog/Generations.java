package org.trousse.sdk.backlog;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;

/// The files of a backlog, one of which is the truth: `log-1`, `log-2`, … each written whole under
/// another name, brought to the disk and renamed, so that the newest is always complete.
final class Generations {
  private static final String NAME = "log-";
  private static final boolean OWNERS =
      FileSystems.getDefault().supportedFileAttributeViews().contains("posix");

  private final Path directory;
  private final LogFile.Disk disk;
  private long current;

  Generations(Path directory, LogFile.Disk disk) throws IOException {
    this.directory = directory;
    this.disk = disk;
    Files.createDirectories(directory);
    if (OWNERS) {
      Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx------"));
    }
  }

  /// A file for its owner alone; one that is there already stays.
  Path create(String name) throws IOException {
    Path path = directory.resolve(name);
    try {
      Files.createFile(path);
    } catch (FileAlreadyExistsException there) {
      return path;
    }
    if (OWNERS) {
      Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-------"));
    }
    return path;
  }

  /// What the newest holds; nothing in a new directory. Older ones, and one that was never
  /// finished, are removed.
  LogFile.Found newest() throws IOException {
    List<Long> all;
    try (Stream<Path> paths = Files.list(directory)) {
      all =
          paths
              .map(path -> path.getFileName().toString())
              .filter(name -> name.matches(NAME + "[0-9]{1,18}"))
              .map(name -> Long.parseLong(name.substring(NAME.length())))
              .sorted()
              .toList();
    }
    Files.deleteIfExists(directory.resolve("unfinished"));
    current = all.isEmpty() ? 0 : all.get(all.size() - 1);
    for (long older : all) {
      if (older < current) {
        Files.delete(path(older));
      }
    }
    return current == 0 ? new LogFile.Found(List.of(), 0, 0) : LogFile.read(path(current));
  }

  /// The newest, to write on; in a new directory the first.
  LogFile open(LogFile.Found found, List<Line> first) throws IOException {
    return current == 0 ? next(first) : LogFile.at(path(current), found.end(), disk);
  }

  /// Begins the next with these lines; a damaged file stays beside it.
  LogFile setAside(List<Line> lines) throws IOException {
    Files.copy(
        path(current),
        directory.resolve("damaged-" + current),
        StandardCopyOption.REPLACE_EXISTING,
        StandardCopyOption.COPY_ATTRIBUTES);
    return next(lines);
  }

  /// Writes these lines to the next file and removes the one before.
  LogFile next(List<Line> lines) throws IOException {
    Files.deleteIfExists(directory.resolve("unfinished"));
    Path unfinished = create("unfinished");
    LogFile file = LogFile.at(unfinished, 0, disk);
    try {
      for (int at = 0; at < lines.size(); at++) {
        if (!file.append(lines.get(at).bytes(), at == lines.size() - 1)) {
          throw new IOException("the disk has no room");
        }
      }
      Files.move(unfinished, path(current + 1), StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException failed) {
      file.close();
      Files.deleteIfExists(unfinished);
      throw failed;
    }
    current++;
    syncNames();
    removeOlder();
    return file;
  }

  /// A new name outlives the power when its directory is on the disk too. Not every system lets a
  /// directory be opened; those that do not, keep names by themselves.
  private void syncNames() {
    try (FileChannel names = FileChannel.open(directory, StandardOpenOption.READ)) {
      names.force(true);
    } catch (IOException unable) {
      // see above
    }
  }

  /// What cannot be removed now is at the next start.
  private void removeOlder() {
    try {
      Files.deleteIfExists(path(current - 1));
    } catch (IOException later) {
      // see above
    }
  }

  private Path path(long generation) {
    return directory.resolve(NAME + generation);
  }
}
