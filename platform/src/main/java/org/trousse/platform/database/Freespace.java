package org.trousse.platform.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.trousse.platform.refusal.Refusal;

/// What is left on the disk that holds a folder.
///
/// @param bytesFree what this user may still write
/// @param bytesTotal the disk's size
public record Freespace(long bytesFree, long bytesTotal) {
  /// Below this much the platform is not ready: PostgreSQL needs room for its log to end a
  /// checkpoint, and must never be brought to a full disk by readings alone.
  public static final long NEEDED_BYTES = 256L << 20;

  public static Freespace of(Path folder) {
    try {
      var store = Files.getFileStore(folder);
      return new Freespace(store.getUsableSpace(), store.getTotalSpace());
    } catch (IOException failed) {
      throw new Refusal(
          "The disk of %s cannot be asked for its free space.".formatted(folder), failed);
    }
  }

  /// Why the platform is not ready; empty when there is room.
  public Optional<String> shortage(long neededBytes) {
    return bytesFree >= neededBytes
        ? Optional.empty()
        : Optional.of(
            "%d MB free on the data folder's disk, %d MB needed"
                .formatted(bytesFree >> 20, neededBytes >> 20));
  }
}
