package org.trousse.referencing.history;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.trousse.referencing.dossier.Event;

/// A part of a dossier's history, the newest first.
///
/// @param older what to ask for the next part: events before this number; null: none is older
public record HistoryPage(List<Event> events, @Nullable Integer older) {
  public HistoryPage {
    events = List.copyOf(events);
  }

  /// Which part.
  ///
  /// @param before events of a lower number than this
  public record Ask(int before, int size) {
    /// Events on a page, and in an answer that does not say how many.
    public static final int SIZE = 50;

    /// Events in one answer.
    public static final int SIZE_MAX = 200;

    /// The newest.
    public static final Ask FIRST = new Ask(Integer.MAX_VALUE, SIZE);

    public Ask {
      if (before < 1 || size < 1 || size > SIZE_MAX) {
        throw new IllegalArgumentException("no such part: " + before + ", " + size);
      }
    }

    /// A part of the usual size.
    public static Ask before(int number) {
      return new Ask(number, SIZE);
    }
  }

  /// Without the one that only says that there are more.
  ///
  /// @param found one more than was asked for, where there are more
  static HistoryPage of(List<Event> found, Ask ask) {
    return found.size() <= ask.size()
        ? new HistoryPage(found, null)
        : new HistoryPage(found.subList(0, ask.size()), found.get(ask.size() - 1).number());
  }
}
