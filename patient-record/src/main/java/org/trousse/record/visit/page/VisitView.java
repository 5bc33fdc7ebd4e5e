package org.trousse.record.visit.page;

import java.util.List;
import java.util.Optional;
import org.trousse.record.byhand.EntryView;
import org.trousse.record.page.Words;
import org.trousse.record.page.series.Plot;

/// All that the sheet of a visit says.
///
/// @param name of the patient
/// @param identity two traits that tell namesakes apart
/// @param done what was just done; empty: nothing
/// @param lines a line a kind
/// @param rows single readings, the newest first
/// @param waiting how many of the rows wait for somebody to look at them
/// @param entry the form by which a reading comes in
/// @param transmissions the newest first
/// @param marks what the form that validates sends
/// @param address of this page
/// @param thresholds the address of the patient's thresholds
/// @param stretch where a sensor's readings are marked as errors; empty: they may not be
/// @param worklist the address of the list
/// @param key of the form that ends the visit
/// @param csrf what each form carries; empty: nothing may be written
public record VisitView(
    Words words,
    String name,
    List<String> identity,
    String mode,
    String done,
    String period,
    List<Line> lines,
    List<Row> rows,
    int waiting,
    String marks,
    EntryView entry,
    List<TransmissionView> transmissions,
    String address,
    String thresholds,
    String stretch,
    String worklist,
    String key,
    String csrf) {
  /// One kind.
  ///
  /// @param latest with its unit; empty: nothing in the period
  /// @param sentences each a line: mean, change, target
  /// @param days a sensor's days, the newest first
  public record Line(
      String word,
      String title,
      String latest,
      String when,
      List<String> sentences,
      Optional<Plot> plot,
      List<Day> days) {
    boolean says() {
      return !latest.isEmpty() || !sentences.isEmpty();
    }
  }

  /// A day of a sensor.
  public record Day(String day, String count, String mean, String range, String inTarget) {}

  /// A single reading.
  ///
  /// @param state what it is when it is not a plain reading: amended, in error, to validate
  /// @param notes what was said about it
  /// @param address its own page
  /// @param mark what the form that validates sends of it; empty: nothing to validate
  public record Row(
      String when,
      String kind,
      String value,
      String source,
      String state,
      List<String> notes,
      String address,
      String mark,
      boolean inError) {}

  /// Whether something may be written here.
  public boolean writes() {
    return !csrf.isEmpty();
  }

  /// The lines that have something to say.
  public List<Line> shown() {
    return lines.stream().filter(Line::says).toList();
  }

  /// Of which kinds there is nothing, in a sentence; empty: there is something of all, or of none.
  public String nothing() {
    List<String> silent =
        lines.stream()
            .filter(line -> !line.says())
            .map(Line::title)
            .map(title -> title.toLowerCase(words.locale()))
            .toList();
    return silent.isEmpty() || silent.size() == lines.size()
        ? ""
        : words.text("visit.nothing", String.join(", ", silent));
  }

  public boolean isEmpty() {
    return rows.isEmpty() && lines.stream().allMatch(line -> line.latest().isEmpty());
  }
}
