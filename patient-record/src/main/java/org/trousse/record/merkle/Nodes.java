package org.trousse.record.merkle;

/// Knows the hashes of a tree's perfect subtrees.
@FunctionalInterface
public interface Nodes {
  /// The hash of one.
  ///
  /// @param height 0 for a leaf
  /// @param index how many subtrees of that height lie left of it
  byte[] at(int height, long index);
}
