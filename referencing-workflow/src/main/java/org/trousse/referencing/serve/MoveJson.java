package org.trousse.referencing.serve;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.trousse.referencing.calendar.Limit;
import org.trousse.referencing.dossier.State;
import org.trousse.referencing.dossier.clock.Statistics.StepTimes;
import org.trousse.referencing.dossier.move.Entry;
import org.trousse.referencing.dossier.move.Move;
import org.trousse.referencing.dossier.move.Moves;
import org.trousse.referencing.serve.sitting.SittingJson;
import org.trousse.referencing.text.Text;

/// The process as everybody sees it.
final class MoveJson {
  private MoveJson() {}

  /// Every move and every state's clock, in the table's order.
  static Map<String, Object> table() {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("moves", Moves.TABLE.stream().map(MoveJson::move).toList());
    members.put("states", List.of(State.values()).stream().map(MoveJson::state).toList());
    members.put("quorum", SittingJson.quorum());
    return members;
  }

  private static Map<String, Object> move(Move move) {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("move", move.name().name());
    members.put("from", move.from().name());
    members.put("to", move.to().name());
    members.put("may", move.may().stream().map(Enum::name).toList());
    members.put("people", move.people());
    members.put("reasons", move.reasons().stream().map(Enum::name).toList());
    members.put("citesCriteria", move.cites());
    members.put("needsQuorum", move.name().opines());
    members.put("condition", text(move.guard().words()));
    return members;
  }

  private static Map<String, Object> state(State state) {
    Entry entry = Moves.entry(state);
    Limit limit = entry.limit();
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("state", state.name());
    members.put("live", state.live());
    members.put("ended", state.ended());
    members.put("tokens", entry.effect().name());
    if (entry.turn() != null) {
      members.put("turn", entry.turn().name());
    }
    if (limit != null) {
      members.put("limit", Map.of("count", limit.count(), "unit", limit.unit().name()));
    }
    if (entry.then() != null) {
      members.put("then", entry.then().name());
    }
    return members;
  }

  /// How long one step really took, in working days.
  static Map<String, Object> times(StepTimes times) {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("state", times.state().name());
    members.put("ended", times.ended());
    members.put("medianWorkingDays", times.median());
    members.put("ninetiethWorkingDays", times.ninetieth());
    return members;
  }

  /// In both languages.
  static Map<String, String> text(Text text) {
    return Map.of("fr", text.french(), "en", text.english());
  }
}
