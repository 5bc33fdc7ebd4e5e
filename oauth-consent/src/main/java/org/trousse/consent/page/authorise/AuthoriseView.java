package org.trousse.consent.page.authorise;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.trousse.consent.page.Words;
import org.trousse.consent.page.authorise.Answer.Fault;
import org.trousse.consent.page.authorise.Answer.Form;
import org.trousse.consent.page.authorise.Screen.Choice;
import org.trousse.consent.page.authorise.Screen.Line;

/// The page: its text, what was chosen so far, and what to say about that.
///
/// @param action where the form goes
/// @param handle what the form is about: a request's handle or a device's code
/// @param record whose it is, for the form
/// @param notice one of the texts `authorise.*`; empty for none
/// @param warned needed items that were not ticked, said now; empty for none
public record AuthoriseView(
    Words words,
    Screen screen,
    Form form,
    String action,
    String handle,
    String csrf,
    String record,
    List<Fault> faults,
    List<Line> warned,
    String notice,
    boolean canSwitch,
    String switchAddress,
    @Nullable String policy) {
  /// Whether the box stands ticked: only by whoever reads it.
  public boolean ticked(Line line) {
    return form.ticked().contains(line.permission());
  }

  public boolean history(Choice choice) {
    return chosen(choice, form.history());
  }

  public boolean duration(Choice choice) {
    return chosen(choice, form.duration());
  }

  private static boolean chosen(Choice choice, String value) {
    return value.isEmpty() ? choice.preset() : choice.value().equals(value);
  }

  public boolean faulty(String field) {
    return faults.stream().anyMatch(fault -> fault.word().equals(field));
  }

  /// Whether this reader has been warned, now or before: it is said once.
  public boolean wasWarned() {
    return form.warned() || !warned.isEmpty();
  }
}
