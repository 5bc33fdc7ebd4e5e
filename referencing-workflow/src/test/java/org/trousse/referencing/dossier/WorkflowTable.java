package org.trousse.referencing.dossier;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.trousse.referencing.calendar.Limit;
import org.trousse.referencing.dossier.move.Entry;
import org.trousse.referencing.dossier.move.Guard;
import org.trousse.referencing.dossier.move.Move;
import org.trousse.referencing.dossier.move.Moves;

/// The tables of `docs/workflow.md`, printed from the rules.
final class WorkflowTable {
  private WorkflowTable() {}

  static String moves() {
    StringBuilder table =
        new StringBuilder(
            """
            | From | To | Move | Who | Reasons | Criteria | Condition |
            |---|---|---|---|---|---|---|
            """);
    Moves.TABLE.stream()
        .sorted(Comparator.comparing(Move::from))
        .forEach(move ->
            table.append(
                "| %s | %s | %s | %s | %s | %s | %s |%n"
                    .formatted(
                        move.from(),
                        move.to(),
                        move.name(),
                        words(move.may())
                            + (move.people() == 2 ? "; two people" : "")
                            + (move.name().opines() ? "; quorum" : ""),
                        words(move.reasons()),
                        move.cites() ? "cited" : "",
                        move.guard() == Guard.ALWAYS ? "" : move.guard().words().english())));
    return table.toString();
  }

  static String entries() {
    StringBuilder table =
        new StringBuilder(
            """
            | State | Turn | Clock | When it is over | Approval | Tokens |
            |---|---|---|---|---|---|
            """);
    for (State state : State.values()) {
      Entry entry = Moves.entry(state);
      table.append(
          "| %s | %s | %s | %s | %s | %s |%n"
              .formatted(
                  state,
                  entry.turn() == null ? "" : words(entry.turn()),
                  limit(entry.limit()),
                  then(entry),
                  limit(entry.approval()),
                  words(entry.effect())));
    }
    return table.toString();
  }

  private static String then(Entry entry) {
    if (entry.then() != null) {
      return entry.then().name();
    }
    return entry.limit() == null ? "" : "officers are called";
  }

  private static String limit(@Nullable Limit limit) {
    return limit == null ? "" : limit.count() + " " + words(limit.unit());
  }

  private static String words(Collection<? extends Enum<?>> all) {
    return all.stream().map(WorkflowTable::words).collect(Collectors.joining(", "));
  }

  private static String words(Enum<?> one) {
    return one.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
