package org.trousse.record.watch.page.tour;

import java.util.List;
import java.util.Optional;
import org.trousse.record.entry.Entered;
import org.trousse.record.entry.Typed;
import org.trousse.record.page.Words;
import org.trousse.sdk.measure.Measure;

/// One measure of one line of the form.
///
/// @param field its name; `.sure` after it names the choice among what is asked back
/// @param typed as it was written
/// @param entered what is to be kept; empty: nothing was written, or it is not understood
/// @param asks what it may mean
/// @param fault what is wrong; empty: nothing
/// @param kept what was kept; empty: nothing yet
public record Cell(
    Measure measure,
    String field,
    String typed,
    Optional<Entered> entered,
    List<String> asks,
    String fault,
    String kept) {
  /// What a nurse measures herself, in the order of the sheet.
  static final List<Measure> MEASURES =
      List.of(
          Measure.BLOOD_GLUCOSE,
          Measure.BLOOD_PRESSURE,
          Measure.BODY_WEIGHT,
          Measure.BODY_TEMPERATURE);

  /// As it was written.
  ///
  /// @param sure the choice among what was asked back; empty: none
  static Cell of(Measure measure, String field, String typed, String sure, Words words) {
    if (typed.isEmpty()) {
      return new Cell(measure, field, "", Optional.empty(), List.of(), "", "");
    }
    return switch (Typed.read(measure, sure.isEmpty() ? typed : sure)) {
      case Typed.Understood(Entered entered) ->
          new Cell(measure, field, typed, Optional.of(entered), List.of(), "", "");
      case Typed.AskBack(List<Entered> suggestions) ->
          asked(measure, field, typed, sure, suggestions, words);
      case Typed.NotUnderstood(Typed.Why why) ->
          new Cell(
              measure,
              field,
              typed,
              Optional.empty(),
              List.of(),
              words.text("entry.why." + why.word()),
              "");
    };
  }

  private static Cell asked(
      Measure measure,
      String field,
      String typed,
      String sure,
      List<Entered> suggestions,
      Words words) {
    Optional<Entered> chosen =
        suggestions.stream().filter(one -> one.text(words.locale()).equals(sure)).findFirst();
    List<String> asks = suggestions.stream().map(one -> one.text(words.locale())).toList();
    return chosen.isPresent()
        ? new Cell(measure, field, typed, chosen, List.of(), "", "")
        : new Cell(
            measure,
            field,
            typed,
            Optional.empty(),
            asks,
            words.text("entry.ask", String.join(", ", asks)),
            "");
  }

  Cell kept(String what) {
    return new Cell(measure, field, "", Optional.empty(), List.of(), "", what);
  }

  Cell fault(String why) {
    return new Cell(measure, field, typed, Optional.empty(), List.of(), why, "");
  }

  boolean isEmpty() {
    return typed.isEmpty();
  }

  /// Never a value.
  @Override
  public String toString() {
    return "Cell(" + measure.word() + ")";
  }
}
