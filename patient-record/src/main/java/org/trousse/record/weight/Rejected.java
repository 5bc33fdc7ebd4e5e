package org.trousse.record.weight;

import org.jspecify.annotations.Nullable;

/// A weighing that counts in no number, until somebody confirms it.
///
/// @param median what it was compared with, kg; null when it is impossible by itself
public record Rejected(WeightReading reading, Why why, @Nullable Double median) {

  public enum Why {
    /// Below 0.5 or above 650 kg.
    IMPOSSIBLE("impossible"),
    /// "Est-ce bien vous ?"
    FAR_FROM_MEDIAN("far-from-median");

    private final String word;

    Why(String word) {
      this.word = word;
    }

    public String word() {
      return word;
    }

    /// As answers spell it.
    @Override
    public String toString() {
      return word;
    }
  }
}
