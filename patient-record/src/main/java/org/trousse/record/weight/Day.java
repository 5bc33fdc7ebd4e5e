package org.trousse.record.weight;

import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/// A local day's weight and what it gained.
///
/// @param at of the reading that gives the day its weight: the day's first accepted one, hence one
///   before noon if there is any
/// @param weight kg
/// @param n accepted readings of the day
/// @param gain kg, over what `rule` compares with; null with nothing to compare with
/// @param rule by which the gain was found
/// @param interval days back to the weight that is compared with
/// @param overReference kg above the prescriber's weight; null without one
/// @param alert whether the gain or what is over the reference reaches 2.0 kg
public record Day(
    LocalDate date,
    Instant at,
    double weight,
    int n,
    @Nullable Double gain,
    Rule rule,
    @Nullable Integer interval,
    @Nullable Double overReference,
    boolean alert) {

  /// With what a weight is compared.
  public enum Rule {
    /// The lowest weight of the three days before.
    THREE_DAYS("three-days"),
    /// None of these three has a weight: the last one of the fourteen days before.
    INTERVAL("interval"),
    /// The prescriber's weight.
    REFERENCE("reference"),
    /// The first weight of the series.
    FIRST("first"),
    /// The weights before are older than fourteen days.
    TOO_OLD("too-old");

    private final String word;

    Rule(String word) {
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
