package org.trousse.record.seal;

import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.trousse.record.merkle.Checkpoint;
import org.trousse.record.merkle.NoteVerifier;
import org.trousse.record.seal.CheckpointFolder.Kept;

/// Copies every checkpoint to the folder outside the database, also those that other nodes signed
/// and those that a fault of the disk delayed. One call at a time.
public final class PublishLane {
  /// What the folder says of the tree.
  private enum Past {
    UNKNOWN,
    AGREES,
    DIFFERS
  }

  private static final Logger LOG = LoggerFactory.getLogger(PublishLane.class);

  private final SealStore store;
  private final NoteVerifier key;
  private final @Nullable FolderCaller folder;
  private volatile Past past = Past.UNKNOWN;
  private volatile boolean failing;
  private volatile @Nullable String newest;
  private long written;

  /// Begins with what the folder has.
  ///
  /// @param folder null: checkpoints stay in the database
  public PublishLane(SealStore store, @Nullable FolderCaller folder) {
    this.store = store;
    this.key = store.signer().verifier();
    this.folder = folder;
  }

  /// Completes when the tree is known to go on from what the folder has, or the folder cannot be
  /// read; fails with [Tampered] when it is another tree: nothing may be sealed then.
  Future<Void> agreed() {
    FolderCaller kept = folder;
    return switch (past) {
      case AGREES -> Future.succeededFuture();
      case DIFFERS -> Future.failedFuture(differs());
      case UNKNOWN ->
          kept == null
              ? known(Past.AGREES, 0)
              : kept.newest()
                  .transform((note, failure) -> {
                    said(failure);
                    return failure == null ? compared(note) : Future.succeededFuture();
                  });
    };
  }

  private Future<Void> compared(Optional<String> note) {
    if (note.isEmpty()) {
      return known(Past.AGREES, 0);
    }
    Optional<Checkpoint> outside = Checkpoint.open(note.get(), key);
    return outside.isEmpty()
        ? known(Past.DIFFERS, 0)
        : store
            .ofSize(outside.get().size())
            .compose(inside ->
                known(inside.equals(outside) ? Past.AGREES : Past.DIFFERS, outside.get().size()));
  }

  private Future<Void> known(Past found, long size) {
    past = found;
    written = size;
    return found == Past.AGREES ? Future.succeededFuture() : Future.failedFuture(differs());
  }

  private static Tampered differs() {
    return new Tampered(
        "the folder of checkpoints ends with one that is not in the database, or not ours");
  }

  /// Copies what is new. Never fails: a folder that cannot be written is told once, and met again
  /// at the next call.
  Future<Void> publish() {
    FolderCaller kept = folder;
    Future<Void> copied =
        kept != null && past == Past.AGREES ? copy(kept) : Future.succeededFuture();
    return copied
        .transform((done, failure) -> {
          if (kept != null && past == Past.AGREES) {
            said(failure);
          }
          return store.newest();
        })
        .onSuccess(found -> found.filter(this::ours).ifPresent(head -> newest = head.note()))
        .otherwiseEmpty()
        .mapEmpty();
  }

  private Future<Void> copy(FolderCaller kept) {
    return store
        .beyond(written)
        .compose(found ->
            found.isEmpty()
                ? Future.succeededFuture()
                : append(kept, found)
                    .compose(done ->
                        found.size() < SealStore.PAGE ? Future.succeededFuture() : copy(kept)));
  }

  private Future<Void> append(FolderCaller kept, List<Kept> found) {
    if (!found.stream().allMatch(this::ours)) {
      return Future.failedFuture(new Tampered("a checkpoint in the database is not signed by us"));
    }
    return kept.append(found).onSuccess(done -> written = found.getLast().size());
  }

  private boolean ours(Kept kept) {
    return Checkpoint.open(kept.note(), key).filter(head -> head.size() == kept.size()).isPresent();
  }

  /// One line when it stops working and one when it works again.
  private void said(@Nullable Throwable failure) {
    boolean fails = failure != null;
    if (fails && !failing) {
      LOG.warn("checkpoints of the trail cannot be kept outside the database", failure);
    } else if (!fails && failing) {
      LOG.info("checkpoints of the trail are kept outside the database again");
    }
    failing = fails;
  }

  /// Whether what is signed leaves the database.
  public boolean ready() {
    return !failing && past != Past.DIFFERS;
  }

  /// The newest note; null before the first.
  public @Nullable String newest() {
    return newest;
  }

  /// Which key signs.
  public NoteVerifier key() {
    return key;
  }
}
