package org.trousse.platform.database;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.trousse.platform.refusal.Refusal;

/// The folder in which one platform keeps everything, claimed by a lock that dies with the process,
/// however it dies.
public final class DataFolder implements AutoCloseable {
  private static final String LOCK = "trousse.lock";

  /// A file lock belongs to the whole process; it is lost as soon as its channel is collected, or
  /// any other channel of this process on the same file is closed. So the process remembers.
  private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

  private static final Set<DataFolder> KEPT_FROM_COLLECTION = ConcurrentHashMap.newKeySet();

  private final Path path;
  private final FileChannel channel;

  private DataFolder(Path path, FileChannel channel) {
    this.path = path;
    this.channel = channel;
  }

  /// Creates the folder if need be and claims it. Refuses when another platform holds it.
  public static DataFolder claim(Path folder) {
    try {
      Path path = Files.createDirectories(folder).toRealPath();
      if (!HELD.add(path)) {
        throw alreadyRuns(path);
      }
      try {
        return lock(path);
      } catch (IOException | Refusal failed) {
        HELD.remove(path);
        throw failed;
      }
    } catch (IOException failed) {
      throw new Refusal(
          "The data folder %s cannot be used (%s): choose another with --data."
              .formatted(folder.toAbsolutePath().normalize(), failed),
          failed);
    }
  }

  private static DataFolder lock(Path path) throws IOException {
    FileChannel channel =
        FileChannel.open(path.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    if (channel.tryLock() == null) {
      channel.close();
      throw alreadyRuns(path);
    }
    DataFolder claimed = new DataFolder(path, channel);
    KEPT_FROM_COLLECTION.add(claimed);
    claimed.write("starting");
    return claimed;
  }

  private static Refusal alreadyRuns(Path path) {
    List<String> holder;
    try {
      holder = Files.readAllLines(path.resolve(LOCK), StandardCharsets.UTF_8);
    } catch (IOException unreadable) {
      holder = List.of();
    }
    String who =
        holder.size() < 2 ? "" : " (process %s, %s)".formatted(holder.get(0), holder.get(1));
    return new Refusal(
        "Trousse already runs on %s%s: stop it first, or choose another folder with --data."
            .formatted(path, who));
  }

  /// Lets a second start say where the first one answers.
  public void announce(String url) {
    try {
      write(url);
    } catch (IOException failed) {
      throw new Refusal("%s cannot be written.".formatted(path.resolve(LOCK)), failed);
    }
  }

  private void write(String where) throws IOException {
    String text = ProcessHandle.current().pid() + "\n" + where + "\n";
    ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    channel.truncate(0);
    channel.position(0);
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }

  /// The folder, without symbolic links.
  public Path path() {
    return path;
  }

  /// Gives the folder back; the file stays, empty.
  @Override
  public void close() {
    if (!KEPT_FROM_COLLECTION.remove(this)) {
      return;
    }
    try (channel) {
      channel.truncate(0);
    } catch (IOException failed) {
      throw new Refusal("%s cannot be closed.".formatted(path.resolve(LOCK)), failed);
    } finally {
      HELD.remove(path);
    }
  }
}
