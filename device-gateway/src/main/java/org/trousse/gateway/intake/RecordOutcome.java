package org.trousse.gateway.intake;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.trousse.gateway.app.Right;
import org.trousse.sdk.reading.Outcome;

/// What became of one record of a payload, as its sender is told.
///
/// @param flags what was noticed, as words
/// @param error one word when refused, e.g. `truncated`
/// @param mend a sentence that says what to do, when there is something to do
public record RecordOutcome(
    int index, Outcome outcome, List<String> flags, @Nullable String error, @Nullable String mend) {
  public RecordOutcome {
    flags = List.copyOf(flags);
  }

  /// Because the patient does not, or no longer, let the device's app add it.
  static RecordOutcome refused(int index, Right right) {
    return new RecordOutcome(index, Outcome.REFUSED, List.of(), right.word(), right.mend());
  }

  /// Whether it was refused for want of a right, and not for what it is.
  public boolean refusedRight() {
    return error != null && Right.refusedAs(error);
  }
}
