package org.trousse.platform.database.backup;

/// Told how far a copy is: at least at each table's end, and now and then in between.
@FunctionalInterface
public interface Progress {
  /// So much of this table is copied.
  ///
  /// @param table e.g. `record.reading`
  /// @param bytes of this table that are copied
  void copied(String table, long bytes);
}
