package org.trousse.sdk.referencing;

import java.util.List;
import org.trousse.sdk.json.JsonObject;

/// What an automatic check found on one criterion.
///
/// @param outcome `PASSED`, `FAILED`, or `NOT_VERIFIED` where it could not look
/// @param looked at what: addresses, names, hashes of files
/// @param mend what to do about it
public record Finding(
    String criterion, String outcome, List<String> looked, List<Words> saw, List<Words> mend) {
  public Finding {
    looked = List.copyOf(looked);
    saw = List.copyOf(saw);
    mend = List.copyOf(mend);
  }

  static Finding read(JsonObject object) {
    return new Finding(
        object.text("criterion").orElse(""),
        object.text("outcome").orElse(""),
        object.texts("looked"),
        object.objects("saw").stream().map(Words::read).toList(),
        object.objects("mend").stream().map(Words::read).toList());
  }

  public boolean passed() {
    return outcome.equals("PASSED");
  }

  public boolean failed() {
    return outcome.equals("FAILED");
  }
}
