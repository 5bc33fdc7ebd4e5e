package org.trousse.platform.database.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/// A folder with all that is in it.
final class FileTree {
  private FileTree() {}

  static void delete(Path folder) throws IOException {
    if (Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
      for (Path path : insideOut(folder)) {
        Files.deleteIfExists(path);
      }
    }
  }

  /// Gives everything to a user; the folder itself last, so that its owner tells whether a change
  /// of owner came to its end.
  static void give(Path folder, Owner owner) throws IOException {
    if (Owner.of(folder).equals(owner)) {
      return;
    }
    for (Path path : insideOut(folder)) {
      Files.setAttribute(path, "unix:gid", owner.gid(), LinkOption.NOFOLLOW_LINKS);
      Files.setAttribute(path, "unix:uid", owner.uid(), LinkOption.NOFOLLOW_LINKS);
    }
  }

  private static List<Path> insideOut(Path folder) throws IOException {
    try (Stream<Path> paths = Files.walk(folder)) {
      return paths.sorted(Comparator.reverseOrder()).toList();
    }
  }

  /// Whose a file is, in numbers.
  record Owner(int uid, int gid) {
    static final Owner ROOT = new Owner(0, 0);

    static Owner of(Path path) throws IOException {
      return new Owner(
          (Integer) Files.getAttribute(path, "unix:uid", LinkOption.NOFOLLOW_LINKS),
          (Integer) Files.getAttribute(path, "unix:gid", LinkOption.NOFOLLOW_LINKS));
    }
  }
}
