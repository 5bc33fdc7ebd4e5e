package org.trousse.record.seal;

import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.trousse.record.merkle.Checkpoint;
import org.trousse.record.merkle.NoteVerifier;
import org.trousse.record.merkle.ProofCheck;
import org.trousse.record.merkle.Proofs;
import org.trousse.record.merkle.Tiles;

/// That an event is in the tree of a checkpoint, for whoever trusts the key alone.
///
/// @param columns of the event, in the order of [LeafForm#COLUMNS]
/// @param path the audit path, from the leaf upwards, in base64
/// @param checkpoint the signed note
public record Proof(
    long leaf, long size, List<@Nullable String> columns, List<String> path, String checkpoint) {
  /// What is found under an event's id.
  public sealed interface Found {
    /// Sealed.
    record Sealed(Proof proof) implements Found {}

    /// Not sealed yet.
    record Waiting() implements Found {}

    /// There is no such event for this patient.
    record Unknown() implements Found {}
  }

  // in full: the compact form loses the annotation of the list's type
  public Proof(
      long leaf, long size, List<@Nullable String> columns, List<String> path, String checkpoint) {
    this.leaf = leaf;
    this.size = size;
    this.columns = columns.stream().toList();
    this.path = List.copyOf(path);
    this.checkpoint = checkpoint;
  }

  /// Makes it, and checks it as its reader will.
  ///
  /// @throws Tampered when what is stored proves nothing
  static Proof of(
      long leaf, List<@Nullable String> columns, Tiles tiles, String note, NoteVerifier key) {
    Checkpoint head =
        Checkpoint.open(note, key)
            .filter(signed -> leaf < signed.size())
            .orElseThrow(() -> new Tampered("the newest head does not hold what was sealed"));
    List<byte[]> path = Proofs.inclusion(leaf, head.size(), tiles);
    if (!ProofCheck.included(leaf, head.size(), LeafForm.hash(columns), path, head.rootBytes())) {
      throw new Tampered("an event, or a tile, is not what was sealed");
    }
    Base64.Encoder base64 = Base64.getEncoder();
    return new Proof(
        leaf, head.size(), columns, path.stream().map(base64::encodeToString).toList(), note);
  }

  /// The bytes under the leaf's hash, as text.
  public String input() {
    return LeafForm.text(columns);
  }

  /// The leaf's hash, in base64.
  public String leafHash() {
    return Base64.getEncoder().encodeToString(LeafForm.hash(columns));
  }

  /// Never whose.
  @Override
  public String toString() {
    return "Proof(" + leaf + " of " + size + ")";
  }
}
