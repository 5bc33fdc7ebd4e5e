package org.trousse.sdk.http;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/// How far the server's clock is from ours, by the `Date` of its answers (RFC 9110 §6.6.1). A
/// device whose clock is wrong signs proofs that nobody takes, and dates its readings wrongly.
///
/// @param ahead how far the server's clock is before ours; negative when it is behind
/// @param uncertainty how far from the truth that may be: half of the round trip, and half a second
///   since `Date` has whole ones
/// @param answers how many it was counted from
public record ClockSkew(Duration ahead, Duration uncertainty, int answers) {
  static final int ANSWERS_MAX = 9;

  private static final Duration HALF_SECOND = Duration.ofMillis(500);

  /// Whether the clocks disagree by more than this for certain.
  public boolean exceeds(Duration limit) {
    return ahead.abs().minus(uncertainty).compareTo(limit) > 0;
  }

  /// What one answer says.
  static ClockSkew of(Instant sent, Instant received, Instant date) {
    Duration halfTrip = Duration.between(sent, received).dividedBy(2);
    Duration ahead = Duration.between(sent.plus(halfTrip), date.plus(HALF_SECOND));
    return new ClockSkew(ahead, halfTrip.plus(HALF_SECOND), 1);
  }

  /// The last few answers of one server.
  static final class Seen {
    private final Deque<ClockSkew> last = new ArrayDeque<>();

    synchronized void add(ClockSkew one) {
      last.addLast(one);
      if (last.size() > ANSWERS_MAX) {
        last.removeFirst();
      }
    }

    /// The one in the middle; of an even number the lower of the two.
    synchronized Optional<ClockSkew> median() {
      List<ClockSkew> sorted =
          last.stream().sorted(Comparator.comparing(ClockSkew::ahead)).toList();
      if (sorted.isEmpty()) {
        return Optional.empty();
      }
      ClockSkew middle = sorted.get((sorted.size() - 1) / 2);
      return Optional.of(new ClockSkew(middle.ahead(), middle.uncertainty(), sorted.size()));
    }
  }
}
