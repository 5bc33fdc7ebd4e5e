package org.trousse.catalogue.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.trousse.catalogue.SyntheticListings;
import org.trousse.catalogue.listing.Listing;
import org.trousse.catalogue.listing.Shown;
import org.trousse.catalogue.listing.Standing;
import org.trousse.catalogue.search.Found.Option;
import org.trousse.catalogue.search.Found.Removal;
import org.trousse.catalogue.search.Query.Sort;

/// The shelf's sets against a search that looks at each app in turn.
final class ShelfTest {
  private static final List<Shown> APPS =
      SyntheticListings.make(300, 7).stream()
          .map(listing -> new Shown(listing.softwareId(), listing))
          .toList();

  private static final Shelf SHELF = new Shelf(1, APPS);

  private static boolean fits(Listing listing, Query query) {
    boolean all =
        query.chosen().entrySet().stream()
            .allMatch(
                one -> one.getKey().answers(listing).stream().anyMatch(one.getValue()::contains));
    boolean taken = listing.standing() == Standing.DELISTED;
    return all && (!taken || !query.of(Facet.STANDING).isEmpty());
  }

  private static long counted(Query query) {
    return APPS.stream().filter(app -> fits(app.listing(), query)).count();
  }

  private static Query drawn(Random random) {
    Map<Facet, Set<String>> chosen = new EnumMap<>(Facet.class);
    for (int draw = 1 + random.nextInt(3); draw > 0; draw--) {
      Facet facet = List.of(Facet.values()).get(random.nextInt(Facet.values().length));
      List<String> words = SHELF.search(Query.ALL, 1).of(facet).stream().map(Option::word).toList();
      chosen.put(facet, Set.of(words.get(random.nextInt(words.size()))));
    }
    return new Query(chosen, Sort.NAME, 1);
  }

  @RepeatedTest(60)
  void counts_what_a_slow_search_counts(RepetitionInfo repetition) {
    Query query = drawn(new Random(repetition.getCurrentRepetition()));

    Found found = SHELF.search(query, 24);

    assertThat((long) found.total()).isEqualTo(counted(query));
    for (Facet facet : Facet.values()) {
      for (Option option : found.of(facet)) {
        Query alone = query.with(facet, Set.of(option.word()));
        assertThat((long) option.count()).as(facet + " " + option).isEqualTo(counted(alone));
      }
    }
  }

  @RepeatedTest(30)
  void every_way_out_of_an_empty_answer_says_what_it_gives(RepetitionInfo repetition) {
    Random random = new Random(1_000 + repetition.getCurrentRepetition());
    Query query =
        drawn(random).with(Facet.PRICE, Set.of("free")).with(Facet.LANGUAGE, Set.of("xx"));

    Found found = SHELF.search(query, 24);

    assertThat(found.apps()).isEmpty();
    assertThat(found.removals()).hasSize(query.ticks());
    for (Removal removal : found.removals()) {
      Query less = query.without(removal.facet(), removal.word());
      assertThat((long) removal.count()).isEqualTo(counted(less));
    }
  }

  @Test
  void pages_hold_every_app_once_in_the_order_of_names() {
    Found first = SHELF.search(Query.ALL, 24);

    List<String> slugs =
        IntStream.rangeClosed(1, first.pages())
            .mapToObj(page -> SHELF.search(Query.ALL.page(page), 24).apps())
            .flatMap(List::stream)
            .map(Shown::slug)
            .toList();

    assertThat(slugs).hasSize(first.total()).doesNotHaveDuplicates();
    assertThat(SHELF.search(Query.ALL.page(first.pages() + 1), 24).apps()).isEmpty();
  }

  @Test
  void sorts_by_date_with_the_newest_first() {
    Found found = SHELF.search(new Query(Map.of(), Sort.DATE, 1), 300);

    assertThat(found.apps())
        .extracting(app -> app.listing().decidedOn())
        .isSortedAccordingTo(Comparator.reverseOrder());
    assertThat(found.apps()).hasSize(found.total());
  }

  @Test
  void an_app_that_was_taken_out_is_found_by_its_standing_alone() {
    Query delisted = Query.ALL.with(Facet.STANDING, Set.of("delisted"));

    assertThat(SHELF.search(Query.ALL, 300).apps())
        .noneMatch(app -> app.listing().standing() == Standing.DELISTED);
    assertThat(SHELF.search(delisted, 300).apps())
        .isNotEmpty()
        .allMatch(app -> app.listing().standing() == Standing.DELISTED);
  }

  @Test
  void accents_do_not_push_a_name_to_the_end() {
    List<String> names = SHELF.all().stream().map(Shown::name).toList();

    int accented = first(names, "Synthetic É");
    assertThat(accented).isBetween(first(names, "Synthetic D"), first(names, "Synthetic S"));
  }

  private static int first(List<String> names, String start) {
    return IntStream.range(0, names.size())
        .filter(at -> names.get(at).startsWith(start))
        .findFirst()
        .orElseThrow();
  }
}
