package org.trousse.record.merkle;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.SequencedMap;
import java.util.SequencedSet;

/// A tree's hashes in tiles: every eighth height is kept, 256 hashes a tile, and what lies between
/// is computed (c2sp.org/tlog-tiles cuts trees alike). That is 32 bytes a leaf and a little more.
public final class Tiles implements Nodes {
  /// Hashes of a full tile.
  public static final int WIDTH = 256;

  private static final int HEIGHTS = 8;

  /// Where a tile lies.
  ///
  /// @param level 0 holds leaves, 1 the roots of full tiles of level 0, …
  public record Place(int level, long index) {}

  /// What is to be added at the end of a tile.
  public static final class Addition {
    private final int offset;
    private final ByteArrayOutputStream hashes = new ByteArrayOutputStream();

    private Addition(int offset) {
      this.offset = offset;
    }

    /// Hashes that the tile has already.
    public int offset() {
      return offset;
    }

    public byte[] hashes() {
      return hashes.toByteArray();
    }
  }

  /// Collects what a growing tree adds.
  public static final class Growth implements Frontier.Completes {
    private final SequencedMap<Place, Addition> added = new LinkedHashMap<>();

    @Override
    public void completed(int height, long index, byte[] hash) {
      if (height % HEIGHTS == 0) {
        added
            .computeIfAbsent(
                new Place(height / HEIGHTS, index / WIDTH),
                fresh -> new Addition((int) (index % WIDTH)))
            .hashes
            .writeBytes(hash);
      }
    }

    public SequencedMap<Place, Addition> additions() {
      return Collections.unmodifiableSequencedMap(added);
    }
  }

  private final Map<Place, byte[]> tiles;

  /// Over what is kept.
  ///
  /// @param tiles each with the hashes that it has so far
  public Tiles(Map<Place, byte[]> tiles) {
    this.tiles = Map.copyOf(tiles);
  }

  /// Which tiles prove that a tree of `size` holds the leaf: two a level at most.
  public static SequencedSet<Place> needed(long leaf, long size) {
    SequencedSet<Place> needed = new LinkedHashSet<>();
    long hashes = size;
    long on = leaf;
    for (int level = 0; hashes > 0; level++) {
      if (on < hashes) {
        needed.add(new Place(level, on / WIDTH));
      }
      needed.add(new Place(level, (hashes - 1) / WIDTH));
      hashes /= WIDTH;
      on /= WIDTH;
    }
    return needed;
  }

  /// Computed from the tile that knows it.
  ///
  /// @throws IllegalStateException when the tile that knows it is not there or too short
  @Override
  public byte[] at(int height, long index) {
    int within = height % HEIGHTS;
    long first = index << within;
    byte[] tile = tiles.get(new Place(height / HEIGHTS, first / WIDTH));
    int from = (int) (first % WIDTH) * TreeHash.BYTES;
    int to = from + (TreeHash.BYTES << within);
    if (tile == null || tile.length < to) {
      throw new IllegalStateException("a tile of the tree is missing or too short");
    }
    Frontier subtree = Frontier.empty();
    for (int at = from; at < to; at += TreeHash.BYTES) {
      subtree.append(Arrays.copyOfRange(tile, at, at + TreeHash.BYTES));
    }
    return subtree.root();
  }
}
