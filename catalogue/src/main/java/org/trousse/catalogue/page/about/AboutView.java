package org.trousse.catalogue.page.about;

import java.util.List;
import org.trousse.catalogue.CatalogueModule.Publisher;
import org.trousse.catalogue.page.Words;

/// What the pages about this site print.
public sealed interface AboutView {
  /// Waiting times of one step.
  record Time(String step, String median, String ninetieth, String dossiers) {}

  /// Numbers and files for everybody.
  record Register(
      Words words,
      String old,
      List<Count> counts,
      List<Time> times,
      String latest,
      String catalogue)
      implements AboutView {}

  /// Apps in one standing.
  record Count(String standing, String number) {}

  /// Accessibility, legal, privacy: texts in sections.
  record Plain(Words words, String title, String lead, List<Part> parts, List<Way> ways)
      implements AboutView {}

  record Part(String title, List<String> lines, boolean list) {}

  record Way(String address, String text) {}

  /// The page that is easy to read.
  record WhatFor(Words words, String catalogue, String referencing) implements AboutView {}

  /// The way in from the site's first page.
  record Doors(Words words, String count, String latest, String catalogue) implements AboutView {}

  /// The publisher's lines, as the legal page has them.
  static List<String> lines(Words words, Publisher publisher) {
    return List.of(
        words.text("legal.name", publisher.name()),
        words.text("legal.address", publisher.address()),
        words.text("legal.director", publisher.director()),
        words.text("legal.contact", publisher.contact()),
        words.text("legal.host", publisher.host()));
  }
}
