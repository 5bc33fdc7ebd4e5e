package org.trousse.referencing.dossier.quorum;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.trousse.referencing.dossier.Actor.OfficerRole;
import org.trousse.referencing.dossier.quorum.Lack.Kind;

/// Letters stand for people: three citizens (`c`, `d`, `f`), two experts (`m`, `n`) and a lead
/// (`l`), of whom the recused are a citizen (`r`) and an expert (`s`); `x` is nobody whom the
/// register knows, and `v` a reviewer, who is not on it either.
final class QuorumRulesTest {
  private static final Bench BENCH =
      new Bench(
          List.of(
              citizen('c'),
              citizen('d'),
              citizen('f'),
              expert('m'),
              expert('n'),
              new Bench.Seat(account('l'), OfficerRole.LEAD, false, false, List.of()),
              new Bench.Seat(account('r'), OfficerRole.COMMITTEE, true, true, List.of("A job.")),
              new Bench.Seat(account('s'), OfficerRole.COMMITTEE, false, true, List.of())));

  private static Bench.Seat citizen(char letter) {
    return new Bench.Seat(account(letter), OfficerRole.COMMITTEE, true, false, List.of());
  }

  private static Bench.Seat expert(char letter) {
    return new Bench.Seat(account(letter), OfficerRole.COMMITTEE, false, false, List.of());
  }

  private static UUID account(char letter) {
    return new UUID(9, letter);
  }

  private static List<UUID> accounts(String letters) {
    return letters.chars().mapToObj(letter -> account((char) letter)).toList();
  }

  private static List<Kind> kinds(List<Lack> lacks) {
    return lacks.stream().map(Lack::kind).toList();
  }

  private static List<Kind> words(String kinds) {
    return kinds.isEmpty() ? List.of() : Stream.of(kinds.split(" ")).map(Kind::valueOf).toList();
  }

  @ParameterizedTest
  @CsvSource({
    // who sat, who proposes, what is missing
    "cdml,m,''",
    "cdfl,c,''",
    "cdml,l,''",
    "cdfmnl,n,''",
    "cdm,m,PRESENT",
    "cmnl,m,CITIZENS",
    "cml,m,PRESENT CITIZENS",
    "mnl,m,PRESENT CITIZENS",
    "cdml,n,PROPOSER",
    "cdm,n,PROPOSER PRESENT",
    "'',m,PROPOSER PRESENT CITIZENS",
    "cdmlr,m,RECUSED",
    "cmlr,m,RECUSED PRESENT CITIZENS",
    "cdms,m,RECUSED PRESENT",
    "cdmm,m,TWICE PRESENT",
    "cdmlc,m,TWICE",
    "cdmlx,m,NOT_OF_THE_COMMITTEE",
    "cdmx,m,NOT_OF_THE_COMMITTEE PRESENT",
    "cdmv,m,NOT_OF_THE_COMMITTEE PRESENT",
    "ccrrxx,m,TWICE NOT_OF_THE_COMMITTEE RECUSED PROPOSER PRESENT CITIZENS"
  })
  void an_opinion_is_proposed_by_a_quorum(String sat, String proposer, String missing) {
    List<Lack> lacks = QuorumRules.proposed(BENCH, accounts(sat), account(proposer.charAt(0)));

    assertThat(kinds(lacks)).isEqualTo(words(missing));
    assertThat(lacks)
        .allSatisfy(lack -> {
          assertThat(lack.words().french()).endsWith(".");
          assertThat(lack.words().english()).endsWith(".");
        });
  }

  @ParameterizedTest
  @CsvSource({
    // who sat, who confirms, who declared an interest since, what is missing
    "cdml,l,'',''",
    "cdml,c,'',''",
    "cdml,n,'',SECONDER",
    "cdmnl,l,n,RECUSED",
    "cdml,l,m,RECUSED PRESENT",
    "cdml,l,d,RECUSED PRESENT CITIZENS",
    "cdfml,l,d,RECUSED",
    "cdml,v,'',NOT_OF_THE_COMMITTEE SECONDER"
  })
  void an_opinion_is_confirmed_by_somebody_who_sat(
      String sat, String seconder, String since, String missing) {
    Sitting sitting = QuorumRules.sitting(BENCH, accounts(sat));
    Bench now =
        new Bench(
            BENCH.seats().stream()
                .map(seat -> accounts(since).contains(seat.account()) ? recused(seat) : seat)
                .toList());

    List<Lack> lacks = QuorumRules.confirmed(now, sitting, account(seconder.charAt(0)));

    assertThat(kinds(lacks)).isEqualTo(words(missing));
  }

  private static Bench.Seat recused(Bench.Seat seat) {
    return new Bench.Seat(
        seat.account(), seat.role(), seat.citizen(), true, List.of("Since this morning."));
  }

  @Test
  void who_left_the_committee_since_has_sat_all_the_same() {
    Sitting sitting = QuorumRules.sitting(BENCH, accounts("cdml"));
    Bench now =
        new Bench(
            BENCH.seats().stream().filter(seat -> !seat.account().equals(account('d'))).toList());

    assertThat(QuorumRules.confirmed(now, sitting, account('l'))).isEmpty();
  }

  @Test
  void a_proposal_of_which_nobody_recorded_who_sat_is_proposed_again() {
    assertThat(kinds(QuorumRules.confirmed(BENCH, null, account('l'))))
        .containsExactly(Kind.NOT_RECORDED);
  }

  @Test
  void says_whom_it_is_about_and_how_many_count() {
    List<Lack> lacks = QuorumRules.proposed(BENCH, accounts("cmsx"), account('m'));

    assertThat(lacks)
        .extracting(Lack::kind, Lack::accounts)
        .containsExactly(
            tuple(Kind.NOT_OF_THE_COMMITTEE, accounts("x")),
            tuple(Kind.RECUSED, accounts("s")),
            tuple(Kind.PRESENT, List.of()),
            tuple(Kind.CITIZENS, List.of()));
    assertThat(lacks.get(2).words().english())
        .isEqualTo("Members present who count: 2, at least 4 are needed.");
    assertThat(lacks.get(3).words().french())
        .isEqualTo("Citoyens présents : 1, il en faut au moins 2.");
  }

  @Test
  void a_hundred_names_are_read_and_one_more_is_not() {
    List<UUID> hundred = new ArrayList<>(Collections.nCopies(Quorum.NAMED_MAX, account('c')));

    List<Lack> read = QuorumRules.proposed(BENCH, hundred, account('c'));
    hundred.add(account('c'));
    List<Lack> unread = QuorumRules.proposed(BENCH, hundred, account('c'));

    assertThat(kinds(read)).contains(Kind.TWICE).doesNotContain(Kind.TOO_MANY);
    assertThat(kinds(unread)).containsExactly(Kind.TOO_MANY);
  }

  @Test
  void keeps_who_sat_and_who_was_a_citizen_then() {
    Sitting sitting = QuorumRules.sitting(BENCH, accounts("cdml"));

    assertThat(sitting.count()).isEqualTo(4);
    assertThat(sitting.citizens()).isEqualTo(2);
    assertThat(sitting.has(account('m'))).isTrue();
    assertThat(sitting.has(account('n'))).isFalse();
  }
}
