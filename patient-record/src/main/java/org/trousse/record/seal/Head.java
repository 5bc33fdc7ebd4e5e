package org.trousse.record.seal;

import java.time.Instant;
import java.util.Arrays;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;
import org.trousse.record.merkle.Checkpoint;
import org.trousse.record.merkle.Frontier;
import org.trousse.record.merkle.NoteSigner;
import org.trousse.record.merkle.Tiles;
import org.trousse.record.merkle.TreeHash;

/// The trail's newest head, and how the next one follows.
final class Head {
  /// What the database says that the newest head is.
  ///
  /// @param number null: there is none yet
  record Stored(
      @Nullable Long number,
      @Nullable Instant at,
      long size,
      Frontier frontier,
      @Nullable String note) {}

  /// The head that follows.
  record Next(
      long number,
      Instant at,
      Frontier frontier,
      String note,
      SequencedMap<Tiles.Place, Tiles.Addition> tiles) {}

  private Head() {}

  /// Signs what the leaves make of the tree.
  ///
  /// @param leaves their hashes, one after the other
  /// @throws Tampered when what is stored is not what was signed: nothing may be signed over it
  static Next extend(Stored stored, byte[] leaves, Instant now, NoteSigner signer) {
    check(stored, signer);
    Frontier tree = stored.frontier().copy();
    Tiles.Growth growth = new Tiles.Growth();
    for (int at = 0; at < leaves.length; at += TreeHash.BYTES) {
      tree.append(Arrays.copyOfRange(leaves, at, at + TreeHash.BYTES), growth);
    }
    Long number = stored.number();
    Instant before = stored.at();
    return new Next(
        number == null ? 1 : number + 1,
        before != null && before.isAfter(now) ? before : now,
        tree,
        signer.sign(Checkpoint.of(signer.verifier().name(), tree).text()),
        growth.additions());
  }

  private static void check(Stored stored, NoteSigner signer) {
    String note = stored.note();
    boolean signed =
        note == null
            ? stored.size() == 0 && stored.number() == null
            : Checkpoint.open(note, signer.verifier())
                .filter(head -> head.size() == stored.size() && head.heads(stored.frontier()))
                .isPresent();
    if (!signed) {
      throw new Tampered("the trail's newest head is not the one that was signed");
    }
  }
}
