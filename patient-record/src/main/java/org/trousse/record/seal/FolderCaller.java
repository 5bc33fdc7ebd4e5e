package org.trousse.record.seal;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.trousse.record.seal.CheckpointFolder.Kept;

/// The folder of checkpoints, away from the event loop.
public final class FolderCaller {
  private final Vertx vertx;
  private final CheckpointFolder folder;

  public FolderCaller(Vertx vertx, CheckpointFolder folder) {
    this.vertx = vertx;
    this.folder = folder;
  }

  /// The last note that is there whole; empty in a new folder.
  Future<Optional<String>> newest() {
    return vertx.executeBlocking(folder::newest, true).map(Objects::requireNonNull);
  }

  /// Completes when they are on the disk.
  Future<Void> append(List<Kept> checkpoints) {
    return vertx
        .executeBlocking(
            () -> {
              folder.append(checkpoints);
              return true;
            },
            true)
        .mapEmpty();
  }
}
