package org.trousse.catalogue.claim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.trousse.catalogue.SyntheticListings.TODAY;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.trousse.catalogue.SyntheticListings;
import org.trousse.catalogue.claim.Backing.Word;
import org.trousse.catalogue.claim.ClaimRules.Cell;
import org.trousse.catalogue.claim.ClaimRules.Row;
import org.trousse.catalogue.listing.Facts;
import org.trousse.catalogue.listing.Listing;
import org.trousse.catalogue.listing.Standing;
import org.trousse.catalogue.listing.Verdict;
import org.trousse.catalogue.listing.Verdict.Decider;
import org.trousse.catalogue.listing.Want;

final class ClaimRulesTest {
  private static final Facts FACTS =
      SyntheticListings.make(40, 3).stream()
          .map(Listing::facts)
          .filter(facts -> facts.exchange() != null)
          .findFirst()
          .orElseThrow();

  private static Listing listing(List<Verdict> verdicts) {
    return SyntheticListings.listing(
        "synthetic", FACTS, Standing.LISTED, TODAY.minusDays(9), verdicts);
  }

  private static Verdict verdict(String criterion, Verdict.Word word, Decider decider) {
    return SyntheticListings.verdict(criterion, word, TODAY.minusDays(9), decider);
  }

  @ParameterizedTest
  @CsvSource({
    "CONFORM, PERSON, VERIFIED",
    "CONFORM, MACHINE, TESTED",
    "PARTIAL, PERSON, DECLARED",
    "NOT_CONFORM_MINOR, PERSON, DECLARED",
    "NOT_CONFORM_MAJOR, MACHINE, DECLARED",
    "NOT_APPLICABLE, MACHINE, DECLARED",
    "NOT_VERIFIED, MACHINE, DECLARED",
    "EXPIRED, PERSON, DECLARED"
  })
  void a_verdict_gives_its_word(Verdict.Word word, Decider decider, Word expected) {
    Listing listing = listing(List.of(verdict("HOS-01", word, decider)));

    assertThat(ClaimRules.backing(listing, Claim.HOST, TODAY).word()).isEqualTo(expected);
  }

  @Test
  void a_verdict_of_another_criterion_backs_nothing() {
    Listing listing = listing(List.of(verdict("HOS-02", Verdict.Word.CONFORM, Decider.PERSON)));

    assertThat(ClaimRules.backing(listing, Claim.HOST, TODAY)).isEqualTo(Backing.DECLARED);
  }

  @Test
  void one_failed_look_takes_the_others_word_away() {
    Listing listing =
        listing(
            List.of(
                verdict("GOV-03", Verdict.Word.CONFORM, Decider.MACHINE),
                verdict("GOV-08", Verdict.Word.NOT_CONFORM_MINOR, Decider.MACHINE)));

    assertThat(ClaimRules.backing(listing, Claim.SECURITY_CONTACT, TODAY).word())
        .isEqualTo(Word.DECLARED);
  }

  @Test
  void a_person_counts_more_than_a_machine_and_is_named_alone() {
    Listing listing =
        listing(
            List.of(
                verdict("OAU-03", Verdict.Word.CONFORM, Decider.MACHINE),
                verdict("CNS-01", Verdict.Word.CONFORM, Decider.PERSON)));

    Backing backing = ClaimRules.backing(listing, Claim.DATA, TODAY);

    assertThat(backing)
        .isEqualTo(new Backing(Word.VERIFIED, List.of("CNS-01"), TODAY.minusDays(9)));
  }

  @Test
  void a_verdict_counts_on_its_last_day_and_not_on_the_next() {
    LocalDate end = TODAY.minusDays(9).plusYears(2);
    Listing listing = listing(List.of(verdict("HOS-01", Verdict.Word.CONFORM, Decider.PERSON)));

    assertThat(ClaimRules.backing(listing, Claim.HOST, end).word()).isEqualTo(Word.VERIFIED);
    assertThat(ClaimRules.backing(listing, Claim.HOST, end.plusDays(1)).word())
        .isEqualTo(Word.DECLARED);
  }

  @Test
  void nobody_looks_into_a_study() {
    List<Verdict> all = new ArrayList<>();
    for (Claim claim : Claim.values()) {
      claim.criteria().forEach(id -> all.add(verdict(id, Verdict.Word.CONFORM, Decider.PERSON)));
    }

    assertThat(ClaimRules.backing(listing(all), Claim.STUDY, TODAY).word())
        .isEqualTo(Word.DECLARED);
  }

  @Test
  void what_was_seen_is_observed_and_the_rest_keeps_its_word() {
    Want want = FACTS.wants().getFirst();
    Listing listing = listing(List.of(verdict("CNS-01", Verdict.Word.CONFORM, Decider.PERSON)));

    List<Row> seen =
        ClaimRules.rows(listing, Optional.of(new Observed(Set.of(want.permission()), 12)), TODAY);
    List<Row> notSeen = ClaimRules.rows(listing, Optional.of(new Observed(Set.of(), 0)), TODAY);
    List<Row> notKnown = ClaimRules.rows(listing, Optional.empty(), TODAY);

    assertThat(cell(seen, want)).extracting(Cell::word).isEqualTo(Word.OBSERVED);
    assertThat(cell(notSeen, want)).extracting(Cell::word).isEqualTo(Word.VERIFIED);
    assertThat(cell(notSeen, want)).extracting(Cell::seen).isEqualTo(false);
    assertThat(cell(notKnown, want)).extracting(Cell::seen).isNull();
  }

  @Test
  void what_was_seen_but_never_declared_is_shown() {
    Listing listing = listing(List.of());
    Observed observed = new Observed(Set.of("heart-rate.read"), 12);

    List<Row> rows = ClaimRules.rows(listing, Optional.of(observed), TODAY);

    Row last = rows.getLast();
    assertThat(last.kind()).isEqualTo("heart-rate");
    assertThat(last.read()).isEqualTo(new Cell(null, Backing.DECLARED, true));
    assertThat(last.add()).isNull();
  }

  private static Cell cell(List<Row> rows, Want want) {
    return rows.stream()
        .filter(row -> row.kind().equals(want.kind()))
        .map(row -> want.permission().endsWith(".read") ? row.read() : row.add())
        .findFirst()
        .orElseThrow();
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "1, 0", "9, 0", "10, 10", "19, 10", "20, 20", "49, 20", "1999999, 1000000"})
  void people_are_told_in_steps_and_never_below_ten(long people, long told) {
    assertThat(Crowd.atLeast(people)).isEqualTo(told);
  }
}
