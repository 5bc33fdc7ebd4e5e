package org.trousse.record.page.pressure;

import java.util.List;
import java.util.Optional;

/// What the page says of the series that the patient started.
///
/// @param done what was just done; empty: nothing
/// @param fault why a series was not started; empty: nothing is wrong
/// @param shown of which series the numbers below are; empty: of none that was started
/// @param earlier the newest first
public record KeptView(
    String done,
    String fault,
    Optional<Running> running,
    Optional<Start> start,
    String shown,
    List<Earlier> earlier) {
  /// Whether the series that is shown is the one that runs, of which the page spoke already.
  public boolean runs() {
    return running.map(Running::title).filter(shown::equals).isPresent();
  }

  /// The series that runs, or is to begin.
  ///
  /// @param step what is to be measured next
  /// @param how the sentence that follows
  /// @param enter where a reading is written
  /// @param end by which it is ended; empty: who looks may not
  public record Running(String title, String step, String how, String enter, Optional<End> end) {}

  /// A form by which a series is ended.
  public record End(String action, String csrf, String id) {}

  /// A form by which one is started.
  ///
  /// @param first as a date field spells it
  public record Start(
      String action,
      String csrf,
      List<PressureView.Option> protocols,
      String first,
      String min,
      String max) {}

  /// A series that is over.
  ///
  /// @param address empty: there is nothing to show
  /// @param here whether the page shows it
  public record Earlier(String text, String how, String address, boolean here) {}
}
