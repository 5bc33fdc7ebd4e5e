package org.trousse.record.visit.page.stretch;

import java.util.List;
import java.util.Optional;
import org.trousse.record.page.Words;
import org.trousse.record.visit.page.one.ReadingView.Reason;

/// The form of a stretch, and what it would do.
///
/// @param sheet the address of the visit's sheet
/// @param done what was done; empty: nothing
/// @param fault why something was not done; empty: nothing is wrong
/// @param from as the field has it
/// @param to as the field has it
/// @param reason that is chosen
/// @param proposal waits for a yes; empty: nothing is proposed
public record StretchView(
    Words words,
    String name,
    List<String> identity,
    String sheet,
    String address,
    String done,
    String fault,
    String from,
    String to,
    String reason,
    String note,
    List<Reason> reasons,
    Optional<Proposal> proposal,
    String csrf) {
  /// What would be done.
  ///
  /// @param act the form's word for it
  /// @param count of how many readings
  /// @param effect on the mean; empty: none is told
  public record Proposal(String act, int count, String what, String effect) {}
}
