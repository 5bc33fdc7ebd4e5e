package org.trousse.catalogue.page.shelf;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.trousse.catalogue.listing.Facts;
import org.trousse.catalogue.listing.Listing;
import org.trousse.catalogue.listing.Shown;
import org.trousse.catalogue.listing.Standing;
import org.trousse.catalogue.page.Labels;
import org.trousse.catalogue.page.Spot;
import org.trousse.catalogue.page.Words;
import org.trousse.catalogue.page.shelf.CatalogueView.Card;
import org.trousse.catalogue.page.shelf.CatalogueView.Choice;
import org.trousse.catalogue.page.shelf.CatalogueView.Group;
import org.trousse.catalogue.page.shelf.CatalogueView.Way;
import org.trousse.catalogue.search.Facet;
import org.trousse.catalogue.search.Found;
import org.trousse.catalogue.search.Found.Removal;
import org.trousse.catalogue.search.Query;
import org.trousse.catalogue.search.QueryText;

/// Writes the page of the catalogue.
final class CatalogueText {
  /// Facets that are unfolded from the start.
  private static final Set<Facet> OPEN = Set.of(Facet.NEED, Facet.READS, Facet.PRICE);

  private final Words words;
  private final Found found;

  CatalogueText(Words words, Found found) {
    this.words = words;
    this.found = found;
  }

  /// @param connected software ids
  /// @param everything how many apps there are without any filter
  CatalogueView view(Set<String> connected, String old, int everything) {
    Query query = found.query();
    String address = Spot.CATALOGUE.address(words);
    boolean more = query.page() < found.pages();
    return new CatalogueView(
        words,
        old,
        address,
        Spot.COMPARE.address(words),
        Spot.REGISTER.address(words),
        groups(),
        query.sort() == Query.Sort.DATE,
        words.count("list.found", found.total()),
        found.apps().stream().map(app -> card(app, connected)).toList(),
        found.removals().stream().map(this::way).toList(),
        everything == 0,
        query.page() > 1 ? address + QueryText.write(query.page(query.page() - 1)) : "",
        more ? address + QueryText.write(query.page(query.page() + 1)) : "",
        found.pages() > 1
            ? words.text("list.page", words.number(query.page()), words.number(found.pages()))
            : "",
        query.ticks());
  }

  private List<Group> groups() {
    List<Group> groups = new ArrayList<>();
    for (Facet facet : Facet.values()) {
      List<Choice> choices = new ArrayList<>();
      for (Found.Option option : found.of(facet)) {
        choices.add(
            new Choice(
                "",
                option.word(),
                Labels.answer(words, facet, option.word()),
                words.number(option.count()),
                option.chosen()));
      }
      if (!choices.isEmpty()) {
        boolean ticked = choices.stream().anyMatch(Choice::ticked);
        String title = words.text("facet." + facet.word());
        groups.add(
            new Group(
                facet.word(), title, numbered(facet, choices), ticked || OPEN.contains(facet)));
      }
    }
    return groups;
  }

  private static List<Choice> numbered(Facet facet, List<Choice> choices) {
    List<Choice> numbered = new ArrayList<>();
    for (Choice choice :
        choices.stream()
            .sorted(Comparator.comparing(one -> one.label().toLowerCase(Locale.ROOT)))
            .toList()) {
      String id = facet.word() + "-" + numbered.size();
      numbered.add(new Choice(id, choice.word(), choice.label(), choice.count(), choice.ticked()));
    }
    return numbered;
  }

  private Way way(Removal removal) {
    String label = Labels.answer(words, removal.facet(), removal.word());
    Query less = found.query().without(removal.facet(), removal.word());
    String text = words.text("list.remove", label, words.count("list.found", removal.count()));
    return new Way(Spot.CATALOGUE.address(words) + QueryText.write(less), text);
  }

  private Card card(Shown app, Set<String> connected) {
    Listing listing = app.listing();
    Facts facts = listing.facts();
    Standing standing = listing.standing();
    boolean plain = standing == Standing.LISTED || standing == Standing.RENEWAL;
    return new Card(
        app.slug(),
        Spot.Leaf.APP.address(words, app.slug()),
        Labels.monogram(facts.name()),
        facts.name(),
        facts.editor().legalName(),
        words.of(facts.summary()),
        Labels.three(words, listing),
        Labels.of(words, "price", facts.price().model()),
        words.list(facts.languages().stream().map(words::language).toList()),
        plain ? "" : words.text("notice." + standing.word()),
        connected.contains(listing.softwareId()));
  }
}
