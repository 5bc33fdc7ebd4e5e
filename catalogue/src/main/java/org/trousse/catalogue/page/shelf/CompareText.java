package org.trousse.catalogue.page.shelf;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.trousse.catalogue.listing.Shown;
import org.trousse.catalogue.page.Spot;
import org.trousse.catalogue.page.Words;
import org.trousse.catalogue.page.app.Fact;
import org.trousse.catalogue.page.app.FactsText;
import org.trousse.catalogue.page.app.Section;
import org.trousse.catalogue.page.shelf.CompareView.Head;
import org.trousse.catalogue.page.shelf.CompareView.Part;
import org.trousse.catalogue.page.shelf.CompareView.Row;

/// Writes the comparison: the same facts as the apps' own pages, side by side.
final class CompareText {
  private final Words words;
  private final LocalDate today;

  CompareText(Words words, LocalDate today) {
    this.words = words;
    this.today = today;
  }

  CompareView view(List<Shown> apps, boolean tooMany, String old) {
    boolean tooFew = apps.size() < 2;
    List<Part> parts = tooFew ? List.of() : parts(apps);
    long different =
        parts.stream().flatMap(part -> part.rows().stream()).filter(Row::different).count();
    return new CompareView(
        words,
        old,
        Spot.CATALOGUE.address(words),
        tooMany,
        tooFew,
        apps.stream().map(app -> head(app, apps)).toList(),
        parts,
        words.count("compare.differences", different));
  }

  private Head head(Shown app, List<Shown> apps) {
    String rest =
        apps.stream()
            .filter(other -> !other.equals(app))
            .map(other -> "app=" + other.slug())
            .collect(Collectors.joining("&"));
    return new Head(
        app.name(),
        Spot.Leaf.APP.address(words, app.slug()),
        Spot.COMPARE.address(words) + (rest.isEmpty() ? "" : "?" + rest));
  }

  private List<Part> parts(List<Shown> apps) {
    List<List<Section>> all =
        apps.stream().map(app -> new FactsText(words, app.listing(), today).compared()).toList();
    List<Part> parts = new ArrayList<>();
    for (int at = 0; at < all.getFirst().size(); at++) {
      int part = at;
      List<Section> sections = all.stream().map(one -> one.get(part)).toList();
      parts.add(new Part(sections.getFirst().title(), rows(sections)));
    }
    return parts;
  }

  /// Facts stand in the same order for every app, so that the same place is the same fact.
  private static List<Row> rows(List<Section> sections) {
    List<Row> rows = new ArrayList<>();
    for (int at = 0; at < sections.getFirst().facts().size(); at++) {
      int fact = at;
      List<Fact> facts = sections.stream().map(one -> one.facts().get(fact)).toList();
      List<List<String>> cells = facts.stream().map(CompareText::cell).toList();
      boolean different = cells.stream().distinct().count() > 1;
      rows.add(new Row(facts.getFirst().title(), different, cells));
    }
    return rows;
  }

  private static List<String> cell(Fact fact) {
    List<String> lines = new ArrayList<>(fact.lines());
    if (!fact.backing().isEmpty()) {
      lines.add("(" + fact.backing() + ")");
    }
    return lines;
  }
}
