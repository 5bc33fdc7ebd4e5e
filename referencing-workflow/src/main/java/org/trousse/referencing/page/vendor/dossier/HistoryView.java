package org.trousse.referencing.page.vendor.dossier;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.trousse.referencing.desk.DossierView.Past;
import org.trousse.referencing.dossier.Actor;
import org.trousse.referencing.dossier.Event;
import org.trousse.referencing.dossier.move.Grounds;
import org.trousse.referencing.dossier.quorum.Sitting;
import org.trousse.referencing.page.Words;
import org.trousse.referencing.page.vendor.VendorSpots;

/// A part of all that happened to a dossier, the latest first.
///
/// @param newest where the newest part is; empty: this is it
/// @param older where the next part is; empty: this is the last
public record HistoryView(
    Words words, String up, String reference, List<Line> lines, String newest, String older) {
  /// Names the part in an address: events before this number.
  public static final String BEFORE = "before";

  /// One thing.
  ///
  /// @param more why, where somebody said it
  public record Line(String at, String who, String what, List<String> more) {
    public Line {
      more = List.copyOf(more);
    }
  }

  public HistoryView {
    lines = List.copyOf(lines);
  }

  /// A part of a dossier's history for one reader.
  ///
  /// @param first whether nothing is newer than the part
  /// @param reader the account of who looks
  /// @param names of the vendor's people; officers are told by what they are
  public static HistoryView of(
      Words words, UUID reader, Past past, boolean first, Map<UUID, String> names) {
    UUID id = past.dossier().id();
    String own = VendorSpots.HISTORY.address(words, id);
    Integer older = past.page().older();
    return new HistoryView(
        words,
        VendorSpots.DOSSIER.address(words, id),
        past.dossier().identity().reference(),
        past.page().events().stream()
            .map(event ->
                new Line(
                    words.moment(event.at()),
                    who(words, reader, event.actor(), names),
                    what(words, event.fact()),
                    more(words, event.fact())))
            .toList(),
        first ? "" : own,
        older == null ? "" : own + "?" + BEFORE + "=" + older);
  }

  private static String who(Words words, UUID reader, Actor.Trace actor, Map<UUID, String> names) {
    if (actor.account().equals(reader)) {
      return words.text("who.you");
    }
    if (actor.kind().startsWith("vendor")) {
      return names.getOrDefault(actor.account(), words.text("who.vendor"));
    }
    return words.text("who." + actor.kind());
  }

  private static String what(Words words, Event.Fact fact) {
    return switch (fact) {
      case Event.Begun begun -> words.text("event.begun", begun.reference());
      case Event.Revised revised -> words.text("event.revised", revised.evidence().manifest());
      case Event.Moved moved ->
          words.text("event.moved", words.state(moved.from(), ""), words.state(moved.to(), ""));
      case Event.Proposed proposed -> words.text("event.proposed");
      case Event.Declined declined -> words.text("event.declined");
      case Event.Judged judged ->
          words.text(
              "event.judged",
              judged.verdict().criterion(),
              words.text("verdict." + judged.verdict().word()));
      case Event.Stopped stopped -> words.text("event.stopped");
      case Event.Resumed resumed -> words.text("event.resumed");
      case Event.Attested attested -> words.text("event.attested");
      case Event.Escalated escalated -> words.text("event.escalated");
    };
  }

  private static List<String> more(Words words, Event.Fact fact) {
    return switch (fact) {
      case Event.Moved moved -> moved(words, moved);
      case Event.Proposed proposed -> grounds(words, proposed.grounds());
      case Event.Declined(_, var reason) -> List.of(words.quoted(reason));
      case Event.Judged(var verdict) -> List.of(words.quoted(verdict.reason()));
      case Event.Stopped(var reason) -> List.of(words.quoted(reason));
      case Event.Revised revised when !revised.retest().isEmpty() ->
          List.of(words.text("event.retest", String.join(", ", revised.retest())));
      default -> List.of();
    };
  }

  private static List<String> moved(Words words, Event.Moved moved) {
    List<String> all = new ArrayList<>(grounds(words, moved.grounds()));
    if (moved.move().opines()) {
      Sitting sitting = moved.sitting();
      all.add(
          sitting == null
              ? words.text("event.sat.unknown")
              : words.text("event.sat", sitting.count(), sitting.citizens()));
    }
    return all;
  }

  private static List<String> grounds(Words words, Grounds grounds) {
    String code = words.of(grounds.code().words());
    String said = words.quoted(grounds.reason());
    String why =
        said.equals(grounds.code().words().in(words.locale()))
            ? code
            : code + words.text("colon") + said;
    return grounds.criteria().isEmpty()
        ? List.of(why)
        : List.of(why, words.text("event.cites", String.join(", ", grounds.criteria())));
  }
}
