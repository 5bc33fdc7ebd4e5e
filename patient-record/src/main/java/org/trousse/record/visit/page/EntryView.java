package org.trousse.record.visit.page;

import java.util.List;

/// The form by which a professional writes a reading.
///
/// @param kinds that they may write: value of the field and its text
/// @param kind the chosen one
/// @param typed as it was typed
/// @param at the moment as the field wants it, in the patient's clock
/// @param device whether it was measured with the professional's own device
/// @param fault why it was not taken; empty: nothing is wrong
/// @param asks what it may mean, as it would be typed; empty: nothing is asked
/// @param key makes it the same when it is sent twice
public record EntryView(
    List<Kind> kinds,
    String kind,
    String typed,
    String at,
    boolean device,
    String fault,
    List<String> asks,
    String key) {
  /// A kind to choose.
  public record Kind(String value, String text) {}

  public EntryView {
    kinds = List.copyOf(kinds);
    asks = List.copyOf(asks);
  }
}
