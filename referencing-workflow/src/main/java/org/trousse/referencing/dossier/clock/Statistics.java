package org.trousse.referencing.dossier.clock;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.trousse.referencing.calendar.WorkingDays;
import org.trousse.referencing.dossier.Event;
import org.trousse.referencing.dossier.State;

/// How many working days the steps really took, from history. While our clock stood still for the
/// vendor, no day counts.
public final class Statistics {
  private Statistics() {}

  /// One step's times.
  ///
  /// @param ended how many times the step ended
  /// @param median in working days
  /// @param ninetieth nine of ten took no longer, in working days
  public record StepTimes(State state, int ended, double median, int ninetieth) {}

  /// The times of each state that was ever left, in the order of [State].
  ///
  /// @param histories each dossier's events in order
  public static List<StepTimes> of(Iterable<List<Event>> histories) {
    Map<State, List<Integer>> days = new EnumMap<>(State.class);
    for (List<Event> history : histories) {
      read(history, days);
    }
    List<StepTimes> all = new ArrayList<>();
    days.forEach((state, times) -> {
      Collections.sort(times);
      all.add(new StepTimes(state, times.size(), median(times), ninetieth(times)));
    });
    return all;
  }

  private static void read(List<Event> history, Map<State, List<Integer>> days) {
    int used = 0;
    @Nullable Instant since = null;
    for (Event event : history) {
      switch (event.fact()) {
        case Event.Begun begun -> since = event.at();
        case Event.Stopped stopped -> {
          used += since == null ? 0 : workingDays(since, event.at());
          since = null;
        }
        case Event.Resumed resumed -> since = event.at();
        case Event.Moved moved -> {
          used += since == null ? 0 : workingDays(since, event.at());
          days.computeIfAbsent(moved.from(), state -> new ArrayList<>()).add(used);
          used = 0;
          since = event.at();
        }
        default -> {
          // no other event has to do with time
        }
      }
    }
  }

  private static int workingDays(Instant from, Instant to) {
    return WorkingDays.between(WorkingDays.day(from), WorkingDays.day(to));
  }

  /// Of sorted times; the mean of the two in the middle where there are two.
  static double median(List<Integer> sorted) {
    int middle = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(middle)
        : (sorted.get(middle - 1) + sorted.get(middle)) / 2.0;
  }

  /// Of sorted times, by nearest rank.
  static int ninetieth(List<Integer> sorted) {
    return sorted.get((sorted.size() * 9 + 9) / 10 - 1);
  }
}
