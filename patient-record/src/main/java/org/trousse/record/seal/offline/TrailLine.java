package org.trousse.record.seal.offline;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A line of an exported trail. Leaves come in their order, each checkpoint behind the last leaf
/// that it seals, and one line at the end.
public sealed interface TrailLine {
  /// An event in its place.
  ///
  /// @param columns as [org.trousse.record.seal.LeafForm#COLUMNS] orders them
  /// @param hash what the database keeps as the leaf's hash, in base64; empty: nothing
  record Leaf(long number, List<@Nullable String> columns, String hash) implements TrailLine {
    // in full: the compact form loses the annotation of the list's type
    public Leaf(long number, List<@Nullable String> columns, String hash) {
      this.number = number;
      this.columns = columns.stream().toList();
      this.hash = hash;
    }

    /// Never what happened to whom.
    @Override
    public String toString() {
      return "Leaf(" + number + ")";
    }
  }

  /// A checkpoint as the database lists it.
  ///
  /// @param note signed
  record Listed(Instant at, String note) implements TrailLine {}

  /// Nothing is left out before it.
  ///
  /// @param at when the export was begun
  /// @param waiting events that were not sealed yet
  record End(Instant at, long waiting) implements TrailLine {}
}
