package org.trousse.record.merkle;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// The right edge of a tree: the roots of its perfect subtrees, the widest first, one for each bit
/// of its size. With it the tree grows and tells its root without any leaf being read again.
public final class Frontier {
  /// Hears of every perfect subtree that a new leaf completes, the leaf itself included.
  @FunctionalInterface
  public interface Completes {
    /// Called once for each, from the leaf upwards.
    ///
    /// @param height 0 for a leaf
    /// @param index how many subtrees of that height lie left of it
    void completed(int height, long index, byte[] hash);
  }

  private final List<byte[]> edge;
  private long size;

  private Frontier(long size, List<byte[]> edge) {
    this.size = size;
    this.edge = edge;
  }

  public static Frontier empty() {
    return new Frontier(0, new ArrayList<>());
  }

  /// As [#bytes] wrote it.
  ///
  /// @throws IllegalArgumentException when a tree of that size has another number of subtrees
  public static Frontier of(long size, byte[] bytes) {
    if (size < 0 || bytes.length != Long.bitCount(size) * TreeHash.BYTES) {
      throw new IllegalArgumentException("no frontier of a tree of " + size + " leaves");
    }
    List<byte[]> edge = new ArrayList<>();
    for (int at = 0; at < bytes.length; at += TreeHash.BYTES) {
      edge.add(Arrays.copyOfRange(bytes, at, at + TreeHash.BYTES));
    }
    return new Frontier(size, edge);
  }

  public Frontier copy() {
    return new Frontier(size, new ArrayList<>(edge));
  }

  public void append(byte[] leafHash) {
    append(leafHash, (height, index, hash) -> {});
  }

  public void append(byte[] leafHash, Completes completes) {
    byte[] hash = leafHash;
    completes.completed(0, size, hash);
    int height = 0;
    for (long rest = size; (rest & 1) == 1; rest >>>= 1) {
      hash = TreeHash.node(edge.removeLast(), hash);
      height++;
      completes.completed(height, size >>> height, hash);
    }
    edge.add(hash);
    size++;
  }

  public long size() {
    return size;
  }

  public byte[] root() {
    if (edge.isEmpty()) {
      return TreeHash.empty();
    }
    byte[] root = edge.getLast();
    for (int place = edge.size() - 2; place >= 0; place--) {
      root = TreeHash.node(edge.get(place), root);
    }
    return root.clone();
  }

  /// The subtrees' hashes, the widest first.
  public byte[] bytes() {
    ByteBuffer all = ByteBuffer.allocate(edge.size() * TreeHash.BYTES);
    edge.forEach(all::put);
    return all.array();
  }
}
