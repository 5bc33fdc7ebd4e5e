package org.trousse.referencing.page.officer.view;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.trousse.referencing.desk.DossierView;
import org.trousse.referencing.dossier.Event;
import org.trousse.referencing.dossier.Verdict;
import org.trousse.referencing.dossier.move.Grounds;
import org.trousse.referencing.dossier.move.MoveName;
import org.trousse.referencing.dossier.quorum.Sitting;
import org.trousse.referencing.page.Words;

/// One event of a dossier in a sentence.
///
/// @param more what stands under it, e.g. the reason
public record HistoryLine(String at, String who, String what, List<String> more) {
  public HistoryLine {
    more = List.copyOf(more);
  }

  /// Names the part in an address: events before this number.
  public static final String BEFORE = "avant";

  /// A part of the history, as a page shows it.
  ///
  /// @param newest where the newest part is; empty: this is it
  /// @param older where the next part is; empty: this is the last
  public record Part(List<HistoryLine> lines, String newest, String older) {
    public Part {
      lines = List.copyOf(lines);
    }

    /// With its ways on.
    ///
    /// @param first whether nothing is newer
    public static Part of(Head head, DossierView.Past past, boolean first) {
      String own = OfficerSpots.DOSSIER.address(head.words(), past.dossier().id());
      Integer older = past.page().older();
      return new Part(
          HistoryLine.of(head, past.page().events()),
          first ? "" : own + "#history",
          older == null ? "" : own + "?" + BEFORE + "=" + older + "#history");
    }
  }

  /// A part of the history, in its order.
  static List<HistoryLine> of(Head head, List<Event> part) {
    return part.stream().map(event -> of(head, event)).toList();
  }

  private static HistoryLine of(Head head, Event event) {
    Words words = head.words();
    List<String> more = new ArrayList<>();
    String what =
        switch (event.fact()) {
          case Event.Begun begun -> words.text("event.begun");
          case Event.Revised(var evidence, var retest) -> {
            if (!retest.isEmpty()) {
              more.add(words.text("event.retest", String.join(", ", retest)));
            }
            yield words.text("event.revised", evidence.manifest(), shortened(evidence.snapshot()));
          }
          case Event.Moved moved -> {
            grounds(more, words, moved.grounds());
            if (moved.proposedBy() != null) {
              more.add(words.text("event.two", head.names().of(moved.proposedBy(), words)));
            }
            sat(words, moved.move(), moved.sitting()).ifPresent(more::add);
            yield words.text(
                "event.moved",
                words.text("move." + moved.move()),
                words.state(moved.from(), ""),
                words.state(moved.to(), ""));
          }
          case Event.Proposed(var move, var grounds, var sitting) -> {
            grounds(more, words, grounds);
            sat(words, move, sitting).ifPresent(more::add);
            yield words.text("event.proposed", words.text("move." + move));
          }
          case Event.Declined(var number, var reason) -> {
            more.add(words.quoted(reason));
            yield words.text("event.declined", number);
          }
          case Event.Judged(var verdict) -> {
            more.add(words.quoted(verdict.reason()));
            yield judged(words, verdict);
          }
          case Event.Stopped(var reason) -> {
            more.add(words.quoted(reason));
            yield words.text("event.stopped");
          }
          case Event.Resumed resumed -> words.text("event.resumed");
          case Event.Attested attested -> words.text("event.attested");
          case Event.Escalated escalated -> words.text("event.escalated");
        };
    return new HistoryLine(words.moment(event.at()), who(head, event), what, more);
  }

  private static String who(Head head, Event event) {
    String side = event.actor().kind().startsWith("vendor") ? "person.vendor" : "";
    String name = head.names().of(event.actor().account(), head.words());
    return side.isEmpty() ? name : head.words().text(side, name);
  }

  private static String judged(Words words, Verdict verdict) {
    String word = words.text("verdict." + verdict.word());
    return verdict.due() == null
        ? words.text("event.judged", verdict.criterion(), word)
        : words.text("event.judged.due", verdict.criterion(), word, words.day(verdict.due()));
  }

  private static void grounds(List<String> more, Words words, Grounds grounds) {
    more.add(
        words.text(
            "event.reason", words.of(grounds.code().words()), words.quoted(grounds.reason())));
    if (!grounds.criteria().isEmpty()) {
      more.add(words.text("event.cites", String.join(", ", grounds.criteria())));
    }
  }

  /// How many sat; empty: the move is no opinion.
  static Optional<String> sat(Words words, MoveName move, @Nullable Sitting sitting) {
    if (!move.opines()) {
      return Optional.empty();
    }
    return Optional.of(
        sitting == null
            ? words.text("sat.unknown")
            : words.text("sat", sitting.count(), sitting.citizens()));
  }

  /// Enough of a hash to compare by eye.
  static String shortened(String hash) {
    return hash.length() <= 12 ? hash : hash.substring(0, 12) + "…";
  }
}
