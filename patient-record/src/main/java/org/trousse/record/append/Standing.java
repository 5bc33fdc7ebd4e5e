package org.trousse.record.append;

/// What stands under a row's key, as `record.standing` tells it.
enum Standing {
  /// nothing
  MISSING,
  /// this very reading
  MINE,
  /// another that says the same
  DUPLICATE,
  /// another that says something else
  CONFLICT;

  static Standing ofCode(int code) {
    return values()[code];
  }
}
