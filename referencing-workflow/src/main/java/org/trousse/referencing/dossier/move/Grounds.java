package org.trousse.referencing.dossier.move;

import java.util.List;
import org.trousse.referencing.text.Text;

/// On what a move rests.
///
/// @param reason words, public where the move is
/// @param criteria the ids that the decision cites
/// @param snapshot SHA-256 of the evidence that was seen
public record Grounds(ReasonCode code, Text reason, List<String> criteria, String snapshot) {
  /// More is an essay, not a reason.
  public static final int REASON_MAX = 4_000;

  public Grounds {
    criteria = List.copyOf(criteria);
  }

  /// Whether there are words in both languages, and not too many.
  public boolean worded() {
    return worded(reason);
  }

  public static boolean worded(Text reason) {
    return written(reason.french()) && written(reason.english());
  }

  private static boolean written(String words) {
    return !words.isBlank() && words.length() <= REASON_MAX && words.indexOf('\0') < 0;
  }
}
