package org.trousse.referencing.finding;

import java.time.Instant;
import java.util.List;
import org.trousse.referencing.text.Text;

/// The result of one automatic check of one criterion.
///
/// @param criterion its id
/// @param looked what was looked at, e.g. an address; no secret and no body
/// @param saw one line for each thing seen, in both languages
/// @param mend what to do; empty where nothing is to be mended
public record Finding(
    String criterion,
    Outcome outcome,
    Instant at,
    List<String> looked,
    List<Text> saw,
    List<Text> mend) {
  public Finding {
    looked = List.copyOf(looked);
    saw = List.copyOf(saw);
    mend = List.copyOf(mend);
  }
}
