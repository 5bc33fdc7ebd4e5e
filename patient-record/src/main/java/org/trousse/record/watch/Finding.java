package org.trousse.record.watch;

import java.time.Instant;
import java.util.Comparator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.trousse.sdk.measure.Measure;
import org.trousse.sdk.measure.Unit;

/// One thing to look at, with the numbers that its sentence needs.
///
/// @param measure whose readings; of a blood pressure, `subject` says which number
/// @param from when it began
/// @param to when it was last so
/// @param open whether nothing came since that says otherwise
/// @param value the worst value, or what is compared
/// @param bound what it is compared with
/// @param minutes how long it lasts, or how much too late
/// @param count readings or days concerned
/// @param of of how many
/// @param unit of `value` and `bound`; null for those without one
/// @param firstSeen when a list first showed it; a finding that goes on keeps it
public record Finding(
    Why why,
    @Nullable Measure measure,
    @Nullable Subject subject,
    Instant from,
    Instant to,
    boolean open,
    @Nullable Double value,
    @Nullable Double bound,
    long minutes,
    int count,
    int of,
    @Nullable Unit unit,
    Instant firstSeen) {

  /// In the order of the list.
  public enum Group {
    /// See now.
    A,
    /// Changed.
    B,
    /// Silent.
    C,
    /// To confirm.
    D,
    /// On target.
    E
  }

  /// Which rule found it. `word` stands in rows and names the sentence.
  public enum Why {
    RED_BELOW("red-below", Group.A),
    RED_ABOVE("red-above", Group.A),
    RED_BELOW_OF_LAST("red-below-of-last", Group.A),
    RED_ABOVE_OF_LAST("red-above-of-last", Group.A),
    RED_VALUE_LOW("red-value-low", Group.A),
    RED_VALUE_HIGH("red-value-high", Group.A),
    RED_RISE("red-rise", Group.A),
    RED_FALL("red-fall", Group.A),
    /// 2.0 kg or more: over the lowest of three days, over an interval, over the reference.
    WEIGHT_THREE_DAYS("weight-three-days", Group.A),
    WEIGHT_INTERVAL("weight-interval", Group.A),
    WEIGHT_REFERENCE("weight-reference", Group.A),
    WARN_BELOW("warn-below", Group.B),
    WARN_ABOVE("warn-above", Group.B),
    WARN_BELOW_OF_LAST("warn-below-of-last", Group.B),
    WARN_ABOVE_OF_LAST("warn-above-of-last", Group.B),
    WARN_VALUE_LOW("warn-value-low", Group.B),
    WARN_VALUE_HIGH("warn-value-high", Group.B),
    WARN_RISE("warn-rise", Group.B),
    WARN_FALL("warn-fall", Group.B),
    /// Beyond a critical bound of blood pressure once; five minutes of rest were not waited for.
    MEASURE_AGAIN("measure-again", Group.B),
    RANGE_DROP("range-drop", Group.B),
    PRESSURE_CROSSED("pressure-crossed", Group.B),
    WEIGHT_SMALL_GAIN("weight-small-gain", Group.B),
    SILENT("silent", Group.C),
    NEVER("never", Group.C),
    IMPLAUSIBLE("implausible", Group.D),
    CONFLICT("conflict", Group.D),
    HOUSEHOLD("household", Group.D),
    MANUAL("manual", Group.D);

    private final String word;
    private final Group group;

    Why(String word, Group group) {
      this.word = word;
      this.group = group;
    }

    /// Throws for a word that no version of ours wrote.
    public static Why of(String word) {
      return Stream.of(values())
          .filter(why -> why.word.equals(word))
          .findFirst()
          .orElseThrow(() -> new IllegalArgumentException("no rule is called " + word));
    }

    public String word() {
      return word;
    }

    public Group group() {
      return group;
    }
  }

  /// The most urgent first: by group, what still lasts, the newest, and then by rule, so that the
  /// order is the same every time.
  public static final Comparator<Finding> BY_URGENCY =
      Comparator.comparing(Finding::group)
          .thenComparing(Finding::open, Comparator.reverseOrder())
          .thenComparing(Finding::to, Comparator.reverseOrder())
          .thenComparing(Finding::why)
          .thenComparing(Finding::subject, Comparator.nullsLast(Comparator.<Subject>naturalOrder()))
          .thenComparing(Finding::measure, Comparator.nullsLast(Comparator.<Measure>naturalOrder()))
          .thenComparing(Finding::from);

  public Group group() {
    return why.group();
  }

  /// Whether it is the same episode, seen again: by the same rule on the same number, and the two
  /// overlap. A reading that arrives late may have moved its beginning or its end.
  public boolean continues(Finding before) {
    return why == before.why
        && measure == before.measure
        && subject == before.subject
        && !from.isAfter(before.to)
        && !before.from.isAfter(to);
  }

  Finding firstSeen(Instant at) {
    return new Finding(
        why, measure, subject, from, to, open, value, bound, minutes, count, of, unit, at);
  }

  /// Never a value.
  @Override
  public String toString() {
    return "Finding(" + why.word() + ")";
  }
}
