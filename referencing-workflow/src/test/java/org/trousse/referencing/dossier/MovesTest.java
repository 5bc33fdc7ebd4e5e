package org.trousse.referencing.dossier;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.trousse.referencing.dossier.move.Move;
import org.trousse.referencing.dossier.move.MoveName;
import org.trousse.referencing.dossier.move.Moves;
import org.trousse.referencing.dossier.move.Role;
import org.trousse.referencing.dossier.move.TokenEffect;

/// The table itself: what it must have, whatever else it has.
final class MovesTest {
  private static final Path PAGE = Path.of("..", "docs", "workflow.md");

  /// From where to where, as the specification of the process says (and the rulings on appeal,
  /// withdrawal and provisional listing).
  private static final Map<String, String> PAIRS =
      Map.ofEntries(
          Map.entry("DRAFT", "SUBMITTED ABANDONED"),
          Map.entry("SUBMITTED", "ADMISSIBILITY WITHDRAWN"),
          Map.entry("ADMISSIBILITY", "INCOMPLETE AUTO_CHECK INELIGIBLE WITHDRAWN"),
          Map.entry("INCOMPLETE", "SUBMITTED LAPSED WITHDRAWN"),
          Map.entry("AUTO_CHECK", "EXPERT_REVIEW REMEDIATION WITHDRAWN"),
          Map.entry("REMEDIATION", "AUTO_CHECK WITHDRAWN LAPSED"),
          Map.entry("EXPERT_REVIEW", "COMMITTEE REMEDIATION WITHDRAWN"),
          Map.entry("COMMITTEE", "AGREEMENT FAV_BLOCKING_RESERVES UNFAVOURABLE WITHDRAWN"),
          Map.entry("FAV_BLOCKING_RESERVES", "REMEDIATION WITHDRAWN"),
          Map.entry("AGREEMENT", "HOOKUP LISTED LISTED_PROVISIONAL LAPSED WITHDRAWN"),
          Map.entry("HOOKUP", "LISTED LISTED_PROVISIONAL REMEDIATION WITHDRAWN"),
          Map.entry("LISTED_PROVISIONAL", "LISTED DELISTED SUSPENDED WITHDRAWN"),
          Map.entry("LISTED", "UNDER_WATCH SUSPENDED RENEWAL DELISTED WITHDRAWN"),
          Map.entry("UNDER_WATCH", "LISTED SUSPENDED WITHDRAWN"),
          Map.entry("SUSPENDED", "LISTED LISTED_PROVISIONAL DELISTED WITHDRAWN"),
          Map.entry("RENEWAL", "LISTED DELISTED SUSPENDED WITHDRAWN"),
          Map.entry("DELISTED", "APPEAL"),
          Map.entry("WITHDRAWN", "APPEAL"),
          Map.entry("UNFAVOURABLE", "APPEAL"),
          Map.entry("LAPSED", "APPEAL"),
          Map.entry("INELIGIBLE", "APPEAL"),
          Map.entry("ABANDONED", ""),
          Map.entry(
              "APPEAL",
              "EXPERT_REVIEW ADMISSIBILITY DELISTED WITHDRAWN UNFAVOURABLE LAPSED INELIGIBLE"));

  private static Stream<Move> from(State state) {
    return Moves.TABLE.stream().filter(move -> move.from() == state);
  }

  @Test
  void leads_from_each_state_to_those_of_the_specification_and_to_no_other() {
    for (State state : State.values()) {
      Set<String> to = from(state).map(move -> move.to().name()).collect(Collectors.toSet());
      String said = PAIRS.getOrDefault(state.name(), "?");

      assertThat(new TreeSet<>(to))
          .as(state.name())
          .isEqualTo(
              new TreeSet<>(
                  List.of(said.split(" ")).stream().filter(word -> !word.isEmpty()).toList()));
    }
  }

  @Test
  void has_tokens_as_the_specification_says() {
    Map<TokenEffect, Set<State>> states =
        Stream.of(State.values())
            .collect(
                Collectors.groupingBy(state -> Moves.entry(state).effect(), Collectors.toSet()));

    assertThat(states.get(TokenEffect.LIVE)).containsOnly(State.LISTED, State.RENEWAL);
    assertThat(states.get(TokenEffect.LIVE_CAPPED)).containsOnly(State.LISTED_PROVISIONAL);
    assertThat(states.get(TokenEffect.LIVE_BANNER)).containsOnly(State.UNDER_WATCH);
    assertThat(states.get(TokenEffect.TEST_COHORT)).containsOnly(State.HOOKUP);
    assertThat(states.get(TokenEffect.NONE))
        .containsOnly(State.AGREEMENT, State.FAV_BLOCKING_RESERVES);
    assertThat(states.get(TokenEffect.REVOKED))
        .containsOnly(
            State.SUSPENDED,
            State.DELISTED,
            State.WITHDRAWN,
            State.UNFAVOURABLE,
            State.LAPSED,
            State.INELIGIBLE,
            State.ABANDONED,
            State.APPEAL);
  }

  @Test
  void suspends_from_every_live_state_by_one_person() {
    for (State state : State.values()) {
      Set<Role> may = EnumSet.noneOf(Role.class);
      from(state)
          .filter(move -> move.name() == MoveName.SUSPEND && move.people() == 1)
          .forEach(move -> may.addAll(move.may()));

      assertThat(may.containsAll(EnumSet.of(Role.REVIEWER, Role.LEAD, Role.PLATFORM)))
          .as(state.name())
          .isEqualTo(state.live());
    }
  }

  @Test
  void asks_two_people_for_opinions_lifting_and_appeals_and_for_nothing_else() {
    Set<MoveName> two =
        Moves.TABLE.stream()
            .filter(move -> move.people() == 2)
            .map(Move::name)
            .collect(Collectors.toSet());
    Set<MoveName> one =
        Moves.TABLE.stream()
            .filter(move -> move.people() == 1)
            .map(Move::name)
            .collect(Collectors.toSet());

    assertThat(two)
        .containsOnly(
            MoveName.OPINE_FAVOURABLE,
            MoveName.OPINE_FAVOURABLE_WITH_RESERVES,
            MoveName.OPINE_BLOCKING_RESERVES,
            MoveName.OPINE_UNFAVOURABLE,
            MoveName.LIFT,
            MoveName.UPHOLD_APPEAL,
            MoveName.REJECT_APPEAL);
    assertThat(one).doesNotContainAnyElementsOf(two);
  }

  @Test
  void lets_nobody_of_the_vendor_judge_its_own_app() {
    assertThat(
            Moves.TABLE.stream()
                .filter(move ->
                    move.may().contains(Role.VENDOR_OWNER)
                        || move.may().contains(Role.VENDOR_EDITOR))
                .map(Move::name)
                .collect(Collectors.toSet()))
        .containsOnly(
            MoveName.SUBMIT,
            MoveName.RESUBMIT,
            MoveName.BEGIN_REMEDY,
            MoveName.SIGN,
            MoveName.BEGIN_RENEWAL,
            MoveName.SUSPEND,
            MoveName.WITHDRAW,
            MoveName.ABANDON,
            MoveName.APPEAL);
  }

  @Test
  void stands_in_the_docs_as_it_is() throws IOException {
    String page = Files.readString(PAGE);
    String now =
        between(between(page, "moves", WorkflowTable.moves()), "states", WorkflowTable.entries());
    if (Boolean.getBoolean("workflow.write")) {
      Files.writeString(PAGE, now);
    }

    assertThat(page)
        .as("run with -Dworkflow.write=true to print the tables into docs/workflow.md")
        .isEqualTo(now);
  }

  private static String between(String page, String name, String table) {
    String begin = "<!-- begin " + name + " -->\n";
    int from = page.indexOf(begin) + begin.length();
    int to = page.indexOf("<!-- end " + name + " -->");
    assertThat(page).contains(begin);
    return page.substring(0, from) + table + page.substring(to);
  }
}
