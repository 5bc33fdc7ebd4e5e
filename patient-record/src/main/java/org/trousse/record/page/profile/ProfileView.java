package org.trousse.record.page.profile;

import java.util.List;
import java.util.Optional;
import org.trousse.record.page.Words;
import org.trousse.record.page.series.Explained;
import org.trousse.record.page.series.Head;

/// All that the page of the glucose profile says.
///
/// @param nothing why there is no profile; empty: there is one
/// @param finger pricks of the period, the newest first, when there is no sensor
/// @param warning that the numbers rest on little; empty: they do not
/// @param content empty without a day of data
public record ProfileView(
    Head head,
    String nothing,
    List<Finger> finger,
    String coverage,
    String warning,
    Optional<Content> content,
    String excluded,
    List<Option> units,
    List<Option> goals,
    List<Explained> definitions) {

  public Words words() {
    return head.words();
  }

  public boolean hasFile() {
    return !coverage.isEmpty() || content.isPresent();
  }

  /// One prick.
  public record Finger(String when, String level) {}

  /// Something to choose in the form.
  public record Option(String value, String text, boolean chosen) {}

  /// What there is with at least a day of data.
  ///
  /// @param noCurve why there is no curve
  /// @param noEvents why there are no events
  public record Content(
      String sentence,
      String goalsOf,
      String unit,
      BandBar bar,
      List<KeyNumbers.KeyNumber> numbers,
      Optional<DayCurve> curve,
      List<String> noCurve,
      Optional<EventList> events,
      List<String> noEvents,
      List<MiniDay> days,
      String daysHow,
      String daysIn,
      String text) {}
}
