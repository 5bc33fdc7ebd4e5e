package org.trousse.record.merkle;

import java.util.ArrayList;
import java.util.List;

/// RFC 6962 §2.1 word for word, over lists: what the quick ways are compared with.
final class NaiveTree {
  private NaiveTree() {}

  static byte[] root(List<byte[]> hashes) {
    return switch (hashes.size()) {
      case 0 -> TreeHash.empty();
      case 1 -> hashes.getFirst();
      default -> {
        int split = split(hashes.size());
        yield TreeHash.node(
            root(hashes.subList(0, split)), root(hashes.subList(split, hashes.size())));
      }
    };
  }

  /// §2.1.1
  static List<byte[]> path(int leaf, List<byte[]> hashes) {
    if (hashes.size() == 1) {
      return List.of();
    }
    int split = split(hashes.size());
    List<byte[]> left = hashes.subList(0, split);
    List<byte[]> right = hashes.subList(split, hashes.size());
    return leaf < split
        ? with(path(leaf, left), root(right))
        : with(path(leaf - split, right), root(left));
  }

  /// §2.1.2, for 0 < older
  static List<byte[]> proof(int older, List<byte[]> hashes, boolean known) {
    if (older == hashes.size()) {
      return known ? List.of() : List.of(root(hashes));
    }
    int split = split(hashes.size());
    List<byte[]> left = hashes.subList(0, split);
    List<byte[]> right = hashes.subList(split, hashes.size());
    return older <= split
        ? with(proof(older, left, known), root(right))
        : with(proof(older - split, right, false), root(left));
  }

  private static int split(int size) {
    int split = 1;
    while (split * 2 < size) {
      split *= 2;
    }
    return split;
  }

  private static List<byte[]> with(List<byte[]> some, byte[] one) {
    List<byte[]> all = new ArrayList<>(some);
    all.add(one);
    return all;
  }
}
