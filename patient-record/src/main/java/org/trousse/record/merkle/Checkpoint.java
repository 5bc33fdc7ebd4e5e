package org.trousse.record.merkle;

import java.util.Base64;
import java.util.Optional;

/// A tree's head: how many leaves, and the root over them (c2sp.org/tlog-checkpoint).
///
/// @param origin names the log
/// @param root in base64, as the checkpoint spells it
public record Checkpoint(String origin, long size, String root) {
  public Checkpoint {
    byte[] bytes = SignedNote.decoded(root);
    if (origin.isEmpty()
        || origin.contains("\n")
        || size < 0
        || bytes == null
        || bytes.length != TreeHash.BYTES) {
      throw new IllegalArgumentException("no tree has such a head");
    }
  }

  public static Checkpoint of(String origin, Frontier tree) {
    return new Checkpoint(origin, tree.size(), Base64.getEncoder().encodeToString(tree.root()));
  }

  /// Whether it is the head of this very tree.
  public boolean heads(Frontier tree) {
    return tree.size() == size && Base64.getEncoder().encodeToString(tree.root()).equals(root);
  }

  public byte[] rootBytes() {
    return Base64.getDecoder().decode(root);
  }

  /// What a note signs.
  public String text() {
    return origin + "\n" + size + "\n" + root + "\n";
  }

  /// Empty: it is no checkpoint. Lines that others may add below the root are left aside.
  public static Optional<Checkpoint> parse(String text) {
    String[] lines = text.split("\n", -1);
    if (lines.length < 4
        || !lines[1].matches("0|[1-9][0-9]{0,17}")
        || !lines[lines.length - 1].isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(new Checkpoint(lines[0], Long.parseLong(lines[1]), lines[2]));
    } catch (IllegalArgumentException none) {
      return Optional.empty();
    }
  }

  /// A note's head, when the key signed it and the log is the key's.
  public static Optional<Checkpoint> open(String note, NoteVerifier key) {
    return key.open(note)
        .flatMap(Checkpoint::parse)
        .filter(head -> head.origin().equals(key.name()));
  }

  @Override
  public String toString() {
    return "Checkpoint(" + size + " leaves)";
  }
}
