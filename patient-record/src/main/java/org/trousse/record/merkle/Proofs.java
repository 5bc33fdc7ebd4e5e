package org.trousse.record.merkle;

import java.util.ArrayList;
import java.util.List;

/// Makes proofs. Each asks for no more nodes than the logarithm of the tree's size, squared.
public final class Proofs {
  private Proofs() {}

  /// That the tree of the first `size` leaves holds this one (RFC 6962 §2.1.1, PATH).
  public static List<byte[]> inclusion(long leaf, long size, Nodes nodes) {
    if (leaf < 0 || leaf >= size) {
      throw new IllegalArgumentException("a tree of " + size + " has no leaf " + leaf);
    }
    List<byte[]> path = new ArrayList<>();
    long from = 0;
    long to = size;
    while (to - from > 1) {
      long middle = from + split(to - from);
      if (leaf < middle) {
        path.add(root(middle, to, nodes));
        to = middle;
      } else {
        path.add(root(from, middle, nodes));
        from = middle;
      }
    }
    return path.reversed();
  }

  /// That the tree of the first `older` leaves begins the tree of the first `size` (RFC 6962
  /// §2.1.2, PROOF).
  public static List<byte[]> consistency(long older, long size, Nodes nodes) {
    if (older < 0 || older > size) {
      throw new IllegalArgumentException("a tree of " + older + " begins no tree of " + size);
    }
    List<byte[]> proof = new ArrayList<>();
    long from = 0;
    long to = size;
    while (older > 0 && to > older) {
      long middle = from + split(to - from);
      if (older <= middle) {
        proof.add(root(middle, to, nodes));
        to = middle;
      } else {
        proof.add(root(from, middle, nodes));
        from = middle;
      }
    }
    if (from > 0) {
      proof.add(root(from, to, nodes));
    }
    return proof.reversed();
  }

  /// Of the leaves from `from` on and before `to`. Such a range begins at a multiple of the power
  /// of two that is not smaller than it.
  static byte[] root(long from, long to, Nodes nodes) {
    long leaves = to - from;
    if (leaves == 0) {
      return TreeHash.empty();
    }
    if (Long.bitCount(leaves) == 1) {
      return nodes.at(Long.numberOfTrailingZeros(leaves), from / leaves);
    }
    long middle = from + split(leaves);
    return TreeHash.node(root(from, middle, nodes), root(middle, to, nodes));
  }

  /// The largest power of two below `leaves`.
  private static long split(long leaves) {
    return Long.highestOneBit(leaves - 1);
  }
}
