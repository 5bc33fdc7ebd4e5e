package org.trousse.referencing.serve;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.trousse.referencing.dossier.Event;
import org.trousse.referencing.dossier.move.Grounds;
import org.trousse.referencing.dossier.move.MoveName;
import org.trousse.referencing.dossier.quorum.Sitting;
import org.trousse.referencing.member.Who;
import org.trousse.referencing.serve.sitting.SittingJson;

/// A dossier's history as scripts see it. A vendor learns of what kind of person acted, and not
/// who; what officers propose among themselves is theirs.
final class HistoryLineJson {
  private HistoryLineJson() {}

  static List<Map<String, Object>> lines(List<Event> history, Who who) {
    boolean officer = who instanceof Who.OfficerWho;
    return history.stream().flatMap(event -> line(event, officer)).toList();
  }

  private static Stream<Map<String, Object>> line(Event event, boolean officer) {
    boolean inner =
        event.fact() instanceof Event.Proposed || event.fact() instanceof Event.Declined;
    if (inner && !officer) {
      return Stream.empty();
    }
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("number", event.number());
    members.put("at", event.at().toString());
    members.put("actor", event.actor().kind());
    if (officer) {
      members.put("account", event.actor().account().toString());
    }
    members.put("kind", event.fact().getClass().getSimpleName());
    fact(members, event.fact(), officer);
    return Stream.of(members);
  }

  private static void fact(Map<String, Object> members, Event.Fact fact, boolean officer) {
    switch (fact) {
      case Event.Moved moved -> {
        members.put("move", moved.move().name());
        members.put("from", moved.from().name());
        members.put("to", moved.to().name());
        grounds(members, moved.grounds());
        sitting(members, moved.move(), moved.sitting(), officer);
      }
      case Event.Proposed(var move, var grounds, var sitting) -> {
        members.put("move", move.name());
        grounds(members, grounds);
        sitting(members, move, sitting, officer);
      }
      case Event.Declined(var proposal, var reason) -> {
        members.put("proposal", proposal);
        members.put("reason", MoveJson.text(reason));
      }
      case Event.Judged(var verdict) -> {
        members.put("criterion", verdict.criterion());
        members.put("word", verdict.word().name());
        members.put("reason", MoveJson.text(verdict.reason()));
        members.put("machine", verdict.machine());
        members.put("version", verdict.version());
      }
      case Event.Revised(var evidence, var retest) -> {
        members.put("snapshot", evidence.snapshot());
        members.put("manifestVersion", evidence.manifest());
        members.put("retest", retest);
      }
      case Event.Stopped(var reason) -> members.put("reason", MoveJson.text(reason));
      case Event.Escalated(var due) -> members.put("due", due.toString());
      case Event.Attested(var snapshot) -> members.put("snapshot", snapshot);
      case Event.Begun begun -> members.put("reference", begun.reference());
      case Event.Resumed resumed -> {
        // its kind says all
      }
    }
  }

  private static void sitting(
      Map<String, Object> members, MoveName move, @Nullable Sitting sitting, boolean officer) {
    if (move.opines()) {
      members.put("sitting", SittingJson.write(sitting, officer));
    }
  }

  private static void grounds(Map<String, Object> members, Grounds grounds) {
    members.put("code", grounds.code().name());
    members.put("reason", MoveJson.text(grounds.reason()));
    members.put("criteria", grounds.criteria());
    members.put("snapshot", grounds.snapshot());
  }
}
