package org.trousse.record.visit.page.one;

import java.util.List;
import java.util.Optional;
import org.trousse.record.page.Words;

/// One reading, what was done about it, and what can be.
///
/// @param sheet the address of the visit's sheet
/// @param fault why something was not done; empty: nothing is wrong
/// @param versions a sentence each, the newest first
/// @param acts a sentence each
/// @param number of the version that is shown
/// @param typed the value as it would be typed
/// @param proposal waits for a yes; empty: nothing is proposed
/// @param csrf empty: nothing may be written
public record ReadingView(
    Words words,
    String title,
    String name,
    List<String> identity,
    String sheet,
    String address,
    String done,
    String fault,
    String value,
    String when,
    String source,
    String state,
    boolean inError,
    List<String> versions,
    List<String> acts,
    int number,
    String typed,
    String note,
    List<Reason> reasons,
    Optional<Proposal> proposal,
    String csrf) {
  /// A reason to choose.
  public record Reason(String value, String text) {}

  /// What would be done.
  ///
  /// @param act the form's word for it
  /// @param what from what to what, or why it is an error
  /// @param effect on the mean of the days around
  public record Proposal(
      String act, String what, String effect, String typed, String reason, String note) {}

  public boolean writes() {
    return !csrf.isEmpty();
  }
}
