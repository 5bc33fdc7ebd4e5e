package org.trousse.record.merkle;

import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;

/// Checks proofs as anybody can who has nothing but the heads of the trees.
public final class ProofCheck {
  private ProofCheck() {}

  /// RFC 9162 §2.1.3.2.
  public static boolean included(
      long leaf, long size, byte[] leafHash, List<byte[]> path, byte[] root) {
    if (leaf < 0 || leaf >= size) {
      return false;
    }
    long place = leaf;
    long last = size - 1;
    byte[] hash = leafHash;
    for (byte[] sibling : path) {
      if (last == 0) {
        return false;
      }
      if ((place & 1) == 1 || place == last) {
        hash = TreeHash.node(sibling, hash);
        int risen = (place & 1) == 1 ? 0 : rise(place);
        place >>>= risen;
        last >>>= risen;
      } else {
        hash = TreeHash.node(hash, sibling);
      }
      place >>>= 1;
      last >>>= 1;
    }
    return last == 0 && MessageDigest.isEqual(hash, root);
  }

  /// RFC 9162 §2.1.4.2. An empty tree begins every tree.
  public static boolean consistent(
      long older, byte[] olderRoot, long size, byte[] root, List<byte[]> proof) {
    if (older < 0 || older > size) {
      return false;
    }
    if (older == 0 || older == size) {
      byte[] expected = older == 0 ? TreeHash.empty() : root;
      return proof.isEmpty() && MessageDigest.isEqual(olderRoot, expected);
    }
    List<byte[]> hashes = new ArrayList<>(proof);
    if (Long.bitCount(older) == 1) {
      hashes.addFirst(olderRoot);
    }
    return !hashes.isEmpty() && both(older - 1, size - 1, hashes, olderRoot, root);
  }

  private static boolean both(
      long olderLast, long sizeLast, List<byte[]> hashes, byte[] olderRoot, byte[] root) {
    int left = Long.numberOfTrailingZeros(~olderLast);
    long place = olderLast >>> left;
    long last = sizeLast >>> left;
    byte[] first = hashes.getFirst();
    byte[] second = first;
    for (byte[] hash : hashes.subList(1, hashes.size())) {
      if (last == 0) {
        return false;
      }
      if ((place & 1) == 1 || place == last) {
        first = TreeHash.node(hash, first);
        second = TreeHash.node(hash, second);
        int risen = (place & 1) == 1 ? 0 : rise(place);
        place >>>= risen;
        last >>>= risen;
      } else {
        second = TreeHash.node(second, hash);
      }
      place >>>= 1;
      last >>>= 1;
    }
    return last == 0
        && MessageDigest.isEqual(first, olderRoot)
        && MessageDigest.isEqual(second, root);
  }

  /// How far up until a right child, or the leftmost branch, is met.
  private static int rise(long place) {
    return place == 0 ? 0 : Long.numberOfTrailingZeros(place);
  }
}
