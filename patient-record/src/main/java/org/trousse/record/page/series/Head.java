package org.trousse.record.page.series;

import java.util.List;
import org.trousse.record.page.MeasurePage;
import org.trousse.record.page.Words;
import org.trousse.record.page.series.Asked.Choice;

/// The top of a page: whose readings, over how long, and what else can be asked.
///
/// @param hidden what is not shown and why
/// @param stale says that the newest reading is old; empty: it is not
/// @param periods links to the same page over other periods
/// @param period how many days; empty: not by periods
/// @param csv the readings as a file
public record Head(
    Words words,
    String title,
    String name,
    String about,
    List<String> hidden,
    String stale,
    List<Link> periods,
    String period,
    String address,
    String csv) {
  public static final String PERIOD = "periode";

  /// A way on.
  public record Link(String text, String address, boolean here) {}

  /// The top of what was opened.
  ///
  /// @param stale empty: nothing to say
  public static Head of(Opened opened, MeasurePage page, String title, String stale, Choice days) {
    Words words = opened.words();
    String address = page.address(words);
    return new Head(
        words,
        title,
        opened.name(),
        opened.about(),
        opened.hidden(),
        stale,
        days.values().stream()
            .sorted((one, other) -> Integer.compare(Integer.parseInt(one), Integer.parseInt(other)))
            .map(value ->
                new Link(
                    words.text("series.days", value),
                    address + opened.asked().with(PERIOD, value),
                    opened.asked().is(PERIOD, value)))
            .toList(),
        days.values().isEmpty() ? "" : opened.asked().text(PERIOD),
        address,
        address + ".csv" + opened.asked().query());
  }

  /// The page of all measurements.
  public String back() {
    return address.substring(0, address.lastIndexOf('/'));
  }
}
