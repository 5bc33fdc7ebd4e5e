package org.trousse.record.watch;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.trousse.sdk.measure.Unit;

/// A threshold of one patient: what is looked at, from which point on somebody should see it, who
/// says so, why, and until when.
///
/// @param unit of its numbers; glucose has three, every other subject its own
/// @param author null: a default of the profile, which nobody set for this patient
/// @param since from then on
/// @param until from then on no more; null only for a default
public record Threshold(
    UUID id,
    Subject subject,
    Unit unit,
    Rule rule,
    @Nullable Author author,
    String reason,
    Instant since,
    @Nullable Instant until) {
  public static final int REASON_CHARACTERS_MAX = 300;

  public Threshold {
    boolean glucose = subject == Subject.GLUCOSE && unit == Unit.MMOL_PER_L;
    if (unit != subject.unit() && !glucose) {
      throw new IllegalArgumentException("not a unit of " + subject.word());
    }
    if (reason.isBlank() || reason.length() > REASON_CHARACTERS_MAX) {
      throw new IllegalArgumentException("a threshold says why, in a sentence");
    }
    if (author != null && (until == null || !until.isAfter(since))) {
      throw new IllegalArgumentException("a threshold ends after it begins");
    }
  }

  /// Who set it, as they were called then.
  public record Author(UUID id, String name) {}

  /// What a crossing means.
  public enum Severity {
    /// See now.
    RED,
    /// Worth knowing today.
    WARN
  }

  /// On which side values are beyond a bound.
  public enum Side {
    BELOW,
    ABOVE
  }

  /// The three kinds.
  public sealed interface Rule {}

  /// A single value. A sensor's single value raises nothing: it has [Sustained].
  public record Value(Bounds bounds) implements Rule {}

  /// Strictly beyond the bound for some time, or for some readings.
  public record Sustained(Side side, double bound, Lasting lasting, Severity severity)
      implements Rule {}

  /// A day's value against those of the days before: a rise if `delta` is positive, a fall if it is
  /// negative; a change of exactly `delta` counts.
  ///
  /// @param days back, from 1
  public record Change(double delta, int days, Severity severity) implements Rule {
    public static final int DAYS_MAX = 28;

    public Change {
      if (delta == 0 || !Double.isFinite(delta) || days < 1 || days > DAYS_MAX) {
        throw new IllegalArgumentException("a change is of something, over 1 to 28 days");
      }
    }
  }

  /// How long something lasts before it matters.
  public sealed interface Lasting {}

  /// Of elapsed time, from the first reading beyond.
  public record Minutes(int minutes) implements Lasting {
    public static final int MAX = 24 * 60;

    public Minutes {
      if (minutes < 1 || minutes > MAX) {
        throw new IllegalArgumentException("1 minute to a day");
      }
    }
  }

  /// `k` of the last `n` readings.
  public record OfLast(int k, int n) implements Lasting {
    public static final int MAX = 50;

    public OfLast {
      if (k < 1 || k > n || n > MAX) {
        throw new IllegalArgumentException("k of n readings, 50 at most");
      }
    }
  }

  /// Whether it holds at that moment.
  public boolean holds(Instant at) {
    return !at.isBefore(since) && (until == null || at.isBefore(until));
  }

  public boolean isDefault() {
    return author == null;
  }

  /// Never the reason: people write names there.
  @Override
  public String toString() {
    return "Threshold(" + subject.word() + ")";
  }
}
