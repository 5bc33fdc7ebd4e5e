package org.trousse.record.pressure;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.trousse.record.pressure.Placed.Part;

/// Readings of one part of one local day with 10 minutes at most from one to the next.
///
/// @param n plausible readings in it, counted or not
/// @param counted of those, how many the protocol counts
/// @param mean of all n
public record Session(
    LocalDate day, Part part, Instant from, Instant to, int n, int counted, Pair mean) {

  /// @param plausible in order of time
  static List<Session> of(List<Placed> plausible) {
    List<Session> sessions = new ArrayList<>();
    int start = 0;
    for (int end = 1; end <= plausible.size(); end++) {
      if (end == plausible.size()
          || plausible.get(end).session() != plausible.get(start).session()) {
        sessions.add(one(plausible.subList(start, end)));
        start = end;
      }
    }
    return List.copyOf(sessions);
  }

  private static Session one(List<Placed> readings) {
    Placed first = readings.getFirst();
    int counted = 0;
    for (Placed placed : readings) {
      counted += placed.counts() ? 1 : 0;
    }
    return new Session(
        first.day(),
        first.part(),
        first.reading().at(),
        readings.getLast().reading().at(),
        readings.size(),
        counted,
        Objects.requireNonNull(Pair.mean(readings)));
  }
}
