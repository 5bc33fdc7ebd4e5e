package org.trousse.record.append;

/// The bounds of one lane.
///
/// @param batchRows a batch leaves when it has this many rows
/// @param batchBytes or weighs this much
/// @param batchMillis or its first row has waited this long
/// @param statementsInFlight batches on their way at once; the others wait
/// @param heldRows accepted and not yet answered; beyond it [Busy]
/// @param heldBytes the same by weight
/// @param answerMillis a statement without an answer is given up after this: its rows are then not
///   known to be stored
public record BatchLimits(
    int batchRows,
    int batchBytes,
    int batchMillis,
    int statementsInFlight,
    int heldRows,
    int heldBytes,
    int answerMillis) {
  /// 1,000 rows or 5 ms; up to 20,000 rows or 16 MiB a lane.
  public static final BatchLimits USUAL =
      new BatchLimits(1_000, 1 << 20, 5, 4, 20_000, 16 << 20, 10_000);

  public BatchLimits {
    if (batchRows < 1
        || batchBytes < 1
        || batchMillis < 1
        || statementsInFlight < 1
        || heldRows < batchRows
        || heldBytes < batchBytes
        || answerMillis < 1) {
      throw new IllegalArgumentException(
          "every limit is at least 1, and a lane holds at least one batch");
    }
  }
}
