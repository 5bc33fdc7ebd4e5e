package org.trousse.gateway.intake;

import java.util.List;
import org.jspecify.annotations.Nullable;
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
}
