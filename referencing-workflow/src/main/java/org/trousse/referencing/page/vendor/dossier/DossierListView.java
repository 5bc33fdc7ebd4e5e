package org.trousse.referencing.page.vendor.dossier;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.trousse.referencing.calendar.Turn;
import org.trousse.referencing.desk.QueueLine;
import org.trousse.referencing.page.Words;
import org.trousse.referencing.page.vendor.VendorSpots;

/// What the list of a person's dossiers shows.
///
/// @param begin the organisations for which the person may begin one
/// @param fault why none was begun; empty: it was not tried
public record DossierListView(
    Words words, String csrf, List<Line> lines, List<Choice> begin, String fault) {
  private static final Instant NOBODY_WAITS = Instant.MAX;

  /// What waits for the vendor comes first, and of that what falls due first.
  private static final Comparator<QueueLine> URGENT_FIRST =
      Comparator.comparing(
          (QueueLine one) ->
              one.clock()
                  .filter(clock -> clock.turn() == Turn.VENDORS)
                  .map(clock ->
                      Objects.requireNonNullElse(clock.due(), NOBODY_WAITS.minusSeconds(1))),
          Comparator.comparing(due -> due.orElse(NOBODY_WAITS)));

  /// One dossier.
  public record Line(
      String address,
      String app,
      String reference,
      String organisation,
      String state,
      String since,
      Optional<ClockWords> clock) {}

  /// An organisation.
  public record Choice(String id, String name) {}

  public DossierListView {
    lines = List.copyOf(lines);
    begin = List.copyOf(begin);
  }

  public static DossierListView of(
      Words words, String csrf, List<QueueLine> dossiers, List<Choice> begin, String fault) {
    return new DossierListView(
        words,
        csrf,
        dossiers.stream().sorted(URGENT_FIRST).map(one -> line(words, one)).toList(),
        begin,
        fault);
  }

  private static Line line(Words words, QueueLine one) {
    return new Line(
        VendorSpots.DOSSIER.address(words, one.dossier()),
        one.appName(),
        one.reference(),
        one.organisationName(),
        words.state(one.state(), ""),
        words.text("since", words.day(one.since())),
        ClockWords.of(words, one.clock()));
  }

  public String action() {
    return VendorSpots.DOSSIERS.address(words);
  }

  public String home() {
    return VendorSpots.HOME.address(words);
  }
}
