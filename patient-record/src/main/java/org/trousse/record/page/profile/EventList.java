package org.trousse.record.page.profile;

import java.util.ArrayList;
import java.util.List;
import org.trousse.record.glucose.GlucoseEvents.Event;
import org.trousse.record.glucose.GlucoseEvents.Kind;
import org.trousse.record.glucose.GlucoseUnit;

/// Episodes below and above the four thresholds: how many of each kind, and the latest.
///
/// @param counts one sentence for each kind that happened
/// @param latest the newest first
/// @param more says that there are older ones; empty: there are not
public record EventList(List<String> counts, List<Row> latest, String more) {
  static final int LATEST_MAX = 20;

  /// One episode.
  public record Row(String kind, String start, String lasted, String extreme) {}

  static EventList of(Shown shown) {
    List<Event> events = shown.numbers().events();
    List<String> counts = new ArrayList<>();
    for (Kind kind : Kind.values()) {
      long count = events.stream().filter(event -> event.kind() == kind).count();
      if (count > 0) {
        counts.add(
            shown
                .words()
                .counted(
                    "profile.events.count",
                    count,
                    shown.figures().whole(count),
                    name(kind, shown)));
      }
    }
    List<Row> latest =
        events.reversed().stream().limit(LATEST_MAX).map(event -> row(event, shown)).toList();
    String more =
        events.size() > LATEST_MAX
            ? shown
                .words()
                .text("profile.events.more", LATEST_MAX, shown.figures().whole(events.size()))
            : "";
    return new EventList(List.copyOf(counts), latest, more);
  }

  static String name(Kind kind, Shown shown) {
    GlucoseUnit unit = shown.unit();
    double bound =
        switch (kind) {
          case LOW, EXTENDED_LOW -> unit.low();
          case VERY_LOW -> unit.veryLow();
          case HIGH -> unit.high();
          case VERY_HIGH -> unit.veryHigh();
        };
    return shown.words().text("profile.event." + kind.word(), shown.bound(bound));
  }

  private static Row row(Event event, Shown shown) {
    String lasted = shown.figures().duration(event.minutes());
    return new Row(
        name(event.kind(), shown),
        shown.figures().moment(event.start()),
        event.open() ? shown.words().text("profile.event.open", lasted) : lasted,
        shown.levelWithUnit(event.extreme()));
  }
}
