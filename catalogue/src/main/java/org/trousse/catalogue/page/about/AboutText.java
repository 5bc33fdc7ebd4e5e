package org.trousse.catalogue.page.about;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.trousse.catalogue.CatalogueModule.Publisher;
import org.trousse.catalogue.CatalogueModule.StepTime;
import org.trousse.catalogue.listing.Shown;
import org.trousse.catalogue.listing.Standing;
import org.trousse.catalogue.page.Spot;
import org.trousse.catalogue.page.Words;
import org.trousse.catalogue.page.about.AboutView.Count;
import org.trousse.catalogue.page.about.AboutView.Part;
import org.trousse.catalogue.page.about.AboutView.Time;
import org.trousse.catalogue.page.about.AboutView.Way;
import org.trousse.catalogue.search.Shelf;

/// Writes the pages about this site.
final class AboutText {
  private final Words words;

  AboutText(Words words) {
    this.words = words;
  }

  private List<String> numbered(String key, int count) {
    return IntStream.rangeClosed(1, count).mapToObj(number -> words.text(key + number)).toList();
  }

  List<Time> times(List<StepTime> times) {
    return times.stream()
        .map(time ->
            new Time(
                words.of(time.step()),
                words.text("days", words.decimal(time.median())),
                words.text("days", words.decimal(time.ninetieth())),
                words.number(time.dossiers())))
        .toList();
  }

  AboutView.Register register(Shelf shelf, List<StepTime> times, String old) {
    List<Count> counts = new ArrayList<>();
    for (Standing standing : Standing.values()) {
      long number =
          shelf.all().stream().filter(app -> app.listing().standing() == standing).count();
      counts.add(new Count(words.text("standing." + standing.word()), words.number(number)));
    }
    return new AboutView.Register(
        words, old, counts, times(times), latest(words, shelf), Spot.CATALOGUE.address(words));
  }

  /// When a decision was last published; empty: there is none.
  static String latest(Words words, Shelf shelf) {
    Optional<Shown> newest =
        shelf.all().stream().max(Comparator.comparing(app -> app.listing().decidedOn()));
    return newest.map(app -> words.day(app.listing().decidedOn())).orElse("");
  }

  AboutView.Plain accessibility(String report) {
    return new AboutView.Plain(
        words,
        words.text("a11y.title"),
        words.text("a11y.lead"),
        List.of(
            part("a11y.state", 2, false),
            part("a11y.tests", 3, true),
            part("a11y.known", 3, true),
            part("a11y.plan", 3, true),
            part("a11y.year", 3, true),
            part("a11y.answer", 2, false),
            part("a11y.defender", 2, false)),
        List.of(new Way(report, words.text("a11y.report"))));
  }

  private Part part(String key, int lines, boolean list) {
    return new Part(words.text(key), numbered(key + ".", lines), list);
  }

  AboutView.Plain legal(Publisher publisher) {
    return new AboutView.Plain(
        words,
        words.text("legal.title"),
        words.text("legal.lead"),
        List.of(
            new Part(words.text("legal.who"), AboutView.lines(words, publisher), true),
            part("legal.words", 3, false),
            part("legal.data", 2, false)),
        List.of());
  }

  AboutView.Plain privacy(Publisher publisher) {
    return new AboutView.Plain(
        words,
        words.text("privacy.title"),
        words.text("privacy.lead"),
        List.of(
            part("privacy.none", 3, true),
            part("privacy.counted", 2, false),
            part("privacy.reports", 3, true),
            new Part(
                words.text("privacy.rights"),
                List.of(
                    words.text("privacy.rights.1", publisher.contact()),
                    words.text("privacy.rights.2")),
                false)),
        List.of());
  }
}
